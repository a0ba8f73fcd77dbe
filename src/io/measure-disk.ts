import { resolve } from 'node:path';
import { type Checked, problem, quoted } from '../base/problems.ts';
import { type Disk, measuredToDisk } from '../model/disk.ts';
import { askStat } from './ask-stat.ts';

/**
 * How full the file system is that a path lies on. A path that cannot be asked is noted.
 *
 * @param path as in portal.yaml, relative to the content folder; undefined when it is not configured
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
    const fix = 'Name a folder that exists and that the user who builds can enter; `site.disk` is shown until then.';
    return { value: undefined, problems: [problem('disk-unreadable', { file, path: 'disk.path' }, says, fix)] };
  }
}

/**
 * @returns the size of a block in bytes, and numbers of blocks: all, free, and free for everybody
 * @throws with the reason
 */
async function askFileSystem(
  path: string,
): Promise<[blockBytes: number, blocks: number, free: number, available: number]> {
  const { code, said, failure } = await askStat(['-f', '-c', '%S %b %f %a', '--', path]);
  const numbers = said.trim().split(' ').map(Number);
  if (code === 0 && numbers.length === 4) return numbers as [number, number, number, number];
  throw new Error(failure.trim().split(': ').at(-1) || `stat ended with ${code}`);
}
