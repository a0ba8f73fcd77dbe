import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { OperatorError } from '../../base/operator-error.ts';

/** No password prompts, and a timeout, so that one host that is down does not delay the others. */
const SHELL = 'ssh -o BatchMode=yes -o ConnectTimeout=10';

/**
 * Run rsync to its end. It holds the lock file as long as it lives: when we are killed it goes on, and the next
 * deploy's rsync waits for it instead of meeting it.
 *
 * @param input for its standard input
 * @returns what it printed
 * @throws OperatorError, `target` with what rsync complained of first
 */
export async function runRsync(lockFile: string, args: readonly string[], input = ''): Promise<string> {
  const env = { RSYNC_RSH: SHELL, ...process.env, LC_ALL: 'C' };
  const child = spawn('flock', [lockFile, 'rsync', '--timeout=60', ...args], { env });
  const failed = new Promise<never>((_, reject) => {
    child.on('error', (cause) =>
      reject(new OperatorError(`rsync cannot be run: ${cause.message}`, undefined, { kind: 'target', cause })),
    );
  });
  child.stdin.on('error', () => undefined); // It ended without reading; its exit code tells.
  child.stdin.end(input);
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const [code, output, complaint] = await Promise.race([
    Promise.all([ended, text(child.stdout), text(child.stderr)]),
    failed,
  ]);
  if (code !== 0) throw new OperatorError(complaintToReason(complaint, code), undefined, { kind: 'target' });
  return output;
}

function complaintToReason(complaint: string, code: number | null): string {
  const [first = ''] = complaint.split('\n').filter((line) => line.trim() && !/^Warning:/.test(line));
  return first || `rsync ended with ${code}`;
}
