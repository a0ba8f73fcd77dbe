import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError } from '../base/operator-error.ts';
import { problem } from '../base/problems.ts';
import { shownPath } from './content-folder.ts';

/** Why the machine refused, as `ENOSPC: no space left on device`; Node goes on with a name that says nothing to anybody. */
export function systemReason(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  const [reason = ''] = message.split(', ');
  return /^E[A-Z]+: /.test(reason) ? reason : (code ?? reason);
}

/** That the machine does not let us write, in words for the operator. */
export function unwritable(path: string, cause: unknown): OperatorError {
  const reason = systemReason(cause);
  const fix =
    'Make room on the disk, or give the user who builds permission to write there; the next run writes the rest.';
  const found = problem('unwritable-file', { file: shownPath(path) }, `it cannot be written (${reason})`, fix);
  return new OperatorError(`could not write ${path}: ${reason}`, undefined, {
    kind: 'unwritable',
    problems: [found],
    cause,
  });
}

/**
 * Write `path` so that a reader sees the old file or the new one, never half of either.
 * The temporary file sits beside the target because rename is only atomic within a filesystem.
 *
 * @throws OperatorError, `unwritable`, and then nothing has changed
 * @param isDurable also survive a power cut, at the price of waiting for the disk; for files that cannot be made again
 */
export function writeFileAtomic(path: string, data: string | Uint8Array, isDurable = false): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(temporary, data, isDurable);
    renameSync(temporary, path);
  } catch (cause) {
    tryToRemove(temporary);
    throw unwritable(path, cause);
  }
}

/** An error of the cleanup must not replace the first error. */
function tryToRemove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The next run sweeps it away.
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
