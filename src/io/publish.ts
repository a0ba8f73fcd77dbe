import { createHash } from 'node:crypto';
import { readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type FileRecord, type Manifest, planPublish, type Wanted } from '../core/publish-plan.ts';
import { WriteError, writeFileAtomic } from './write-file.ts';

/** A file to publish, and how to make it when its key is new. */
export interface Publishable extends Wanted {
  readonly make: () => Promise<string | Uint8Array> | string | Uint8Array;
}

export interface Published {
  readonly files: number;
  readonly written: number;
  readonly removed: number;
}

/**
 * Bring a folder up to date: make what is new, write what differs, in the given order, then remove what
 * the last run wrote and nobody wants any more. Everything is made before the first byte is written, so a
 * run that fails leaves the folder as it was. Files that no run wrote are never touched.
 *
 * @param manifestPath where the last run noted what it wrote
 */
export async function publish(
  folder: string,
  manifestPath: string,
  wanted: readonly Publishable[],
): Promise<Published> {
  const previous = loadManifest(manifestPath, folder);
  const plan = planPublish(previous, wanted, (file) => bytesOf(join(folder, file)));
  const made: (readonly [Publishable, Uint8Array])[] = [];
  for (const item of plan.make) made.push([item, Buffer.from(await item.make())]);
  let written = 0;
  for (const [{ file }, bytes] of made) written += Number(writeIfNew(join(folder, file), bytes));
  for (const file of plan.remove) removeFile(folder, file);
  saveManifest(manifestPath, folder, previous, wanted, made);
  return { files: wanted.length, written, removed: plan.remove.length };
}

/** A short hash of a file's ingredients. */
export function keyOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64url').slice(0, 22);
}

function writeIfNew(path: string, bytes: Uint8Array): boolean {
  if (bytesOf(path) === bytes.length && readFileSync(path).equals(bytes)) return false;
  writeFileAtomic(path, bytes);
  return true;
}

function removeFile(folder: string, file: string): void {
  const path = join(folder, file);
  try {
    rmSync(path, { force: true });
  } catch (cause) {
    throw new WriteError(path, cause);
  }
  for (let parent = dirname(file); parent !== '.'; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent));
    } catch {
      return; // Not empty: somebody else's files are in it, or other pages.
    }
  }
}

function loadManifest(path: string, folder: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    return manifest.folder === resolve(folder) ? manifest : undefined;
  } catch {
    return undefined; // None yet, or damaged: everything is made anew and compared with what is there.
  }
}

function saveManifest(
  path: string,
  folder: string,
  previous: Manifest | undefined,
  wanted: readonly Wanted[],
  made: readonly (readonly [Wanted, Uint8Array])[],
): void {
  const bytes = new Map(made.map(([{ file }, data]) => [file, data.length]));
  const files: Record<string, FileRecord> = {};
  for (const { file, key, baseKey } of wanted) {
    const length = bytes.get(file);
    files[file] = length === undefined ? previous!.files[file]! : { key, baseKey, bytes: length };
  }
  const text = JSON.stringify({ folder: resolve(folder), files } satisfies Manifest);
  if (text !== (previous && JSON.stringify(previous))) writeFileAtomic(path, text);
}

function bytesOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}
