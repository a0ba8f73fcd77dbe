import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Publishable } from './publish.ts';

const pack = promisify(gzip);

/** A file that is made at its first request and then cached. */
export class LiveFile {
  readonly key: string;
  /** When the site first had it so. */
  readonly since: Date;
  #make: Publishable['make'] | undefined;
  #bytes: Promise<Buffer> | undefined;
  #packed: Promise<Buffer> | undefined;

  constructor({ key, make }: Publishable, since: Date) {
    this.key = key;
    this.since = since;
    this.#make = make;
  }

  /** What cannot be made is tried again when the next one asks. */
  bytes(): Promise<Buffer> {
    this.#bytes ??= this.#begin().catch((error) => {
      this.#bytes = undefined;
      throw error;
    });
    return this.#bytes;
  }

  /** The bytes packed by gzip. */
  packed(): Promise<Buffer> {
    this.#packed ??= this.#pack().catch((error) => {
      this.#packed = undefined;
      throw error;
    });
    return this.#packed;
  }

  /** The file in the next site. A file without requests is not reused, because it keeps its whole old site in memory. */
  next(wanted: Publishable, now: Date): LiveFile {
    if (wanted.key !== this.key) return new LiveFile(wanted, now);
    return this.#make ? new LiveFile(wanted, this.since) : this;
  }

  async #begin(): Promise<Buffer> {
    const bytes = Buffer.from(await this.#make!());
    this.#make = undefined;
    return bytes;
  }

  async #pack(): Promise<Buffer> {
    return pack(await this.bytes());
  }
}

/** The files of a site, with what has been made of those that are as they were. */
export function nextFiles(
  previous: ReadonlyMap<string, LiveFile>,
  wanted: readonly Publishable[],
  now: Date,
): Map<string, LiveFile> {
  return new Map(
    wanted.map((item) => [item.file, previous.get(item.file)?.next(item, now) ?? new LiveFile(item, now)] as const),
  );
}
