import { join } from 'node:path';
import { mirrorsToKeep, type ServedBefore, servedSchema } from '../emit/kept-mirrors.ts';
import { mirrorFolder } from '../emit/serve-plan.ts';
import type { Mirror, Portal } from '../model/portal.ts';
import { askStat } from './ask-stat.ts';
import { readOwnJson } from './read-own-file.ts';

/**
 * What the emitted configuration serves; beside it, and not in the data folder, as that may be deleted while servers go on
 * reading the configuration.
 */
export const SERVED_FILE = 'served.json';

/**
 * The mirrors that the configuration keeps. A mirror without its folder is dropped, if other folders of mirrors exist on
 * this machine: a data root that is not mounted, hangs, or is not readable proves nothing.
 */
export async function keptServed(
  portal: Portal,
  configOut: string | undefined,
  accepted: ReadonlySet<string>,
): Promise<readonly Mirror[]> {
  const { serve } = portal;
  if (!serve || configOut === undefined) return [];
  const before = loadServed(join(configOut, SERVED_FILE));
  const folderOf = (mirror: Mirror) => mirrorFolder(mirror, portal, serve.dataRoot);
  const current = new Set(portal.mirrors.flatMap((mirror) => addressIfServed(mirror, folderOf)));
  const kept = mirrorsToKeep(before, portal, accepted).filter(({ addresses }) => !current.has(addresses[0]!));
  if (kept.length === 0) return [];
  const folders = [...portal.mirrors, ...kept].flatMap((mirror) => folderOf(mirror) ?? []);
  const gone = await goneFolders([...new Set(folders)].slice(-MOST_FOLDERS));
  return kept.filter((mirror) => !gone.has(folderOf(mirror) ?? ''));
}

/** As many as fit into one command line. The kept ones are the last. */
const MOST_FOLDERS = 1000;

/** The folders that are not there, if others of them are. */
async function goneFolders(folders: readonly string[]): Promise<ReadonlySet<string>> {
  try {
    const { said, failure } = await askStat(['-c', '%n', '--', ...folders]);
    if (said === '') return new Set();
    const missing = failure.split('\n').filter((line) => line.endsWith(': No such file or directory'));
    return new Set(folders.filter((folder) => missing.some((line) => line.includes(`'${folder}'`))));
  } catch {
    return new Set(); // Nobody knows, so all of them stay.
  }
}

function addressIfServed(mirror: Mirror, folderOf: (mirror: Mirror) => string | undefined): readonly string[] {
  return mirror.serve?.faultyFile || folderOf(mirror) === undefined ? [] : mirror.addresses;
}

function loadServed(path: string): readonly ServedBefore[] {
  // None so far, or damaged.
  return servedSchema.safeParse(readOwnJson(path)).data?.mirrors ?? [];
}
