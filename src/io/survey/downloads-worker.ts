import { readdir, stat } from 'node:fs/promises';
import type { ScanJob } from '../../downloads/plan-scans.ts';
import type { FoundFile } from '../../model/download-rule.ts';
import { STILL_READING } from './ask-folders.ts';
import { searchTree } from './search-tree.ts';

/** What the process of search-downloads.ts is told first. */
export interface SearchTask {
  /** The folder of the mirrors. A site may be built on a machine that has none of them. */
  readonly root: string;
}

export interface SearchAnswer extends Pick<ScanJob, 'distro' | 'cname' | 'rule'> {
  /** Undefined when the tree cannot be searched here, so that what was known of it stays. */
  readonly files: readonly FoundFile[] | undefined;
}

const EVERY_MS = 1_000;

let root = '/';
let queue = Promise.resolve();
let saidAtMs = 0;

process.on('message', (message: SearchTask | ScanJob) => {
  if ('root' in message) root = message.root;
  else queue = queue.then(async () => void process.send!(await search(message)));
});

/** Say now and then that a large tree is being read. */
function stillReading(): void {
  if (Date.now() - saidAtMs < EVERY_MS) return;
  saidAtMs = Date.now();
  process.send!(STILL_READING);
}

async function search({ distro, cname, rule, folder, files }: ScanJob): Promise<SearchAnswer> {
  const answer = { distro, cname, rule };
  try {
    if (!(await stat(folder)).isDirectory()) return { ...answer, files: [] };
    return { ...answer, files: await searchTree(folder, files, stillReading) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    return { ...answer, files: isAbsent && (await hasNames(root)) ? [] : undefined };
  }
}

async function hasNames(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch {
    return false;
  }
}
