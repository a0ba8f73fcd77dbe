import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Found } from '../../deploy/deploy-plan.ts';
import { INCOMING, parseListing, removalFilter } from '../../deploy/rsync-text.ts';
import { OWN_FOLDER } from '../../deploy/target-manifest.ts';
import { runRsync } from './rsync.ts';
import type { ReadFile, Target } from './target.ts';

const MANIFEST = `${OWN_FOLDER}/manifest.json`;
const FROM_LIST = ['--from0', '--files-from=-'];

/** A folder that rsync reaches, through a remote shell or its daemon. Needs nothing there but rsync. */
export class RsyncTarget implements Target {
  readonly name: string;
  readonly isLocked = false;
  readonly #address: string;
  readonly #options: readonly string[];
  readonly #work: string;
  readonly #time: Date;

  /**
   * @param options more options for rsync
   * @param work folder of this builder for this target alone
   * @param time modification time of every file, so that all hosts send the same `Last-Modified` and ETag
   */
  constructor(name: string, options: readonly string[], work: string, time: Date) {
    this.name = name;
    this.#address = `${name.replace(/\/+$/, '')}/`;
    this.#options = [...(/^rsync:|::/.test(name) ? ['--contimeout=10'] : []), ...options];
    this.#work = work;
    this.#time = time;
    for (const folder of ['tree', 'empty']) this.#makeAnew(folder);
  }

  async readManifest(): Promise<string | undefined> {
    const inbox = this.#makeAnew('inbox');
    await this.#rsync(['--ignore-missing-args', ...FROM_LIST, this.#address, inbox], MANIFEST);
    try {
      return readFileSync(join(inbox, MANIFEST), 'utf8');
    } catch {
      return undefined; // rsync ended well, so there is none.
    }
  }

  /** What is in the target's root is asked for apart: beside a file below it, rsync would not show a link as one. */
  async look(paths: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const deeper = paths.filter((path) => path.includes('/'));
    const args = ['--list-only', '-8dl', '--no-implied-dirs', '--ignore-missing-args', ...FROM_LIST];
    const listing = await this.#rsync([...args, this.#address, join(this.#work, 'inbox')], deeper.join('\0'));
    return new Map([...(await this.#listRoot()), ...parseListing(listing)]);
  }

  prepare(files: readonly string[], read: ReadFile): void {
    for (const file of files) this.#addToTree(file, read(file));
  }

  async writeManifest(text: string): Promise<void> {
    this.#addToTree(MANIFEST, text);
    mkdirSync(join(this.#work, 'tree', INCOMING), { recursive: true });
    await this.#send([MANIFEST, INCOMING]);
  }

  /** Everything of a phase is there before the first file of it is replaced, so a full disk replaces none. */
  async put(files: readonly string[]): Promise<void> {
    if (files.length > 0) await this.#send(files, '--delay-updates', `--temp-dir=${INCOMING}`);
  }

  async remove(files: readonly string[], interrupted: readonly string[]): Promise<void> {
    const filter = removalFilter(files, interrupted);
    if (filter === '') return;
    const path = join(this.#work, 'removals');
    writeFileSync(path, filter);
    await this.#rsync(['-r', '--delete', `--filter=merge ${path}`, `${join(this.#work, 'empty')}/`, this.#address]);
  }

  close(): void {
    rmSync(join(this.#work, 'tree'), { recursive: true, force: true });
  }

  async #listRoot(): Promise<ReadonlyMap<string, Found>> {
    return parseListing(await this.#rsync(['--list-only', '-8dl', this.#address]));
  }

  async #send(files: readonly string[], ...options: string[]): Promise<void> {
    // By content, not by time: two builds of one second and one size are still two.
    const args = ['-ptOI', '--chmod=D755,F644', ...options, ...FROM_LIST];
    await this.#rsync([...args, `${join(this.#work, 'tree')}/`, this.#address], files.join('\0'));
  }

  #rsync(args: readonly string[], input?: string): Promise<string> {
    return runRsync(join(this.#work, 'transfer.lock'), [...this.#options, ...args], input);
  }

  #addToTree(file: string, data: string | Uint8Array): void {
    const path = join(this.#work, 'tree', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, data);
    utimesSync(path, this.#time, this.#time);
  }

  #makeAnew(folder: string): string {
    const path = join(this.#work, folder);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    return path;
  }
}
