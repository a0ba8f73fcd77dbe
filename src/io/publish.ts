import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type FileRecord, type Manifest, planPublish, type Wanted } from '../core/publish-plan.ts';
import { removeFile } from './remove-file.ts';
import { bytesOf, Staging } from './staging.ts';
import { writeFileAtomic } from './write-file.ts';

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
 * Bring a folder up to date: make what is new, move what differs into place, in the given order, then remove
 * what the last run wrote and nobody wants any more. Everything is made and on the disk before the first file
 * is replaced, so a run that fails, or fills the disk, leaves the folder as it was. Files that no run wrote are
 * never touched.
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
  const staging = new Staging(folder);
  try {
    const bytes = new Map<string, number>();
    for (const { file, make } of plan.make) bytes.set(file, staging.add(file, await make()));
    const written = staging.moveIntoPlace();
    for (const file of plan.remove) removeFile(folder, file);
    if (plan.make.length + plan.remove.length > 0) saveManifest(manifestPath, folder, previous, wanted, bytes);
    return { files: wanted.length, written, removed: plan.remove.length };
  } finally {
    staging.remove();
  }
}

const knownHashes = new WeakMap<object, string>();

/**
 * A short hash of a file's ingredients: texts, and values as JSON. A value is hashed once, however many files
 * are made from it; so it must not be changed afterwards.
 */
export function keyOf(...parts: readonly unknown[]): string {
  return shortHash(parts.map((part) => (typeof part === 'object' && part ? hashOf(part) : String(part))).join('\0'));
}

function hashOf(value: object): string {
  const known = knownHashes.get(value) ?? shortHash(JSON.stringify(value));
  knownHashes.set(value, known);
  return known;
}

/** Short enough for lists of thousands, long enough never to meet another. */
export function shortHash(text: string | Uint8Array): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}

/** What the last run noted that it wrote into a folder; undefined when there is none, or it is damaged. */
export function loadManifest(path: string, folder: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    return manifest.folder === resolve(folder) ? manifest : undefined;
  } catch {
    return undefined; // Everything is made anew and compared with what is there.
  }
}

function saveManifest(
  path: string,
  folder: string,
  previous: Manifest | undefined,
  wanted: readonly Wanted[],
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
