import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../base/operator-error.ts';
import { contentKinds } from '../model/content-kinds.ts';
import { unwritable } from './write-file.ts';

/**
 * Write a content folder to begin from: a small one with comments, or the demonstration. Files that are there stay.
 *
 * @param home where Heliostat is
 * @throws OperatorError where a site has begun already
 */
export function startContent(home: string, folder: string, isDemo: boolean): void {
  if (existsSync(join(folder, contentKinds.portal.file)))
    throw new OperatorError(`there is a ${contentKinds.portal.file} in ${folder} already`, 'name another folder');
  const from = join(home, isDemo ? 'content' : 'starter');
  const library = join(from, 'library');
  try {
    cpSync(from, folder, { recursive: true, force: false, filter: (path) => path !== library });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}
