import { parseYaml } from '../base/parse-yaml.ts';
import { type Checked, checked } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';
import { contentKinds, partsOf } from '../model/content-kinds.ts';
import { companions } from '../model/download.ts';
import type { DownloadRule, FileRule } from '../model/download-rule.ts';
import { type DownloadRuleContent, downloadRuleSchema, type FileRuleContent } from './download-schema.ts';

/** What one file says of a distribution. */
export interface DownloadRuleFile {
  /** Name of the distribution. */
  readonly name: string;
  readonly content: DownloadRuleContent;
}

/** Read files of `downloads/`; names are relative to that folder. */
export function readDownloadRuleFiles(files: readonly TextFile[]): Checked<readonly DownloadRuleFile[]> {
  return checked((note) =>
    files.flatMap(({ name: file, shown, text }) => {
      const name = partsOf(contentKinds.downloads, file)?.distro;
      const { value: content, problems } = parseYaml(text, shown, downloadRuleSchema);
      for (const one of problems) note(one);
      return name !== undefined && content ? [{ name, content }] : [];
    }),
  );
}

/** The rules of all files, by distribution; later files override earlier ones key by key. */
export function mergeDownloadRules(files: readonly DownloadRuleFile[]): DownloadRule[] {
  const all = new Map<string, DownloadRuleContent>();
  for (const { name, content } of files) all.set(name, { ...all.get(name), ...content });
  return [...all].map(([name, content]) => toRule(name, content));
}

function toRule(distro: string, { title, category, names, files, skip }: DownloadRuleContent): DownloadRule {
  return {
    distro,
    title: title ?? distro,
    category: category ?? 'os',
    names: names ?? [distro],
    files: skip ? [] : (files ?? []).map(toFileRule),
  };
}

function toFileRule(content: FileRuleContent): FileRule {
  const { mirrors, path, match, version, architecture, kind, newest, newestOf, checksums } = content;
  const besides = companions.map((what) => [what, content[what]] as const).filter(([, template]) => template);
  return {
    ...{ mirrors, match, version, architecture, kind, newest, newestOf },
    paths: [path].flat(),
    flags: 'u',
    matchOn: 'path',
    checksums: checksums === undefined ? [] : [checksums].flat(),
    listSignature: content.checksumsSignature,
    beside: Object.fromEntries(besides),
  };
}
