import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Manifest } from '../deploy/publish-plan.ts';
import { OWNED_FILE } from './manifest.ts';
import { readOwnJson } from './read-own-file.ts';
import { unwritable, writeFileAtomic } from './write-file.ts';

const names = z.array(z.string());

/**
 * Which files of a folder are ours: those that the last run noted, those that a run which did not end may have written, and
 * those that the folder itself lists.
 */
export class Ownership {
  /** Files that an unfinished run may have replaced or removed: ours, but with unknown content. */
  readonly touched: ReadonlySet<string>;
  /** All of them. */
  readonly owned: ReadonlySet<string>;
  readonly #listed: ReadonlySet<string>;
  readonly #intentPath: string;
  readonly #listPath: string;

  constructor(folder: string, manifestPath: string, previous: Manifest | undefined) {
    this.#intentPath = intentPath(manifestPath);
    this.#listPath = join(folder, OWNED_FILE);
    this.touched = loadNames(this.#intentPath);
    this.#listed = loadNames(this.#listPath);
    this.owned = new Set([...Object.keys(previous?.files ?? {}), ...this.touched, ...this.#listed]);
  }

  has(file: string): boolean {
    return this.owned.has(file);
  }

  /** Before the first file is replaced: what this run touches, with what an earlier one has left. */
  noteIntent(write: readonly string[], remove: readonly string[]): void {
    writeFileAtomic(this.#intentPath, JSON.stringify([...new Set([...this.touched, ...write, ...remove])]), true);
    const owned = new Set([...this.owned, ...write]);
    if (owned.size > this.#listed.size) this.#list(owned);
  }

  /** After the manifest has recorded all changes. */
  noteDone(files: readonly string[]): void {
    const isSame = files.length === this.#listed.size && files.every((file) => this.#listed.has(file));
    if (!isSame) this.#list(files);
    remove(this.#intentPath);
  }

  #list(files: Iterable<string>): void {
    mkdirSync(dirname(this.#listPath), { recursive: true });
    writeFileAtomic(this.#listPath, JSON.stringify([...files].sort()));
  }
}

/** Whether a run started to replace files and did not finish: it is unknown which files are old and which are new. */
export function isUnfinished(manifestPath: string): boolean {
  return loadNames(intentPath(manifestPath)).size > 0;
}

function intentPath(manifestPath: string): string {
  return manifestPath.replace(/(\.json)?$/, '.intent.json');
}

function loadNames(path: string): ReadonlySet<string> {
  return new Set(names.safeParse(readOwnJson(path)).data);
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}
