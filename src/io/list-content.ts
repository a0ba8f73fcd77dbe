import { realpathSync } from 'node:fs';
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
  readonly home: string;
}

/**
 * List the content folder, once for all readers. Folders of the run and those that portal.yaml names are not looked into,
 * wherever they lie, nor are those that no kind of file is in.
 *
 * @param named files and folders that portal.yaml names, relative to the content folder
 */
export function listContent(folders: RunFolders, named: readonly string[]): Omit<ContentListing, 'isPortalFaulty'> {
  const { content, data, out, configOut, home } = folders;
  const run = [data, out, configOut, home].flatMap((path) => path ?? []);
  const paths = namesIn(content, named);
  const claims = [...namesIn(content, [...run, libraryFolder(home)]), ...paths];
  const { files, closed } = listFiles(content, (folder) => isEntered(folder, claims));
  // A run without --out or --config-out does not know what another one wrote there, and folders may be links.
  const written = closed.length > 0 ? new Set([...run, ...writtenFolders(data)].map(realPathOf)) : new Set();
  const isClaimed = (folder: string) => claims.includes(folder) || written.has(realPathOf(join(content, folder)));
  return {
    files,
    closed: closed.filter((folder) => !isClaimed(folder)),
    claimed: closed.filter(isClaimed),
    named: paths,
  };
}

/** A folder of kinds, a subfolder of one, or a parent of a claimed path. */
function isEntered(folder: string, claims: readonly string[]): boolean {
  const [top] = folder.split('/');
  if (folder === top && kindFolders.includes(top)) return true;
  if (claims.includes(folder)) return false;
  return kindFolders.includes(top!) || claims.some((claim) => claim.startsWith(`${folder}/`));
}

/** Where links lead; the path itself where there is nothing. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Those of the paths that are below the content folder, relative to it. */
function namesIn(content: string, paths: readonly string[]): string[] {
  return paths
    .map((path) => relative(content, resolve(content, path)).replaceAll('\\', '/'))
    .filter((name) => name !== '' && name !== '..' && !name.startsWith('../'));
}

function writtenFolders(data: string): string[] {
  const manifests = ['published.json', 'emitted.json'].map((name) => readOwnJson(join(data, name)));
  return manifests.flatMap((manifest) => (manifest as { readonly folder?: string } | undefined)?.folder ?? []);
}
