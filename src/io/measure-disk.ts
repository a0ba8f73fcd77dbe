import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { type Disk, measuredToDisk } from '../core/disk.ts';
import { type Checked, problem, quoted } from '../core/problems.ts';

/** A file system that is well answers at once. */
const PATIENCE_MS = 3_000;

/**
 * How full the file system is that a path lies on. A path that cannot be asked is noted.
 *
 * @param path as portal.yaml names it, relative to the content folder; undefined when nobody wants to know
 * @param file portal.yaml, as messages name it
 */
export async function measureDisk(
  path: string | undefined,
  contentFolder: string,
  file: string,
): Promise<Checked<Disk | undefined>> {
  if (path === undefined) return { value: undefined, problems: [] };
  try {
    const [blockBytes, blocks, free, available] = await askFileSystem(resolve(contentFolder, path));
    return { value: measuredToDisk((blocks - free) * blockBytes, available * blockBytes), problems: [] };
  } catch (error) {
    const says = `the disk at ${quoted(path)} cannot be measured (${(error as Error).message})`;
    const fix = 'Name a folder that is there and that the user who builds may enter; `site.disk` is shown until then.';
    return { value: undefined, problems: [problem('disk-unreadable', { file, path: 'disk.path' }, says, fix)] };
  }
}

/**
 * Ask `stat` of coreutils or busybox, in a process of its own: one that asks a file system that hangs can neither be ended
 * nor waited for, so it is left alone after a while.
 *
 * @returns the size of a block in bytes, and numbers of blocks: all, free, and free for everybody
 * @throws with the reason
 */
function askFileSystem(path: string): Promise<[blockBytes: number, blocks: number, free: number, available: number]> {
  return new Promise((answer, refuse) => {
    const child = spawn('stat', ['-f', '-c', '%S %b %f %a', '--', path], { stdio: ['ignore', 'pipe', 'pipe'] });
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
      const numbers = said.trim().split(' ').map(Number);
      if (code === 0 && numbers.length === 4) answer(numbers as [number, number, number, number]);
      else refuse(new Error(failure.trim().split(': ').at(-1) || `stat ended with ${code}`));
    });
  });
}
