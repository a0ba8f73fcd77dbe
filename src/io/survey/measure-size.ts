import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Mount, mountOf } from './mounts.ts';

/** The largest trees have hundreds of millions of files: even those are counted within this. */
const MOST_HOURS = 48;

/** Programs that are started before another one, so that it gets the disk and the processor only when nobody else wants them. */
const IDLE = ['nice', '-n', '19', 'ionice', '-c', '3'];

/**
 * Measure how much of the disk a tree takes. ZFS and btrfs know it of a dataset or a subvolume; elsewhere each file is counted,
 * which takes hours for a large tree.
 *
 * @returns bytes; undefined when it cannot be measured
 */
export async function measureSize(folder: string, mounts: readonly Mount[]): Promise<number | undefined> {
  const mount = mountOf(folder, mounts);
  if (mount?.type === 'zfs' && mount.point === folder) {
    const said = await ask(['zfs', 'get', '-Hpo', 'value', 'used', mount.device]);
    if (said !== undefined) return toBytes(said);
  }
  if (mount?.type === 'btrfs') {
    // `Total Exclusive SetShared Filename`, in bytes.
    const said = await ask([...IDLE, 'btrfs', 'filesystem', 'du', '-s', '--raw', '--', folder]);
    const bytes = toBytes(said?.trim().split('\n').at(-1) ?? '');
    if (bytes !== undefined) return bytes;
  }
  return toBytes((await ask([...IDLE, 'du', '-sx', '-B1', '--', folder])) ?? '');
}

function toBytes(text: string): number | undefined {
  const digits = /^\s*(\d+)/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What a program says; of `du` also when it could not read everything. */
async function ask([program, ...args]: readonly string[]): Promise<string | undefined> {
  try {
    const env = { ...process.env, LC_ALL: 'C' };
    const { stdout } = await promisify(execFile)(program!, args, { env, timeout: MOST_HOURS * 3_600_000 });
    return stdout;
  } catch {
    return undefined;
  }
}
