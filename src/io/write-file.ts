import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Write `path` so that a reader sees the old file or the new one, never half of either.
 * The temporary file sits beside the target because rename is only atomic within a filesystem.
 *
 * @param isDurable also survive a power cut, at the price of waiting for the disk; for what cannot be made anew
 */
export function writeFileAtomic(path: string, data: string | Uint8Array, isDurable = false): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(temporary, data, isDurable);
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new Error(`could not write ${path}: ${(cause as Error).message}`, { cause });
  }
}

function writeWhole(path: string, data: string | Uint8Array, isDurable: boolean): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const file = openSync(path, 'wx', 0o644);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    if (isDurable) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
