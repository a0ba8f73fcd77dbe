import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Long enough for an ordinary run to end, short enough for cron not to pile up. */
const PATIENCE_MS = 30_000;

/** Thrown when another run keeps the folder to itself. */
export class LockedError extends Error {
  override name = 'LockedError';
}

/**
 * Keep `folder` for this process until `release` or its end, however it ends: the lock is SQLite's, which
 * is the kernel's, so a dead process holds none.
 *
 * @returns release
 * @throws LockedError when another process keeps it for longer than `patienceMs`
 */
export function lockFolder(folder: string, patienceMs: number = PATIENCE_MS): () => void {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'lock'), { timeout: patienceMs });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if (!String((cause as Error).message).includes('locked')) throw cause;
    throw new LockedError(`another run is at work in ${folder}; try again when it has ended`, { cause });
  }
  return () => database.close();
}
