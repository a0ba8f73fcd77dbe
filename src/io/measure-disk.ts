import { statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Disk, measuredToDisk } from '../core/disk.ts';
import { type Checked, problem, quoted } from '../core/problems.ts';

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
    const { bsize, blocks, bfree, bavail } = await statfs(resolve(contentFolder, path));
    return { value: measuredToDisk((blocks - bfree) * bsize, bavail * bsize), problems: [] };
  } catch (error) {
    const says = `the disk at ${quoted(path)} cannot be measured (${(error as NodeJS.ErrnoException).code})`;
    const fix = 'Name a folder that is there and that the user who builds may enter; `site.disk` is shown until then.';
    return { value: undefined, problems: [problem('disk-unreadable', { file, path: 'disk.path' }, says, fix)] };
  }
}
