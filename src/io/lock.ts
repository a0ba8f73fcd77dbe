import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OperatorError } from '../base/operator-error.ts';
import { unwritable } from './write-file.ts';

/** Long enough for an ordinary run to end, short enough for cron not to pile up. */
const PATIENCE_MS = 30_000;

/**
 * Keep `folder` for this process until `release` or its end, however it ends: the lock is SQLite's, which
 * is the kernel's, so a dead process holds none.
 *
 * @param name of the lock, where only a part of the work in the folder is kept from others
 * @returns release
 * @throws OperatorError, `locked` when another process keeps it for longer than `patienceMs`
 * @throws OperatorError, `unwritable` when the folder cannot be written
 */
export function lockFolder(folder: string, patienceMs: number = PATIENCE_MS, name = 'lock'): () => void {
  const path = join(folder, name);
  const database = openLock(path, patienceMs);
  try {
    // Nothing is ever written: a full disk must not keep a run from saying so.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if (!String((cause as Error).message).includes('locked')) throw unwritable(path, cause);
    throw new OperatorError(`another run is using ${folder}`, 'try again when it has ended', {
      kind: 'locked',
      cause,
    });
  }
  return () => database.close();
}

function openLock(path: string, patienceMs: number): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // SQLite opens a file without write permission for reading, and then the lock has no effect.
    if (existsSync(path)) accessSync(path, constants.W_OK);
    return new DatabaseSync(path, { timeout: patienceMs });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}
