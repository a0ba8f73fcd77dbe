import { assemblePortal, NoSiteError } from '../core/assemble.ts';
import type { Portal } from '../core/portal.ts';
import type { Checked } from '../core/problems.ts';
import { loadContent } from './load-content.ts';
import { loadHelp } from './load-help.ts';
import { loadSources, type SourceFolders } from './load-sources.ts';
import { measureDisk } from './measure-disk.ts';

export interface PortalFolders extends SourceFolders {
  /** Where Heliostat is, with the library of help. */
  readonly checkout: string;
}

/**
 * Everything the site is made from: content as it is, sources as of their last good answer.
 *
 * @param seenHours how often each mirror was seen to sync well, by cname
 * @param isOffline ask no source over the network
 * @throws NoSiteError when nobody tells who the site is
 */
export async function loadPortal(
  folders: PortalFolders,
  now: Date,
  seenHours: ReadonlyMap<string, number> = new Map(),
  isOffline = false,
): Promise<Checked<Portal>> {
  const { value: content, problems: contentProblems } = loadContent(folders.content);
  const { value: said, problems: sourceProblems } = await loadSources(content.sources, folders, now, isOffline);
  const { value: disk, problems: diskProblems } = await measureDisk(
    content.content.disk?.path,
    folders.content,
    content.contentFile,
  );
  const { contentFile } = content;
  const layers = content.content.help?.layers ?? [];
  const { value: help, problems: helpProblems } = await loadHelp({ ...folders, contentFile, layers });
  const found = [...contentProblems, ...sourceProblems, ...diskProblems, ...helpProblems];
  try {
    const { value: portal, problems } = assemblePortal({ ...content, ...said, disk, help, seenHours, now });
    return { value: portal, problems: [...found, ...problems] };
  } catch (error) {
    if (error instanceof NoSiteError) error.problems = found;
    throw error;
  }
}
