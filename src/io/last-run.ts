import { existsSync, readlinkSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Problem } from '../base/problems.ts';
import type { AddressedSource } from '../content/portal-schema.ts';
import { contentKinds } from '../model/content-kinds.ts';
import { libraryFolder } from './content-folder.ts';
import { shortHash } from './key-of.ts';
import { listContent, type RunFolders } from './list-content.ts';
import { listFiles } from './list-files.ts';
import { loadManifest, OWNED_FILE } from './manifest.ts';
import { readOwnJson } from './read-own-file.ts';
import { bytesOf } from './staging.ts';
import { writeFileAtomic } from './write-file.ts';

/** A source that was asked at an address, and how to see whether it still answers the same. */
export interface AskedSource {
  readonly id: string;
  readonly content: AddressedSource;
  /** Media type that it is asked for. */
  readonly accept: string;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** Hash of the text that it answered; missing when it answered that nothing is new. */
  readonly textHash?: string | undefined;
}

/** What a portal was made from, beside the kinds of files in the content folder. */
export interface Origin {
  /** Files and folders that portal.yaml names, relative to the content folder. */
  readonly named: readonly string[];
  /** Folders of help that sites share, absolute. */
  readonly layers: readonly string[];
  readonly asked: readonly AskedSource[];
  /** Ids of the sources whose unchanged answers are confirmed now and then. */
  readonly confirmed: ReadonlySet<string>;
  /** What a source answers, or what is shown of it, changes with each moment. */
  readonly isMoving: boolean;
}

/** What a run was made from and came to, so that the next one can see that it would do the same: `data/last-run.json`. */
export interface LastRun extends Pick<Origin, 'named' | 'layers' | 'asked'> {
  /** Of the code, the folders and the machine. */
  readonly key: string;
  /** When it was, ISO 8601 in UTC. */
  readonly at: string;
  /** The moment before which the same input gives the same site, ISO 8601 in UTC. */
  readonly until: string;
  /** Stamp of the input files, taken before they were read and again at the end. */
  readonly input: string;
  /** Stamp of the data folder at the end. */
  readonly data: string;
  readonly counts: RunCounts;
  readonly problems: readonly Problem[];
}

/** How many files a run keeps up to date. */
export interface RunCounts {
  readonly site: number;
  readonly config: number;
  readonly isServed: boolean;
}

/** The folders of `build`, each of which it needs. */
export interface BuildFolders extends RunFolders {
  readonly out: string;
  readonly configOut: string;
}

/** Folders of the data folder whose files decide what a run does; others are caches. */
const DATA_FOLDERS = ['snapshots', 'kept'];
const FILE = 'last-run.json';
/** Files of the data folder that change without being input of a run. */
const NO_INPUT = [FILE, 'told-problems.json', 'notified.json', 'lock', 'notify-lock', 'sizes-lock'];

/** Undefined when there is none, or it is damaged. */
export function loadLastRun(data: string): LastRun | undefined {
  const lastRun = readOwnJson(join(data, FILE)) as LastRun | undefined | null;
  return lastRun?.key ? lastRun : undefined;
}

export function saveLastRun(data: string, lastRun: LastRun): void {
  writeFileAtomic(join(data, FILE), JSON.stringify(lastRun));
}

/** A hash of what decides a run beside its input; undefined when the code has yet to be compiled. */
export function runKey(folders: BuildFolders): string | undefined {
  const { HELIOSTAT_COMPILED: compiled, TZ } = process.env;
  if (!compiled) return undefined;
  const { content, data, out, configOut, home } = folders;
  return shortHash([compiled, process.execPath, content, data, out, configOut, home, TZ, machineZone()].join('\n'));
}

/** The machine's time zone as the system has it; asking Intl takes longer than all the rest. */
function machineZone(): string | undefined {
  try {
    return readlinkSync('/etc/localtime');
  } catch {
    return undefined; // A copy in place of a link, or none.
  }
}

/** A stamp of all files that a site is made from: it changes when one of them does, comes or goes. */
export function stampInput(folders: BuildFolders, { named, layers }: Pick<Origin, 'named' | 'layers'>): string {
  const { content } = folders;
  const { files, closed, claimed } = listContent(folders, named);
  // The rest of the library is compiled with the code, which the key of the run stands for.
  const others = [...layers, join(libraryFolder(folders.home), contentKinds.help.folder)];
  return shortHash(
    [
      ...[...closed, ...claimed],
      ...files.map((name) => stampOf(join(content, name))),
      ...named.map((name) => stampOf(resolve(content, name))),
      ...others.flatMap((folder) => listFiles(folder).files.map((name) => stampOf(join(folder, name)))),
    ].join('\n'),
  );
}

/** A stamp of what earlier runs remember. */
export function stampData(data: string): string {
  const { files } = listFiles(data, (folder) => DATA_FOLDERS.includes(folder));
  const input = files.filter((name) => !NO_INPUT.includes(name));
  return shortHash(input.map((name) => stampOf(join(data, name))).join('\n'));
}

/** Whether every file that runs wrote is there, in its size. */
export function isOutputWhole({ data, out, configOut }: BuildFolders): boolean {
  return isWhole(out, join(data, 'published.json')) && isWhole(configOut, join(data, 'emitted.json'));
}

function isWhole(folder: string, manifestPath: string): boolean {
  const manifest = loadManifest(manifestPath, folder);
  if (!manifest || !existsSync(join(folder, OWNED_FILE))) return false;
  return Object.entries(manifest.files).every(([file, { bytes }]) => bytesOf(join(folder, file)) === bytes);
}

/** When a file changed last in any way, which no program can set back, and what it is. Folders are told apart by name alone. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) return `${path}\t${stats ? 'no file' : 'none'}`;
  return `${path}\t${stats.ctimeMs}\t${stats.size}\t${stats.ino}`;
}
