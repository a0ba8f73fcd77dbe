import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../base/operator-error.ts';
import { shortHash } from '../key-of.ts';
import { writeFileAtomic } from '../write-file.ts';

/** The bytes of the last two deploys to one target, by hash: what a rollback is made of. */
export class KeptFiles {
  readonly #folder: string;
  readonly #hashes: Set<string>;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#hashes = new Set(readdirSync(folder));
  }

  has(hash: string): boolean {
    return this.#hashes.has(hash);
  }

  /** @throws OperatorError, `unwritable` */
  keep(hash: string, data: Uint8Array): void {
    writeFileAtomic(join(this.#folder, hash), data);
    this.#hashes.add(hash);
  }

  bytesOf(hash: string): number | undefined {
    return this.has(hash) ? statSync(join(this.#folder, hash)).size : undefined;
  }

  /** @throws OperatorError, `target` when it is not what it was */
  read(hash: string): Uint8Array {
    const data = readFileSync(join(this.#folder, hash));
    if (shortHash(data) !== hash)
      throw new OperatorError(`${join(this.#folder, hash)} has changed`, undefined, { kind: 'target' });
    return data;
  }

  /** Forget everything but these; also what a killed run left half written. */
  keepOnly(hashes: ReadonlySet<string>): void {
    for (const hash of this.#hashes) if (!hashes.has(hash)) rmSync(join(this.#folder, hash), { force: true });
  }
}
