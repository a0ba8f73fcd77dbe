import { rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unwritable } from './write-file.ts';

/**
 * Remove a file below a folder, and the folders on the way to it that are empty then.
 *
 * @throws OperatorError, `unwritable`
 */
export function removeFile(folder: string, file: string): void {
  const path = join(folder, file);
  try {
    rmSync(path, { force: true });
  } catch (cause) {
    throw unwritable(path, cause);
  }
  for (let parent = dirname(file); parent !== '.'; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent));
    } catch {
      return; // Not empty: somebody else's files are in it, or other pages.
    }
  }
}
