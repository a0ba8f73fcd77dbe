import type { DownloadFacts } from '../model/download.ts';
import { fileToArchitecture, isArchitecture } from './architectures.ts';

/** `version (platform, type)`, as genisolist writes names. */
const NAME = /^(.*?)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)$/s;
/** What stands for a version although it has no number. */
const WORD_VERSION = /^(latest|current|stable|rolling|tumbleweed|slowroll|lts)\b/i;
/** Between a system and its processor: `linux/x86_64`, `linux-arm64`. */
const WITH_SYSTEM = /^(linux|win|windows|winnt|mac|macos|macosx|darwin|freebsd)[/.-](.+)$/i;

/**
 * What a MirrorZ name and the file's own name tell without doubt: `13.6.0 (amd64, netinst)` is version 13.6.0, architecture
 * amd64, kind netinst. What is not sure is left out, and pages then show the name.
 */
export function nameToFacts(name: string, url: string): DownloadFacts {
  const [, before = name, inside = ''] = NAME.exec(name) ?? [];
  const parts = inside
    .split(/\s*,\s*/)
    .filter(Boolean)
    .map(splitSystem);
  const named = parts.flatMap(({ architecture }) => architecture ?? [])[0];
  const kind = parts.flatMap(({ rest }) => rest ?? []).join(', ') || undefined;
  const version = isVersion(before) ? before : undefined;
  // A name without brackets is often the folder and the file.
  const file = fileOf(url);
  if (inside === '' && version !== undefined && name.endsWith(file) && name !== file)
    return factsOfFile(name.slice(0, -file.length).trim(), file);
  return { version, architecture: named ?? fileToArchitecture(file), kind };
}

function factsOfFile(before: string, file: string): DownloadFacts {
  return { version: isVersion(before) ? before : undefined, architecture: fileToArchitecture(file), kind: undefined };
}

function isVersion(text: string): boolean {
  return text.length <= 60 && (/\d/.test(text) || WORD_VERSION.test(text));
}

/** One part in brackets: the processor in it, and what else it says. */
function splitSystem(part: string): { readonly architecture?: string; readonly rest?: string } {
  if (isArchitecture(part)) return { architecture: part };
  const [, system, after] = WITH_SYSTEM.exec(part) ?? [];
  return system !== undefined && isArchitecture(after!) ? { architecture: after!, rest: system } : { rest: part };
}

/** The last part of an address, decoded: what the file is called. */
export function fileOf(url: string): string {
  const last = url.replace(/[?#].*$/s, '').replace(/^.*\//s, '');
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
