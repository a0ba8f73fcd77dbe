import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Checked } from '../base/problems.ts';
import {
  type FileRecord,
  foreignFiles,
  inTheWay,
  type Manifest,
  planPublish,
  type WantedFile,
} from '../deploy/publish-plan.ts';
import { shownPath } from './content-folder.ts';
import { loadManifest } from './manifest.ts';
import { Ownership } from './ownership.ts';
import { removeFile } from './remove-file.ts';
import { bytesOf, Staging } from './staging.ts';
import { writeFileAtomic } from './write-file.ts';

/** A file to publish, and how to make it when its key is new. */
export interface Publishable extends WantedFile {
  readonly make: () => Promise<string | Uint8Array> | string | Uint8Array;
}

export interface Published {
  readonly files: number;
  readonly written: number;
  readonly removed: number;
}

/**
 * Update a folder: make new files, move changed files into place in phases, then remove files of the last run that are no
 * longer wanted. All files are on the disk before the first one is replaced, so a run
 * that fails while it makes files, or fills the disk, leaves the folder unchanged.
 *
 * Intent before effect: files to replace or remove are recorded first. If a run stops in between, the next run makes these
 * files again. Files that no run wrote are never touched, nothing is written through a link, and both cases are reported.
 *
 * @param manifestPath path of the manifest of the last run
 * @throws OperatorError, `unwritable`
 */
export async function publish(
  folder: string,
  manifestPath: string,
  wanted: readonly Publishable[],
): Promise<Checked<Published>> {
  const restoreUmask = readableForAll();
  const previous = loadManifest(manifestPath, folder);
  const ownership = new Ownership(folder, manifestPath, previous);
  const plan = planPublish(previous, wanted, (file) => bytesOf(join(folder, file)), ownership);
  const staging = new Staging(folder);
  try {
    const bytes = new Map<string, number>();
    for (const { file, make } of plan.make) bytes.set(file, staging.add(file, await make()));
    const foreign = foreignFiles(staging.files, ownership, (path) => kindOf(join(folder, path)));
    const moves = plan.phases.map((files) => files.filter((file) => staging.has(file) && !foreign.has(file)));
    const remove = plan.remove.filter((file) => kindOf(join(folder, file)) === 'file');
    const written = moves.flat().length;
    if (written + remove.length > 0) ownership.noteIntent(moves.flat(), plan.remove);
    for (const files of moves) staging.moveIntoPlace(files);
    for (const file of remove) removeFile(folder, file);
    const own = wanted.filter(({ file }) => !foreign.has(file));
    if (plan.make.length + plan.remove.length + ownership.touched.size > 0)
      saveManifest(manifestPath, folder, previous, own, bytes);
    ownership.noteDone(own.map(({ file }) => file));
    staging.remove();
    return {
      value: { files: own.length, written, removed: remove.length },
      problems: inTheWay([...foreign], (file) => shownPath(join(folder, file))),
    };
  } catch (error) {
    // An error of the cleanup is a consequence and must not replace the first error.
    staging.tryToRemove();
    throw error;
  } finally {
    restoreUmask();
  }
}

/** A web server must be able to read published files, whatever the umask. */
function readableForAll(): () => void {
  const usual = process.umask(0o022);
  process.umask(usual & ~0o055);
  return () => void process.umask(usual);
}

/** Kind of the entry at a path; links are not followed. */
function kindOf(path: string): 'file' | 'folder' | 'other' | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
}

function saveManifest(
  path: string,
  folder: string,
  previous: Manifest | undefined,
  wanted: readonly WantedFile[],
  bytes: ReadonlyMap<string, number>,
): void {
  const files: Record<string, FileRecord> = {};
  for (const item of wanted) {
    const length = bytes.get(item.file);
    files[item.file] =
      length === undefined ? previous!.files[item.file]! : { key: item.key, baseKey: item.baseKey, bytes: length };
  }
  writeFileAtomic(path, JSON.stringify({ folder: resolve(folder), files } satisfies Manifest));
}
