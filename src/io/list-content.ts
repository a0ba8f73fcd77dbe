import { join, relative, resolve } from 'node:path';
import type { ContentListing } from '../content/unread-files.ts';
import { kindFolders } from '../model/content-kinds.ts';
import { libraryFolder } from './content-folder.ts';
import { listFiles } from './list-files.ts';
import { readOwnJson } from './read-own-file.ts';

/** The folders of a run. */
export interface RunFolders {
  readonly content: string;
  readonly data: string;
  readonly out?: string | undefined;
  readonly configOut?: string | undefined;
  readonly checkout: string;
}

/**
 * List the content folder, once for all readers. Folders of the run and those that portal.yaml names are not looked into,
 * wherever they lie, nor are those that no kind of file is in.
 *
 * @param named files and folders that portal.yaml names, relative to the content folder
 */
export function listContent(folders: RunFolders, named: readonly string[]): Omit<ContentListing, 'isPortalFaulty'> {
  const { content, data, out, configOut, checkout } = folders;
  const inContent = (paths: readonly (string | undefined)[]) => paths.flatMap((path) => pathInContent(content, path));
  const paths = inContent(named);
  const claims = [...inContent([data, out, configOut, checkout, libraryFolder(checkout)]), ...paths];
  const isClaimed = (folder: string) => claims.includes(folder);
  const leadsToClaim = (folder: string) => claims.some((claim) => claim.startsWith(`${folder}/`));
  const isOfKinds = (folder: string) => kindFolders.includes(folder.split('/')[0]!);
  const { files, closed } = listFiles(
    content,
    (folder) => kindFolders.includes(folder) || (!isClaimed(folder) && (isOfKinds(folder) || leadsToClaim(folder))),
  );
  if (closed.length === 0) return { files, closed, claimed: [], named: paths };
  // A run without --out or --config-out does not know what another one wrote there.
  const written = new Set([...claims, ...inContent(writtenFolders(data))]);
  return {
    files,
    closed: closed.filter((folder) => !written.has(folder)),
    claimed: closed.filter((folder) => written.has(folder)),
    named: paths,
  };
}

/** Nothing for what is not below the content folder. */
function pathInContent(content: string, path: string | undefined): string[] {
  if (path === undefined) return [];
  const name = relative(content, resolve(content, path)).replaceAll('\\', '/');
  return name === '' || name === '..' || name.startsWith('../') ? [] : [name];
}

function writtenFolders(data: string): string[] {
  const manifests = ['published.json', 'emitted.json'].map((name) => readOwnJson(join(data, name)));
  return manifests.flatMap((manifest) => (manifest as { readonly folder?: string } | undefined)?.folder ?? []);
}
