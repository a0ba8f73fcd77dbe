import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OperatorError } from '../base/operator-error.ts';
import { unwritable } from './write-file.ts';

/** Long enough for an ordinary run to end, short enough for cron not to pile up. */
const PATIENCE_MS = 30_000;

/**
 * Keep `folder` for this process until `release` or its end, however it ends: the lock is SQLite's, which
 * is the kernel's, so a dead process holds none.
 *
 * @returns release
 * @throws OperatorError, `locked` when another process keeps it for longer than `patienceMs`
 * @throws OperatorError, `unwritable` when the folder cannot be written
 */
export function lockFolder(folder: string, patienceMs: number = PATIENCE_MS): () => void {
  const database = openLock(folder, patienceMs);
  try {
    // Nothing is ever written: a full disk must not keep a run from saying so.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if (!String((cause as Error).message).includes('locked')) throw unwritable(lockPath(folder), cause);
    throw new OperatorError(`another run is using ${folder}`, 'try again when it has ended', {
      kind: 'locked',
      cause,
    });
  }
  return () => database.close();
}

function openLock(folder: string, patienceMs: number): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true });
    // SQLite opens a file without write permission for reading, and then the lock has no effect.
    if (existsSync(lockPath(folder))) accessSync(lockPath(folder), constants.W_OK);
    return new DatabaseSync(lockPath(folder), { timeout: patienceMs });
  } catch (cause) {
    throw unwritable(lockPath(folder), cause);
  }
}

function lockPath(folder: string): string {
  return join(folder, 'lock');
}
