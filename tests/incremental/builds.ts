import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { vi } from 'vitest';
import { makeSite, type SiteRun } from '../../src/app/make-site.ts';
import { optionContext } from '../../src/app/option-context.ts';
import type { OptionContext } from '../../src/cli/options.ts';
import { parseOptions } from '../../src/cli/parse-options.ts';
import { type Compiled, compile } from '../../src/io/compile.ts';
import { writeFileAtomic } from '../../src/io/write-file.ts';
import { checkout } from '../portal-test.ts';

// Both take longer than all else of a small build, and what they make of the same text is the same.
vi.mock('pagefind', () => import('./plain-index.ts'));
vi.mock(import('../../src/io/highlight.ts'), async (importOriginal) => {
  const highlighter = (await importOriginal()).loadHighlighter();
  return { loadHighlighter: () => highlighter };
});

/** Every file that a build leaves, by `<folder>/<name>`, with its bytes as Latin-1. */
export type Built = ReadonlyMap<string, string>;

/** The moment of the base site; its sources are a few hours old then. */
export const baseTime = new Date('2026-08-08T12:00:00Z');

/** What a build is for: the site and the configuration. */
const RESULTS = ['out', 'config-out'];
/** What is kept to spare a build some work: a build from nothing must do without. */
const WORK_SPARED = ['published.json', 'emitted.json', 'help.json', 'help-found.json', 'articles', 'search'].map(
  (name) => `data/${name}`,
);
/** What servers serve and may go on serving: remembered beside their configuration, as the data folder may be deleted. */
const SERVED = 'config-out/served.json';
/** What the data folder remembers, and a build cannot make from anything that is there. */
const REMEMBERED = ['history.sqlite', 'snapshots', 'shown.json', 'kept', 'survey.json', 'downloads.json'];
/** What people write, the library's authors among them. */
const WRITTEN = ['content', 'community', 'checkout'];

/** A build syncs each file to the disk, which takes most of its time; memory has nothing to sync. */
const fastFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/**
 * Builds of one portal in this process, so that the templates are loaded once for hundreds of builds. All of them are
 * at one path, as some files name the folders that they are made from.
 */
export class Builds {
  readonly root = mkdtempSync(join(fastFolder, 'heliostat-builds-'));
  readonly compiled: Compiled = compile(checkout, () => undefined);
  readonly #saved = mkdtempSync(join(fastFolder, 'heliostat-saved-'));

  /** A copy of tests/sites/<site>, which brings a library of help of its own along. */
  constructor(site: string) {
    cpSync(join(checkout, 'tests/sites', site), this.root, { recursive: true });
    mkdirSync(this.path('web'));
    // A test file that cannot begin ends nothing.
    process.once('exit', () => this.end());
  }

  path(name: string): string {
    return join(this.root, name);
  }

  /** Where the commands run: the library is below the root too. */
  surroundings(now: Date): OptionContext {
    return { ...optionContext(), now, home: this.path('checkout') };
  }

  /** Folders below the root, as a command is given them. */
  folders(folders: Readonly<Record<string, string>>): string[] {
    return Object.entries(folders).map(([option, name]) => `--${option}=${this.path(name)}`);
  }

  /** Build what the content folder holds, into the folders as they are; documents of sources are a minute old at `sourcesAt`. */
  async build(now: Date, sourcesAt = baseTime): Promise<Built> {
    this.ageSources(sourcesAt);
    await makeSite({ ...this.run(now), start: {} });
    return this.results();
  }

  /** A run of `build` at a moment. */
  run(now: Date): Omit<SiteRun, 'start'> {
    const folders = this.folders({ content: 'content', data: 'data', out: 'out', 'config-out': 'config-out' });
    const options = parseOptions('build', folders, this.surroundings(now));
    return { options, compiled: async () => this.compiled, log: () => undefined };
  }

  /** Build it from nothing but the content and what is remembered. */
  async buildFromNothing(now: Date, sourcesAt = baseTime): Promise<Built> {
    const served = readFileSync(this.path(SERVED));
    for (const name of [...WORK_SPARED, 'out', 'config-out']) this.#remove(name);
    writeFileAtomic(this.path(SERVED), served);
    writeFileAtomic(this.path('config-out/.heliostat/owned.json'), JSON.stringify([basename(SERVED)]));
    return this.build(now, sourcesAt);
  }

  /** Keep everything as it is now, under a name. */
  save(name: string): void {
    rmSync(join(this.#saved, name), { recursive: true, force: true });
    cpSync(this.root, join(this.#saved, name), { recursive: true, preserveTimestamps: true });
  }

  /** Have everything as it was when it was saved under a name. */
  restore(name: string): void {
    for (const one of readdirSync(join(this.#saved, name))) this.#restoreOne(name, one);
  }

  /** Have what people wrote as it was then. */
  restoreWritten(name: string): void {
    for (const one of WRITTEN) this.#restoreOne(name, one);
  }

  /** Have a data folder, and the configuration, remember what those did that were saved. */
  restoreRemembered(name: string, data: 'data' | 'live' = 'data'): void {
    for (const one of REMEMBERED) this.#restoreOne(name, `data/${one}`, `${data}/${one}`);
    this.#restoreOne(name, SERVED);
  }

  /** A document of a source is as old as its file: without this, each writing of it would be news. */
  ageSources(now = baseTime): void {
    const time = new Date(now.getTime() - 60_000);
    for (const name of readdirSync(this.path('content'))) utimesSync(this.path(`content/${name}`), time, time);
  }

  end(): void {
    for (const folder of [this.root, this.#saved]) rmSync(folder, { recursive: true, force: true });
  }

  /** What the last build left. */
  results(): Built {
    const paths = RESULTS.flatMap((folder) => filesBelow(this.path(folder)));
    return new Map(paths.map((path) => [relative(this.root, path), readFileSync(path, 'latin1')]));
  }

  #restoreOne(name: string, from: string, to = from): void {
    this.#remove(to);
    if (!existsSync(join(this.#saved, name, from))) return;
    cpSync(join(this.#saved, name, from), this.path(to), { recursive: true, preserveTimestamps: true });
  }

  #remove(name: string): void {
    rmSync(this.path(name), { recursive: true, force: true });
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The files that differ. */
export function changedFiles(before: Built, after: Built): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file));
}

/** What differs, file by file: `missing`, `unexpected`, or a little of both where they begin to differ. */
export function differences(actual: Built, expected: Built): string[] {
  return changedFiles(actual, expected).map((file) => `${file}: ${difference(actual.get(file), expected.get(file))}`);
}

function difference(is: string | undefined, should: string | undefined): string {
  if (is === undefined) return 'missing';
  if (should === undefined) return 'unexpected';
  let at = 0;
  while (at < should.length && is[at] === should[at]) at++;
  const around = (text: string) => Buffer.from(text.slice(Math.max(0, at - 40), at + 60), 'latin1').toString();
  return `${JSON.stringify(around(is))} in place of ${JSON.stringify(around(should))}`;
}
