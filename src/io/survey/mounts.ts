import { readFileSync } from 'node:fs';

/** A file system where it is mounted. */
export interface Mount {
  readonly point: string;
  /** `ext4`, `zfs`, `nfs4`. */
  readonly type: string;
  /** The device, or the dataset of ZFS. */
  readonly device: string;
}

/**
 * The mounts of this machine, the deepest first; asking the kernel for them waits for no file system. See
 * proc_pid_mountinfo(5): the type and the device come after a separator.
 */
export function readMounts(): readonly Mount[] {
  try {
    const lines = readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n');
    return lines.map(toMount).sort((a, b) => b.point.length - a.point.length);
  } catch {
    return [];
  }
}

function toMount(line: string): Mount {
  const [before = '', after = ''] = line.split(' - ');
  const [type = '', device = ''] = after.split(' ');
  return { point: plain(before.split(' ')[4] ?? ''), type, device: plain(device) };
}

/** Spaces and the like are written as octal numbers. */
function plain(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** The mount that a folder lies on, as far as its name says. */
export function mountOf(folder: string, mounts: readonly Mount[]): Mount | undefined {
  return mounts.find(({ point }) => point === '/' || folder === point || folder.startsWith(`${point}/`));
}
