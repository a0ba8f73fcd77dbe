import { assemblePortal } from '../core/assemble.ts';
import type { Portal } from '../core/portal.ts';
import type { Checked } from '../core/problems.ts';
import { loadContent } from './load-content.ts';
import { loadSources, type SourceFolders } from './load-sources.ts';

/**
 * Everything the site is made from: content as it is, sources as of their last good answer.
 *
 * @param isOffline ask no source over the network
 * @throws NoSiteError when nobody tells who the site is
 */
export async function loadPortal(folders: SourceFolders, now: Date, isOffline = false): Promise<Checked<Portal>> {
  const { value: content, problems: contentProblems } = loadContent(folders.content);
  const { value: said, problems: sourceProblems } = await loadSources(content.sources, folders, now, isOffline);
  const { value: portal, problems } = assemblePortal({ ...content, ...said });
  return { value: portal, problems: [...contentProblems, ...sourceProblems, ...problems] };
}
