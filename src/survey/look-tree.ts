import type { Kind, Stamp, TreeIndex } from '../model/kind.ts';
import type { Look } from '../model/survey.ts';
import { type ListedFile, readIndex, samplePackages } from './read-index.ts';
import { readStamp, type TreeFile } from './read-stamp.ts';

/** What a tree can be asked. Paths are relative to it; none of the answers is ever larger than its limit. */
export interface TreeReader {
  /** Names of the files that a pattern fits; `*` stands for any name within a folder. */
  readonly find: (pattern: string) => Promise<readonly string[]>;
  /** A text, unpacked if it is packed; undefined when it is not there, empty when it cannot be read or is too large. */
  readonly read: (path: string) => Promise<TreeFile | undefined>;
  /** The size of a file in bytes; undefined when it is not there. */
  readonly bytesOf: (path: string) => Promise<number | undefined>;
  /** When the last commit of a git repository was made. */
  readonly commit: (path: string) => Promise<Date | undefined>;
  /** Whether there is nothing in it. */
  readonly isEmpty: () => Promise<boolean>;
}

/** Indexes that are looked into, listed files that are looked at, and packages of a list. */
const MOST_INDEXES = 12;
const MOST_LISTED = 40;
const MOST_PACKAGES = 8;
/** More missing files than these say no more. */
const MOST_MISSING = 5;

/** Look at a tree: how old it is, whether it is whole, and whether it is still valid. */
export async function lookAtTree(tree: TreeReader, kind: Kind, at: Date): Promise<Look> {
  if (await tree.isEmpty()) return { at, isEmpty: true };
  const missing = [...(await missingOfWhole(tree, kind)), ...(await missingOfIndexes(tree, kind))];
  return {
    at,
    stamp: await firstStamp(tree, kind.stamps),
    expires: await firstExpiry(tree, kind),
    ...(missing.length > 0 && { missing: missing.slice(0, MOST_MISSING) }),
  };
}

/** The first stamp that can be read; of the files that one pattern fits, the newest. */
async function firstStamp(tree: TreeReader, stamps: readonly Stamp[]): Promise<Look['stamp']> {
  for (const stamp of stamps) {
    let newest: Look['stamp'];
    for (const file of await tree.find(stamp.file)) {
      const time = await timeOf(tree, stamp, file);
      if (time && !(newest && newest.time >= time)) newest = { file, time };
    }
    if (newest) return newest;
  }
  return undefined;
}

async function timeOf(tree: TreeReader, stamp: Stamp, file: string): Promise<Date | undefined> {
  if (stamp.from === 'commit') return tree.commit(joined(file, '..'));
  const read = await tree.read(file);
  return read && readStamp(stamp, read);
}

async function firstExpiry(tree: TreeReader, { expires }: Kind): Promise<Look['expires']> {
  let first: Look['expires'];
  for (const expiry of expires)
    for (const file of await tree.find(expiry.file)) {
      const time = await timeOf(tree, expiry, file);
      if (time && !(first && first.time <= time)) first = { file, time };
    }
  return first;
}

async function missingOfWhole(tree: TreeReader, { whole }: Kind): Promise<string[]> {
  const found = await Promise.all(whole.map((pattern) => tree.find(pattern)));
  return whole.filter((_, position) => found[position]!.length === 0);
}

async function missingOfIndexes(tree: TreeReader, { indexes }: Kind): Promise<string[]> {
  const missing: string[] = [];
  for (const index of indexes)
    for (const file of (await tree.find(index.file)).slice(0, MOST_INDEXES))
      missing.push(...(await missingOfIndex(tree, index, file)));
  return missing;
}

async function missingOfIndex(tree: TreeReader, index: TreeIndex, file: string): Promise<string[]> {
  const text = (await tree.read(file))?.text;
  if (text === undefined) return [];
  const listed = readIndex(index, text).slice(0, MOST_LISTED);
  const folder = joined(file, '..');
  const missing = await missingOf(tree, listed, joined(folder, index.base));
  if (missing.length > 0) return missing;
  return missingPackages(tree, index, folder, listed);
}

/** A look at the packages of one list, the first that is there and small enough. */
async function missingPackages(
  tree: TreeReader,
  index: TreeIndex,
  folder: string,
  listed: readonly ListedFile[],
): Promise<string[]> {
  const base = joined(folder, index.base);
  for (const { path } of listed.filter(({ path }) => /(Packages|primary\.xml)(\.gz|\.zst)?$/.test(path))) {
    const list = await tree.read(joined(base, path));
    if (!list?.text) continue;
    // Packages are named from the root of an apt archive, which is above `dists/`.
    const root = index.lists === 'release' ? folder.replace(/(^|\/)dists(\/.*)?$/, '') : base;
    return missingOf(tree, samplePackages(list.text, MOST_PACKAGES), root);
  }
  return [];
}

async function missingOf(tree: TreeReader, listed: readonly ListedFile[], base: string): Promise<string[]> {
  const paths = listed.map(({ path }) => joined(base, path));
  const sizes = await Promise.all(paths.map((path) => tree.bytesOf(path)));
  return paths.filter((_, position) => isWrong(listed[position]!, sizes[position]));
}

function isWrong({ bytes, isNeeded }: ListedFile, found: number | undefined): boolean {
  if (found === undefined) return isNeeded;
  return bytes !== undefined && found !== bytes;
}

/** One path below another, within the tree: what leads out of it ends at its root. */
function joined(...parts: readonly string[]): string {
  const steps: string[] = [];
  for (const step of parts.flatMap((part) => part.split('/'))) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
