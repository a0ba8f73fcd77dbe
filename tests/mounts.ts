import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, test } from 'vitest';

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && tryMount();

/** A test that mounts file systems; it is skipped by name where that is not permitted. */
export const testWithMounts = (name: string, run: () => Promise<void>) =>
  canMount ? void test(name, run) : void test.skip(`${name} (run as root, in a container that may mount)`, run);

/** A test that takes rights away. Root may write everywhere but on what is mounted read-only. */
export const testWithRights = (name: string, run: () => Promise<void>) =>
  isRoot ? testWithMounts(name, run) : void test(name, run);

/** Let nobody write a file or folder, until `release` or the end of the test. */
export function makeReadOnly(path: string): () => void {
  if (!isRoot) {
    const { mode } = statSync(path);
    chmodSync(path, mode & 0o555);
    return releasing(() => chmodSync(path, mode));
  }
  mount('--bind', path, path);
  mount('-o', 'remount,bind,ro', path);
  return releasing(() => mount('--lazy', path));
}

/** A disk of 16 MB in place of a folder, until the test ends. */
export function mountSmallDisk(path: string): void {
  mkdirSync(path, { recursive: true });
  mount('-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', path);
  releasing(() => mount('--lazy', path));
}

/** Fill the disk that a folder is on, but for some room. @returns makes room again */
export function fillDisk(folder: string, roomBytes: number): () => void {
  const [filler, room] = ['.filler', '.room'].map((name) => join(folder, name)) as [string, string];
  writeFileSync(room, Buffer.alloc(roomBytes));
  for (let isFull = false; !isFull; ) {
    try {
      writeFileSync(filler, Buffer.alloc(4096), { flag: 'a' });
    } catch {
      isFull = true;
    }
  }
  rmSync(room);
  return () => rmSync(filler);
}

function releasing(release: () => void): () => void {
  let isReleased = false;
  const once = () => {
    if (!isReleased) release();
    isReleased = true;
  };
  onTestFinished(once);
  return once;
}

function mount(...args: string[]): void {
  const program = args[0] === '--lazy' ? 'umount' : 'mount';
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

function tryMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'heliostat-mount-'));
  try {
    mount('-t', 'tmpfs', 'tmpfs', folder);
    mount('--lazy', folder);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}
