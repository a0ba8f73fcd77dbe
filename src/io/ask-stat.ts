import { spawn } from 'node:child_process';

/** A file system that is well answers at once. */
const PATIENCE_MS = 3_000;

/** What `stat` answered. */
export interface StatAnswer {
  readonly code: number | null;
  readonly said: string;
  readonly failure: string;
}

/**
 * Ask `stat` of coreutils or busybox, in a process of its own: one that asks a file system that hangs can neither be ended
 * nor waited for, so it is left alone after a while.
 *
 * @throws with the reason
 */
export function askStat(args: readonly string[]): Promise<StatAnswer> {
  return new Promise((answer, refuse) => {
    const env = { ...process.env, LC_ALL: 'C' };
    const child = spawn('stat', args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let [said, failure] = ['', ''];
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      child.unref();
      child.stdout.destroy();
      child.stderr.destroy();
      refuse(new Error(`no answer within ${PATIENCE_MS / 1000} seconds`));
    }, PATIENCE_MS);
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (failure += data));
    child.on('error', refuse);
    child.on('close', (code) => {
      clearTimeout(timer);
      answer({ code, said, failure });
    });
  });
}
