import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Mirror } from '../core/portal.ts';
import { type Problem, problem } from '../core/problems.ts';
import type { HistoryReader } from '../core/site-plan.ts';
import {
  type Attempt,
  type Change,
  type Day,
  endsToSeenHours,
  type MirrorHistory,
  medianOf,
  statusToAttempts,
} from '../core/status/history.ts';
import { signOf } from '../core/status/sign.ts';
import { shownPath } from './content-folder.ts';

/** Raised whenever the tables change; an older file is then set aside like a damaged one. */
const SCHEMA_VERSION = 1;

const SCHEMA = `
CREATE TABLE mirror (
  cname TEXT PRIMARY KEY, seen TEXT NOT NULL, sign TEXT NOT NULL, seen_hours REAL, revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt (
  cname TEXT NOT NULL, ended INTEGER NOT NULL, good INTEGER NOT NULL, started INTEGER,
  PRIMARY KEY (cname, ended)
) STRICT, WITHOUT ROWID;
CREATE TABLE day (
  cname TEXT NOT NULL, day TEXT NOT NULL, good INTEGER NOT NULL, failed INTEGER NOT NULL, bytes INTEGER,
  PRIMARY KEY (cname, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE change (cname TEXT NOT NULL, at INTEGER NOT NULL, was TEXT, became TEXT NOT NULL, PRIMARY KEY (at, cname)) STRICT, WITHOUT ROWID;
PRAGMA user_version = ${SCHEMA_VERSION};
`;

const SHOWN_ATTEMPTS = 20;
const SHOWN_DAYS = 90;
const JUDGED_ATTEMPTS = 20;
/** Single attempts are kept this long; after that the days tell of them. */
const ATTEMPT_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * What is remembered of the mirrors: `data/history.sqlite`. SQLite's rollback journal survives kill −9; unlike
 * its write-ahead log it leaves no file behind that a run without news would touch.
 *
 * Every method may throw when the file turns out to be damaged; see `isDamage`.
 */
export class History implements HistoryReader {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #read = new Map<string, MirrorHistory>();
  #revisions: Map<string, number> | undefined;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Open the history, or begin one. */
  static open(dataFolder: string): History {
    mkdirSync(dataFolder, { recursive: true });
    return new History(openDatabase(historyPath(dataFolder)));
  }

  /** How often each mirror was seen to sync well, in hours, by cname. */
  seenHours(): Map<string, number> {
    const rows = this.#sql('SELECT cname, seen_hours FROM mirror WHERE seen_hours IS NOT NULL').all();
    return new Map(rows.map((row) => [row.cname as string, row.seen_hours as number]));
  }

  revisionOf(cname: string): number | undefined {
    this.#revisions ??= new Map(
      this.#sql('SELECT cname, revision FROM mirror')
        .all()
        .map((row) => [row.cname as string, row.revision as number]),
    );
    return this.#revisions.get(cname);
  }

  /**
   * Remember what the mirrors show now. Mirrors that show what they showed last time cost nothing.
   *
   * @param dayOf the day of a moment in the portal's zone
   */
  record(mirrors: readonly Mirror[], now: Date, keepDays: number, dayOf: (time: Date) => string): void {
    const known = new Map(
      this.#sql('SELECT cname, seen, sign FROM mirror')
        .all()
        .map((row) => [row.cname as string, row]),
    );
    const news = mirrors.filter((mirror) => known.get(mirror.cname)?.seen !== seenOf(mirror));
    if (news.length === 0) return;
    this.#revisions = undefined;
    this.#read.clear();
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (const mirror of news)
        this.#recordMirror(mirror, known.get(mirror.cname)?.sign as string | undefined, now, dayOf);
      this.#forget(now, keepDays, dayOf);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** What a mirror's own page shows; asked for once per language, so the answer is kept. */
  of(cname: string): MirrorHistory {
    const known = this.#read.get(cname) ?? this.#readMirror(cname);
    this.#read.set(cname, known);
    return known;
  }

  #readMirror(cname: string): MirrorHistory {
    const attempts = this.#attempts(cname, SHOWN_ATTEMPTS);
    const seconds = attempts.flatMap(({ isGood, started, ended }) =>
      isGood && started ? (ended.getTime() - started.getTime()) / 1000 : [],
    );
    return { attempts, days: this.#days(cname), medianSeconds: medianOf(seconds) };
  }

  /** Changes of signs since a moment, the newest first. */
  changes(since: Date): Change[] {
    return this.#sql('SELECT cname, at, was, became FROM change WHERE at >= ? ORDER BY at DESC, cname')
      .all(since.getTime())
      .map((row) => ({
        cname: row.cname as string,
        at: new Date(row.at as number),
        from: (row.was as string | null) ?? undefined,
        to: row.became as string,
      }));
  }

  close(): void {
    this.#database.close();
  }

  #sql(text: string): StatementSync {
    const known = this.#statements.get(text) ?? this.#database.prepare(text);
    this.#statements.set(text, known);
    return known;
  }

  #recordMirror(mirror: Mirror, sign: string | undefined, now: Date, dayOf: (time: Date) => string): void {
    const { cname, size } = mirror;
    for (const attempt of statusToAttempts(mirror.status)) {
      // One that has been forgotten already must not be counted again.
      if (attempt.ended.getTime() >= now.getTime() - ATTEMPT_DAYS * DAY_MS) this.#insertAttempt(cname, attempt, dayOf);
    }
    if (size?.bytes !== undefined) this.#insertSize(cname, size.bytes, dayOf(now));
    const nowSign = signOf(mirror);
    if (sign !== nowSign) {
      this.#sql('INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?)').run(cname, now.getTime(), sign ?? null, nowSign);
    }
    const ends = this.#attempts(cname, JUDGED_ATTEMPTS).flatMap(({ isGood, ended }) => (isGood ? ended : []));
    this.#sql(
      `INSERT INTO mirror VALUES (?, ?, ?, ?, 1) ON CONFLICT (cname)
         DO UPDATE SET seen = excluded.seen, sign = excluded.sign, seen_hours = excluded.seen_hours, revision = revision + 1`,
    ).run(cname, seenOf(mirror), nowSign, endsToSeenHours(ends) ?? null);
  }

  /** A run that is known already is not counted again, but may learn when it began. */
  #insertAttempt(cname: string, { ended, isGood, started }: Attempt, dayOf: (time: Date) => string): void {
    const isNew = this.#sql('INSERT OR IGNORE INTO attempt VALUES (?, ?, ?, ?)').run(
      cname,
      ended.getTime(),
      Number(isGood),
      started?.getTime() ?? null,
    ).changes;
    if (!isNew) return;
    this.#sql(
      `INSERT INTO day VALUES (?, ?, ?, ?, NULL) ON CONFLICT (cname, day)
         DO UPDATE SET good = good + excluded.good, failed = failed + excluded.failed`,
    ).run(cname, dayOf(ended), Number(isGood), Number(!isGood));
  }

  /** The last size seen on a day stands for it. */
  #insertSize(cname: string, bytes: number, day: string): void {
    this.#sql(
      'INSERT INTO day VALUES (?, ?, 0, 0, ?) ON CONFLICT (cname, day) DO UPDATE SET bytes = excluded.bytes',
    ).run(cname, day, bytes);
  }

  #forget(now: Date, keepDays: number, dayOf: (time: Date) => string): void {
    const before = new Date(now.getTime() - keepDays * DAY_MS);
    this.#sql('DELETE FROM day WHERE day < ?').run(dayOf(before));
    this.#sql('DELETE FROM change WHERE at < ?').run(before.getTime());
    this.#sql('DELETE FROM attempt WHERE ended < ?').run(now.getTime() - ATTEMPT_DAYS * DAY_MS);
  }

  #attempts(cname: string, most: number): Attempt[] {
    return this.#sql('SELECT ended, good, started FROM attempt WHERE cname = ? ORDER BY ended DESC LIMIT ?')
      .all(cname, most)
      .map((row) => ({
        ended: new Date(row.ended as number),
        isGood: row.good === 1,
        ...(row.started !== null && { started: new Date(row.started as number) }),
      }));
  }

  #days(cname: string): Day[] {
    return this.#sql('SELECT day, good, failed, bytes FROM day WHERE cname = ? ORDER BY day DESC LIMIT ?')
      .all(cname, SHOWN_DAYS)
      .map((row) => ({
        day: row.day as string,
        good: row.good as number,
        failed: row.failed as number,
        ...(row.bytes !== null && { sizeBytes: row.bytes as number }),
      }))
      .reverse();
  }
}

/** Whether an error says that the file is damaged, of another version, or no database at all. */
export function isDamage(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number };
  return (
    error instanceof WrongVersionError ||
    (code === 'ERR_SQLITE_ERROR' && [SQLITE_CORRUPT, SQLITE_NOTADB].includes((errcode ?? 0) & 0xff))
  );
}

/** Move a damaged history out of the way, for a person to look at. */
export function setHistoryAside(dataFolder: string, error: unknown, now: Date): Problem {
  const path = historyPath(dataFolder);
  const aside = `${path}.damaged-${now.toISOString().slice(0, 19).replaceAll(':', '')}`;
  for (const ending of ['', '-journal']) {
    if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
  }
  const says = `the history cannot be used (${(error as Error).message}); it was moved to ${shownPath(aside)}`;
  const fix = 'Put a copy back in its place if you have one; history starts anew until then.';
  return problem('history-damaged', { file: shownPath(path) }, says, fix);
}

class WrongVersionError extends Error {}

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

function historyPath(dataFolder: string): string {
  return join(dataFolder, 'history.sqlite');
}

/** What a mirror shows, for telling whether it shows anything new. */
function seenOf({ status, size, freshness }: Mirror): string {
  return JSON.stringify([status, size?.bytes, freshness]);
}

function openDatabase(path: string): DatabaseSync {
  // The live host may read in the moment in which a run beside it writes.
  const database = new DatabaseSync(path, { timeout: 1000 });
  try {
    database.exec('PRAGMA synchronous = NORMAL;');
    const version = database.prepare('PRAGMA user_version').get()?.user_version;
    if (version === 0) database.exec(`BEGIN; ${SCHEMA} COMMIT;`);
    else if (version !== SCHEMA_VERSION) throw new WrongVersionError(`it is of version ${version}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
