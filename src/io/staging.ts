import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unwritable } from './write-file.ts';

/**
 * New files on their way into a folder: written whole into a hidden folder inside it, where a rename cannot
 * leave the filesystem, then moved into place one by one.
 */
export class Staging {
  readonly #folder: string;
  readonly #staging: string;
  /** By file, the number it is staged under. */
  readonly #files = new Map<string, number>();

  /** @param name of the hidden folder, below the folder */
  constructor(folder: string, name = '.heliostat.tmp') {
    this.#folder = folder;
    this.#staging = join(folder, name);
  }

  /**
   * Write a file to be moved into place, unless the same bytes are there already.
   *
   * @param file below the folder
   * @returns its size in bytes
   * @throws OperatorError, `unwritable`
   */
  add(file: string, data: string | Uint8Array): number {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    const path = join(this.#folder, file);
    orExplain(path, () => {
      if (bytesOf(path) === bytes.length && readFileSync(path).equals(bytes)) return;
      if (this.#files.size === 0) this.#begin();
      writeFileSync(this.#stagedPath(this.#files.size), bytes);
      this.#files.set(file, this.#files.size);
    });
    return bytes.length;
  }

  /**
   * @param files which ones, in which order; those that were there already are passed over
   * @returns how many files were moved
   * @throws OperatorError, `unwritable`
   */
  moveIntoPlace(files: Iterable<string> = this.#files.keys()): number {
    let moved = 0;
    for (const file of files) {
      const number = this.#files.get(file);
      if (number === undefined) continue;
      const path = join(this.#folder, file);
      orExplain(path, () => moveFile(this.#stagedPath(number), path));
      moved++;
    }
    return moved;
  }

  /** The files that are staged: what was there already is not. */
  get files(): Iterable<string> {
    return this.#files.keys();
  }

  has(file: string): boolean {
    return this.#files.has(file);
  }

  /**
   * Remove what has not been moved, also what a run that was killed has left.
   *
   * @throws OperatorError, `unwritable`
   */
  remove(): void {
    orExplain(this.#staging, () => rmSync(this.#staging, { recursive: true, force: true }));
  }

  /** The same where something else has failed already, which matters more. */
  tryToRemove(): void {
    try {
      this.remove();
    } catch {
      // The next run removes it.
    }
  }

  #begin(): void {
    this.remove();
    mkdirSync(this.#staging, { recursive: true });
  }

  #stagedPath(index: number): string {
    return join(this.#staging, String(index));
  }
}

/** The size of a file in bytes; undefined when it is not there. */
export function bytesOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

/** Most folders exist already, and asking costs more than failing once. */
function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  }
}

function orExplain(path: string, act: () => void): void {
  try {
    act();
  } catch (cause) {
    throw unwritable(path, cause);
  }
}
