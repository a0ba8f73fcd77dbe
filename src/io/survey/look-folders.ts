import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FolderAnswer, FolderJob, FolderTask } from './folder-worker.ts';
import { mountOf, readMounts } from './mounts.ts';

/** A file system that is well answers many times within this. */
const PATIENCE_MS = 3_000;

/**
 * Look at folders of this machine, in a process of its own: one that reads from a file system that hangs can neither be ended
 * nor waited for, so it is left alone, and nothing else on that file system is asked in this run.
 *
 * @param until the moment at which no further folder is begun
 */
export async function lookAtFolders(
  jobs: readonly FolderJob[],
  task: FolderTask,
  until: Date,
): Promise<readonly FolderAnswer[]> {
  const answers: FolderAnswer[] = [];
  const mounts = readMounts();
  let waiting = [...jobs];
  while (waiting.length > 0 && Date.now() < until.getTime()) {
    const part = await askProcess(waiting, task, until);
    answers.push(...part.answers);
    waiting = waiting.slice(part.answers.length);
    if (!part.isHanging) break;
    const [hanging] = waiting as [FolderJob];
    const mount = mountOf(hanging.folder, mounts);
    const [stuck, free] = partition(waiting, ({ folder }) => mountOf(folder, mounts) === mount);
    answers.push(
      ...stuck.map(({ cname, kind }) => ({ cname, kind, look: { at: task.now, fault: 'hanging' } as const })),
    );
    waiting = free;
  }
  return answers;
}

interface Part {
  /** In the order of the jobs. */
  readonly answers: readonly FolderAnswer[];
  /** The next job was not answered in time. */
  readonly isHanging: boolean;
}

function askProcess(jobs: readonly FolderJob[], task: FolderTask, until: Date): Promise<Part> {
  const child = fork(workerPath(), { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const answers: FolderAnswer[] = [];
  return new Promise((done) => {
    let timer = setTimeout(() => end(true), PATIENCE_MS);
    function end(isHanging: boolean): void {
      clearTimeout(timer);
      leave(child);
      done({ answers, isHanging });
    }
    child.on('message', (answer: FolderAnswer) => {
      answers.push(answer);
      clearTimeout(timer);
      if (answers.length === jobs.length || Date.now() >= until.getTime()) return end(false);
      timer = setTimeout(() => end(true), PATIENCE_MS);
    });
    child.once('error', () => end(false));
    child.once('exit', () => end(false));
    child.send(task);
    for (const job of jobs) child.send(job);
  });
}

/** End it, or where it cannot be ended, forget it. */
function leave(child: ChildProcess): void {
  child.removeAllListeners();
  child.on('error', () => undefined);
  if (child.connected) child.disconnect();
  child.kill('SIGKILL');
  child.unref();
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** Beside this file in the sources; bundled, this file is in a folder of parts, and the process one up. */
function workerPath(): string {
  const [source, bundled] = ['folder-worker.ts', '../folder-worker.js'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return existsSync(source!) ? source! : bundled!;
}
