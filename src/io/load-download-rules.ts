import type { Checked } from '../base/problems.ts';
import { type DownloadRuleFile, mergeDownloadRules, readDownloadRuleFiles } from '../content/read-downloads.ts';
import { contentKinds } from '../model/content-kinds.ts';
import type { DownloadRule } from '../model/download-rule.ts';
import { type LayeredFiles, loadLayers } from './library-files.ts';

/** The files of the rules for downloads. */
export const downloadRuleFiles: LayeredFiles<DownloadRuleFile> = {
  kind: contentKinds.downloads,
  saved: 'library-downloads.json',
  read: readDownloadRuleFiles,
};

/** The rules for downloads: those of the library, and over them the operator's own. */
export function loadDownloadRules(home: string, content: string): Checked<readonly DownloadRule[]> {
  const { value, problems } = loadLayers(downloadRuleFiles, home, content);
  return { value: mergeDownloadRules(value), problems };
}
