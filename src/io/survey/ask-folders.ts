import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mountOf, readMounts } from './mounts.ts';

/** A file system that is well answers many times within this. */
const PATIENCE_MS = 3_000;

/** What the process says while it is still reading. */
export const STILL_READING = 'still reading';

/** What there is to do in folders of this machine. */
export interface FolderWork<Task, Job extends { readonly folder: string }, Answer> {
  /** The program of the process, beside this file: `folder-worker`. It is sent the task, then each job, and sends the answers in that order. */
  readonly program: string;
  readonly task: Task;
  readonly jobs: readonly Job[];
  /** The answer for a folder on a file system that hangs. */
  readonly toHanging: (job: Job) => Answer;
  /** The moment at which no further folder is begun. */
  readonly until: Date;
}

/**
 * Have folders of this machine read by a process of its own: one that reads from a file system that hangs can neither be ended
 * nor waited for, so it is left alone, and nothing else on that file system is asked in this run.
 *
 * @returns answers to some of the jobs, or all of them
 */
export async function askFolders<Task, Job extends { readonly folder: string }, Answer>(
  work: FolderWork<Task, Job, Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const mounts = readMounts();
  let waiting = [...work.jobs];
  while (waiting.length > 0 && Date.now() < work.until.getTime()) {
    const part = await askProcess({ ...work, jobs: waiting });
    answers.push(...part.answers);
    waiting = waiting.slice(part.answers.length);
    if (!part.isHanging) break;
    const [hanging] = waiting as [Job];
    const mount = mountOf(hanging.folder, mounts);
    const [stuck, free] = partition(waiting, ({ folder }) => mountOf(folder, mounts) === mount);
    answers.push(...stuck.map(work.toHanging));
    waiting = free;
  }
  return answers;
}

interface Part<Answer> {
  /** In the order of the jobs. */
  readonly answers: readonly Answer[];
  /** The next job was not answered in time. */
  readonly isHanging: boolean;
}

function askProcess<Task, Job extends { readonly folder: string }, Answer>({
  program,
  task,
  jobs,
  until,
}: FolderWork<Task, Job, Answer>): Promise<Part<Answer>> {
  const child = fork(programPath(program), { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const answers: Answer[] = [];
  return new Promise((done) => {
    let timer = setTimeout(() => end(true), PATIENCE_MS);
    function end(isHanging: boolean): void {
      clearTimeout(timer);
      leave(child);
      done({ answers, isHanging });
    }
    child.on('message', (message: Answer | typeof STILL_READING) => {
      clearTimeout(timer);
      if (message !== STILL_READING) answers.push(message as Answer);
      if (answers.length === jobs.length || Date.now() >= until.getTime()) return end(false);
      timer = setTimeout(() => end(true), PATIENCE_MS);
    });
    child.once('error', () => end(false));
    child.once('exit', () => end(false));
    child.send(task as object);
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
function programPath(program: string): string {
  const [source, bundled] = [`${program}.ts`, `../${program}.js`].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return existsSync(source!) ? source! : bundled!;
}
