import { globSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Checked, checked, type Note, problem, problemsOf } from '../base/problems.ts';
import { type IniLine, readGenisolist } from '../downloads/genisolist.ts';
import type { DownloadRule } from '../model/download-rule.ts';
import { readableFile, shownPath } from './content-folder.ts';

/** Files that include each other end there. */
const MOST_FILES = 1_000;

/** The rules of a configuration, and the files that it is written in, absolute. */
export interface GenisolistRules {
  readonly rules: readonly DownloadRule[];
  readonly files: readonly string[];
}

/**
 * Read a configuration of genisolist with all that it includes.
 *
 * @param file absolute
 */
export function loadGenisolist(file: string): Checked<GenisolistRules> {
  const files: string[] = [];
  const lines = checked((note) => linesOf(file, files, note));
  const rules = readGenisolist(lines.value);
  return { value: { rules: rules.value, files }, problems: problemsOf([lines, rules]) };
}

function linesOf(file: string, seen: string[], note: Note): IniLine[] {
  if (seen.includes(file) || seen.length >= MOST_FILES) return [];
  seen.push(file);
  const read = readableFile(dirname(file), file.slice(dirname(file).length + 1));
  if (!read || read.fault) {
    const fix = 'Correct the path, or give the user who builds permission to read the file; its sections are left out.';
    note(read?.fault ?? problem('unreadable-file', { file: shownPath(file) }, 'the file cannot be read', fix));
    return [];
  }
  return read.text.split(/\r?\n/).flatMap((text, index): IniLine[] => {
    const included = /^!include\s+(.+?)\s*$/.exec(text)?.[1];
    if (included === undefined) return [{ text, place: { file: read.shown, line: index + 1 } }];
    return includedFiles(resolve(dirname(file), included)).flatMap((other) => linesOf(other, seen, note));
  });
}

/** The files of a pattern, sorted; a path without a pattern stands for itself, there or not. */
function includedFiles(pattern: string): string[] {
  if (!/[*?[]/.test(pattern)) return [pattern];
  return globSync(pattern)
    .sort()
    .map((path) => realpathSync(path));
}
