import { accessSync, constants, existsSync, lstatSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OperatorError } from '../../base/operator-error.ts';
import type { Found } from '../../deploy/deploy-plan.ts';
import { OWN_FOLDER } from '../../deploy/target-manifest.ts';
import { shownPath } from '../content-folder.ts';
import { lockFolder } from '../lock.ts';
import { removeFile } from '../remove-file.ts';
import { Staging } from '../staging.ts';
import { unwritable, writeFileAtomic } from '../write-file.ts';
import type { ReadFile, Target } from './target.ts';

/** A local folder on any file system; a link is resolved at the start of a deploy. */
export class FolderTarget implements Target {
  readonly name: string;
  readonly isLocked: boolean;
  readonly #folder: string;
  readonly #staging: Staging;
  readonly #release: () => void;

  /**
   * @param isDryRun writes nothing, not even a lock
   * @throws OperatorError, `target` when there is no such folder: a disk that is not mounted must not be filled
   * @throws OperatorError, `locked` or `unwritable`
   */
  constructor(folder: string, isDryRun: boolean) {
    this.name = shownPath(folder);
    this.isLocked = !isDryRun;
    this.#folder = realFolder(folder);
    // A web server must be able to read deployed files, whatever the umask.
    const mask = process.umask(0o022);
    process.umask(mask & ~0o055);
    this.#release = isDryRun ? () => undefined : lockFolder(join(this.#folder, OWN_FOLDER));
    this.#staging = new Staging(this.#folder, join(OWN_FOLDER, 'staging'));
    if (!isDryRun) this.#removeLeftovers();
  }

  async readManifest(): Promise<string | undefined> {
    const path = this.#manifestPath();
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }

  async look(paths: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    return new Map(paths.flatMap((path) => this.#lookAt(path)));
  }

  /** Also finds out whether every folder can be written to: half a deploy is worse than none. */
  prepare(files: readonly string[], read: ReadFile): void {
    for (const folder of new Set(files.map(dirname))) this.#mustBeWritable(folder);
    for (const file of files) this.#staging.add(file, read(file));
  }

  async writeManifest(text: string): Promise<void> {
    writeFileAtomic(this.#manifestPath(), text, true);
  }

  async put(files: readonly string[]): Promise<void> {
    this.#staging.moveIntoPlace(files);
  }

  async remove(files: readonly string[]): Promise<void> {
    for (const file of files) if (this.#isStillFile(file)) removeFile(this.#folder, file);
  }

  close(): void {
    this.#staging.tryToRemove();
    this.#release();
  }

  /** Of runs that were killed. */
  #removeLeftovers(): void {
    const own = join(this.#folder, OWN_FOLDER);
    for (const name of readdirSync(own)) {
      if (name === 'staging' || name.endsWith('.tmp')) rmSync(join(own, name), { recursive: true, force: true });
    }
  }

  #manifestPath(): string {
    return join(this.#folder, OWN_FOLDER, 'manifest.json');
  }

  /** Another program may have put a folder or a link in its place since then; that is not ours. */
  #isStillFile(file: string): boolean {
    const [top] = file.split('/') as [string];
    const kindOf = (path: string) => this.#lookAt(path)[0]?.[1].kind;
    return kindOf(file) === 'file' && kindOf(top) === (top === file ? 'file' : 'folder');
  }

  #lookAt(path: string): [string, Found][] {
    const stats = lstatSync(join(this.#folder, path), { throwIfNoEntry: false });
    if (!stats) return [];
    const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
    return [[path, { kind, bytes: stats.size }]];
  }

  #mustBeWritable(folder: string): void {
    const path = join(this.#folder, folder);
    try {
      accessSync(path, constants.W_OK | constants.X_OK);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') this.#mustBeWritable(dirname(folder));
      else throw unwritable(path, cause);
    }
  }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (cause) {
    throw new OperatorError(`${(cause as NodeJS.ErrnoException).code}: no such folder`, undefined, {
      kind: 'target',
      cause,
    });
  }
}
