import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import { textToTime } from '../../base/text-time.ts';
import type { KeyTree } from '../../survey/look-keys.ts';
import type { TreeReader } from '../../survey/look-tree.ts';
import type { TreeFile } from '../../survey/read-stamp.ts';

/** A Release of the largest archive has 0.3 MB. */
const MOST_BYTES = 4 * 1024 * 1024;
/** A list of packages that is larger than this is left alone: reading it would take longer than it tells. */
const MOST_PACKED_BYTES = 1024 * 1024;
const MOST_UNPACKED_BYTES = 8 * 1024 * 1024;
/** Names that one pattern may fit. */
const MOST_FOUND = 512;

type Unpack = (data: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const unpackers: ReadonlyMap<string | undefined, Unpack> = new Map<string, Unpack>([
  ['.gz', promisify(gunzip)],
  ['.zst', promisify(zstdDecompress)],
]);

/** Reads a tree in a folder of this machine. Whatever the machine refuses counts as not there. */
export function folderReader(folder: string): TreeReader & KeyTree {
  return {
    find: (pattern) => findFiles(folder, pattern.split('/')),
    read: (path) => readTreeFile(join(folder, path)),
    readBytes: (path) => readBytes(join(folder, path)),
    bytesOf: async (path) => (await statOf(join(folder, path)))?.size,
    commit: (path) => lastCommit(join(folder, path)),
    isEmpty: async () => (await readdir(folder)).length === 0,
  };
}

async function findFiles(folder: string, [step, ...rest]: readonly string[], below = ''): Promise<string[]> {
  if (step === undefined) return [below];
  const names = step.includes('*') ? await namesLike(join(folder, below), step) : [step];
  const paths = names.map((name) => (below === '' ? name : `${below}/${name}`));
  const there = await Promise.all(paths.map(async (path) => ((await statOf(join(folder, path))) ? [path] : [])));
  const found = await Promise.all(there.flat().map((path) => findFiles(folder, rest, path)));
  return found.flat().slice(0, MOST_FOUND);
}

async function namesLike(folder: string, pattern: string): Promise<string[]> {
  const parts = pattern.split('*').map((part) => RegExp.escape(part));
  const expression = new RegExp(`^${parts.join('[^/]*')}$`);
  try {
    return (await readdir(folder))
      .filter((name) => !name.startsWith('.') && expression.test(name))
      .slice(0, MOST_FOUND);
  } catch {
    return [];
  }
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

async function readTreeFile(path: string): Promise<TreeFile | undefined> {
  const stats = await statOf(path);
  if (!stats) return undefined;
  const unpack = unpackers.get(/\.\w+$/.exec(path)?.[0]);
  const isReadable = stats.isFile() && stats.size <= (unpack ? MOST_PACKED_BYTES : MOST_BYTES);
  return { text: isReadable ? await textOf(path, unpack) : '', modified: stats.mtime };
}

async function readBytes(path: string): Promise<Uint8Array | undefined> {
  const stats = await statOf(path);
  if (!stats?.isFile() || stats.size > MOST_BYTES) return undefined;
  return readFile(path).catch(() => undefined);
}

/** Empty when it cannot be read. */
async function textOf(path: string, unpack: Unpack | undefined): Promise<string> {
  try {
    const data = await readFile(path);
    return (unpack ? await unpack(data, { maxOutputLength: MOST_UNPACKED_BYTES }) : data).toString('utf8');
  } catch {
    return '';
  }
}

/** Repositories of mirrors belong to whoever syncs them, and nothing in their configuration may run a program here. */
async function lastCommit(repository: string): Promise<Date | undefined> {
  const safe = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
  const show = ['log', '-1', '--format=%ct', '--all'];
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_DIR: repository,
    LC_ALL: 'C',
  };
  try {
    const { stdout } = await promisify(execFile)('git', [...safe, '--no-pager', ...show], { env, timeout: 2_000 });
    return textToTime(stdout.trim());
  } catch {
    return undefined;
  }
}
