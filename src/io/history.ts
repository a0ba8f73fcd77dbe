import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import {
  type Attempt,
  type Change,
  type Day,
  endsToSeenHours,
  type MirrorHistory,
  medianOf,
  surelyReached,
  syncToAttempts,
} from '../model/history.ts';
import type { Mirror } from '../model/portal.ts';
import { statusOf } from '../model/status.ts';
import type { HistoryReader } from '../site/context.ts';

/**
 * Raise it when the tables change, and convert older files in `openDatabase`: the history cannot be
 * recreated.
 */
const SCHEMA_VERSION = 2;

/** How a run went, in the column `good`. Of the last kind `ended` is when it began. */
const OUTCOME = { failed: 0, good: 1, failedAtUnknownTime: 2 } as const;

const SCHEMA = `
CREATE TABLE mirror (
  cname TEXT PRIMARY KEY, seen TEXT NOT NULL, status TEXT NOT NULL, seen_hours REAL, revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt (
  cname TEXT NOT NULL, ended INTEGER NOT NULL, good INTEGER NOT NULL, started INTEGER,
  PRIMARY KEY (cname, ended)
) STRICT, WITHOUT ROWID;
CREATE TABLE day (
  cname TEXT NOT NULL, day TEXT NOT NULL, good INTEGER NOT NULL, failed INTEGER NOT NULL, bytes INTEGER, behind INTEGER,
  PRIMARY KEY (cname, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE change (cname TEXT NOT NULL, at INTEGER NOT NULL, was TEXT, became TEXT NOT NULL, PRIMARY KEY (at, cname)) STRICT, WITHOUT ROWID;
PRAGMA user_version = ${SCHEMA_VERSION};
`;

const TO_VERSION_2 = `
BEGIN;
ALTER TABLE mirror RENAME COLUMN sign TO status;
ALTER TABLE day ADD COLUMN behind INTEGER;
PRAGMA user_version = 2;
COMMIT;
`;

const SHOWN_ATTEMPTS = 20;
const SHOWN_DAYS = 90;
const JUDGED_ATTEMPTS = 20;
/** Fewer say nothing of a habit. */
const LEAST_RUNS = 3;
/** Other programs hold a database for moments; one that takes longer keeps the run waiting no longer than this. */
const PATIENCE_MS = 2_000;
/** Days for which single attempts are kept; after that only daily counts remain. */
const ATTEMPT_DAYS = 90;
const DAY_MS = 86_400_000;
/** The end of the year 9999; later ones are written in another form. */
const LAST_TIME_MS = 253_402_300_799_999;

/**
 * What is remembered of the mirrors: `data/history.sqlite`. SQLite's rollback journal survives kill −9; unlike
 * its write-ahead log it leaves no file behind that a run without news would touch.
 *
 * Every method may throw when the file turns out to be damaged, locked or not to be written; see history-faults.ts.
 */
export class History implements HistoryReader {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #revisions: Map<string, number> | undefined;
  #hasRecorded = false;

  private constructor(path: string) {
    this.path = path;
    this.#database = openDatabase(path);
  }

  /** Open the history, or begin one. */
  static open(dataFolder: string): History {
    mkdirSync(dataFolder, { recursive: true });
    return new History(historyPath(dataFolder));
  }

  /** Something new was recorded since it was opened: what was read before is out of date. */
  get hasRecorded(): boolean {
    return this.#hasRecorded;
  }

  /** How often each mirror was seen to sync well, in hours, by cname. */
  seenHours(): Map<string, number> {
    return new Map(this.#rows<[string, number]>('SELECT cname, seen_hours FROM mirror WHERE seen_hours IS NOT NULL'));
  }

  /** The end of the last good run that is known of a mirror, up to a moment: clocks that were wrong have noted later ones. */
  lastGoodEnd(cname: string, now: Date): Date | undefined {
    const sql = 'SELECT ended FROM attempt WHERE cname = ? AND good = 1 AND ended <= ? ORDER BY ended DESC LIMIT 1';
    const [row] = this.#rows<[number]>(sql, cname, now.getTime());
    return row && new Date(row[0]);
  }

  /** How long the last good runs of a mirror took, in seconds: the middle of them; undefined while fewer than three are known. */
  usualSeconds(cname: string): number | undefined {
    const seconds = goodSeconds(this.#attempts(cname, JUDGED_ATTEMPTS));
    return seconds.length < LEAST_RUNS ? undefined : medianOf(seconds);
  }

  revisionOf(cname: string): number | undefined {
    this.#revisions ??= new Map(this.#rows<[string, number]>('SELECT cname, revision FROM mirror'));
    return this.#revisions.get(cname);
  }

  /**
   * Remember what the mirrors show now. Mirrors that show what they showed last time cost nothing.
   *
   * @param dayOf the day of a moment in the portal's zone
   */
  record(mirrors: readonly Mirror[], now: Date, keepDays: number, dayOf: (time: Date) => string): void {
    const rows = this.#rows<[cname: string, seen: string, status: string]>('SELECT cname, seen, status FROM mirror');
    const known = new Map(rows.map(([cname, seen, status]) => [cname, { seen, status }]));
    const news = withoutAliases(mirrors).filter((mirror) => {
      const seen = known.get(mirror.cname)?.seen;
      return seen !== seenOf(mirror) && !this.#isOutdated(mirror, seen);
    });
    if (news.length === 0) return;
    this.#hasRecorded = true;
    this.#revisions = undefined;
    const sure = surelyReached(
      mirrors.map(({ sync }) => sync),
      now,
    );
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const before = new Map(
        news.map(({ cname }) => [cname, this.#statusBefore(cname, now, known.get(cname)?.status)]),
      );
      const changed = news.filter((mirror) => before.get(mirror.cname) !== statusOf(mirror));
      this.#pullBack(new Set(changed.map(({ cname }) => cname)), now);
      for (const mirror of news) this.#recordMirror(mirror, before.get(mirror.cname), now, sure, dayOf);
      this.#forget(sure, keepDays, dayOf);
      this.#database.exec('COMMIT');
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** What a mirror's own page shows. */
  of(cname: string): MirrorHistory {
    const attempts = this.#attempts(cname, SHOWN_ATTEMPTS);
    return { attempts, days: this.#days(cname), medianSeconds: medianOf(goodSeconds(attempts)) };
  }

  daysSince(since: string): Map<string, readonly Day[]> {
    const byMirror = new Map<string, Day[]>();
    const sql = 'SELECT cname, day, good, failed FROM day WHERE day >= ? ORDER BY cname, day';
    for (const [cname, day, good, failed] of this.#rows<[string, string, number, number]>(sql, since)) {
      const own = byMirror.get(cname);
      if (own) own.push({ day, good, failed });
      else byMirror.set(cname, [{ day, good, failed }]);
    }
    return byMirror;
  }

  /** Changes of status since a moment, the newest first. */
  changes(since: Date): Change[] {
    const sql = 'SELECT cname, at, was, became FROM change WHERE at >= ? ORDER BY at DESC, cname';
    return this.#rows<[string, number, string | null, string]>(sql, since.getTime()).map(
      ([cname, at, was, became]) => ({
        cname,
        at: new Date(at),
        from: was ?? undefined,
        to: became,
      }),
    );
  }

  /**
   * Moments of changes that a feed waits for: those ahead of the clock, failures that may last, and the oldest change that it
   * shows of a mirror that was in trouble.
   *
   * @param since how far back the feed goes
   * @param failingSince when a failure began that is told of now
   */
  awaitedChanges(since: Date, failingSince: Date, now: Date): Date[] {
    const times = [failingSince, now, since, since].map((time) => time.getTime());
    const sql = `SELECT at FROM change WHERE at > ? AND (became = 'failed' OR at > ?)
      UNION SELECT MIN(at) FROM change WHERE at >= ? AND cname IN
        (SELECT cname FROM change WHERE at >= ? AND became IN ('failed', 'stale'))`;
    return this.#rows<[number | null]>(sql, ...times).flatMap(([at]) => (at === null ? [] : [new Date(at)]));
  }

  /** The first end of a run that is ahead of the clock, which was wrong when it was noted. */
  nextEnd(now: Date): Date | undefined {
    const sql = `SELECT MIN((SELECT MIN(ended) FROM attempt WHERE attempt.cname = mirror.cname AND ended > ?)) FROM mirror`;
    const [row] = this.#rows<[number | null]>(sql, now.getTime());
    return row?.[0] ? new Date(row[0]) : undefined;
  }

  /**
   * Remove invalid numbers and times: earlier releases could store them, and reading them fails.
   *
   * @returns how many
   */
  repair(): number {
    const noTime = (column: string) => `${column} NOT BETWEEN 0 AND ${LAST_TIME_MS}`;
    return [
      `UPDATE day SET bytes = NULL WHERE bytes NOT BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER}`,
      `DELETE FROM attempt WHERE ${noTime('ended')} OR ${noTime('started')}`,
      `DELETE FROM change WHERE ${noTime('at')}`,
    ].reduce((sum, sql) => sum + Number(this.#sql(sql).run().changes), 0);
  }

  /** Whether SQLite finds nothing wrong with the file. */
  isWhole(): boolean {
    const [row] = this.#rows<[string]>('PRAGMA quick_check(1)');
    return row?.[0] === 'ok';
  }

  close(): void {
    this.#database.close();
  }

  #sql(text: string): StatementSync {
    const known = this.#statements.get(text) ?? this.#database.prepare(text);
    this.#statements.set(text, known);
    return known;
  }

  /** Rows as arrays: as objects they take four times longer to read, and there are many thousands. */
  #rows<Row extends SQLOutputValue[]>(text: string, ...values: SQLInputValue[]): Row[] {
    const statement = this.#sql(text);
    statement.setReturnArrays(true);
    return statement.all(...values) as unknown[] as Row[];
  }

  /** An answer older than the last one, from a cache or a second manager: it has no new data and is not a change. */
  #isOutdated({ cname, sync }: Mirror, seen: string | undefined): boolean {
    const [last] = seen ? (JSON.parse(seen) as [{ lastAttempt?: string }]) : [];
    if (!sync.lastAttempt || !last?.lastAttempt || sync.lastAttempt >= new Date(last.lastAttempt)) return false;
    const sql = 'SELECT 1 FROM attempt WHERE cname = ? AND ended = ?';
    return this.#sql(sql).get(cname, sync.lastAttempt.getTime()) !== undefined;
  }

  /** A change at exactly this moment is replaced, because the same run is repeated. */
  #statusBefore(cname: string, now: Date, status: string | undefined): string | undefined {
    const sql = 'DELETE FROM change WHERE cname = ? AND at = ? RETURNING was';
    const [taken] = this.#rows<[string | null]>(sql, cname, now.getTime());
    return taken ? (taken[0] ?? undefined) : status;
  }

  #recordMirror(
    mirror: Mirror,
    status: string | undefined,
    now: Date,
    sure: Date,
    dayOf: (time: Date) => string,
  ): void {
    const { cname, size, tree } = mirror;
    for (const attempt of syncToAttempts(mirror.sync)) {
      // An attempt that was deleted as too old must not be counted again.
      if (attempt.ended.getTime() >= sure.getTime() - ATTEMPT_DAYS * DAY_MS) this.#insertAttempt(cname, attempt, dayOf);
    }
    if (size?.bytes !== undefined) this.#insertSize(cname, size.bytes, dayOf(now));
    if (tree?.behindSeconds !== undefined) this.#insertBehind(cname, tree.behindSeconds, dayOf(now));
    const nowStatus = statusOf(mirror);
    if (status !== nowStatus) {
      this.#sql('INSERT INTO change VALUES (?, ?, ?, ?)').run(cname, now.getTime(), status ?? null, nowStatus);
    }
    const ends = this.#attempts(cname, JUDGED_ATTEMPTS).flatMap(({ isGood, ended }) => (isGood ? ended : []));
    this.#sql(
      `INSERT INTO mirror VALUES (?, ?, ?, ?, 1) ON CONFLICT (cname)
         DO UPDATE SET seen = excluded.seen, status = excluded.status, seen_hours = excluded.seen_hours, revision = revision + 1`,
    ).run(cname, seenOf(mirror), nowStatus, endsToSeenHours(ends) ?? null);
  }

  /** Changes ahead of the clock were recorded with a wrong clock: they are moved before the current changes, in their order. */
  #pullBack(cnames: ReadonlySet<string>, now: Date): void {
    const sql = 'SELECT cname, at FROM change WHERE at >= ? ORDER BY at';
    const byMirror = Map.groupBy(this.#rows<[string, number]>(sql, now.getTime()), ([cname]) => cname);
    for (const [cname, changes] of byMirror) {
      if (!cnames.has(cname)) continue;
      changes.forEach(([, at], index) => {
        const before = now.getTime() - changes.length + index;
        this.#sql('UPDATE OR REPLACE change SET at = ? WHERE cname = ? AND at = ?').run(before, cname, at);
      });
    }
  }

  /** A run that is known already is not counted again. */
  #insertAttempt(
    cname: string,
    { ended, isEndUnknown, isGood, started }: Attempt,
    dayOf: (time: Date) => string,
  ): void {
    const outcome = OUTCOME[isGood ? 'good' : isEndUnknown ? 'failedAtUnknownTime' : 'failed'];
    const isNew = this.#sql('INSERT OR IGNORE INTO attempt VALUES (?, ?, ?, ?)').run(
      cname,
      ended.getTime(),
      outcome,
      started?.getTime() ?? null,
    ).changes;
    if (!isNew) return;
    if (started) this.#removeEarlierTries(cname, started, ended, dayOf);
    this.#sql(
      `INSERT INTO day (cname, day, good, failed) VALUES (?, ?, ?, ?) ON CONFLICT (cname, day)
         DO UPDATE SET good = good + excluded.good, failed = failed + excluded.failed`,
    ).run(cname, dayOf(ended), Number(isGood), Number(!isGood));
  }

  /**
   * tunasync retries a failed run, and reports the end of each try with the start of the first: tries with the same start
   * are one run, with the last end.
   */
  #removeEarlierTries(cname: string, started: Date, ended: Date, dayOf: (time: Date) => string): void {
    const sql = 'DELETE FROM attempt WHERE cname = ? AND started = ? AND ended < ? RETURNING ended, good';
    for (const [end, outcome] of this.#rows<[number, number]>(sql, cname, started.getTime(), ended.getTime())) {
      const column = outcome === OUTCOME.good ? 'good' : 'failed';
      this.#sql(`UPDATE day SET ${column} = MAX(0, ${column} - 1) WHERE cname = ? AND day = ?`).run(
        cname,
        dayOf(new Date(end)),
      );
    }
  }

  /** The last size of a day is the size of that day. */
  #insertSize(cname: string, bytes: number, day: string): void {
    this.#sql(
      'INSERT INTO day (cname, day, good, failed, bytes) VALUES (?, ?, 0, 0, ?) ON CONFLICT (cname, day) DO UPDATE SET bytes = excluded.bytes',
    ).run(cname, day, bytes);
  }

  /** The worst of a day is what the day is remembered by. */
  #insertBehind(cname: string, seconds: number, day: string): void {
    this.#sql(
      `INSERT INTO day (cname, day, good, failed, behind) VALUES (?, ?, 0, 0, ?) ON CONFLICT (cname, day)
         DO UPDATE SET behind = MAX(COALESCE(behind, 0), excluded.behind)`,
    ).run(cname, day, seconds);
  }

  /** Per mirror, by key: a full scan of both tables takes 40 ms with 500 mirrors, at each poll. */
  #forget(sure: Date, keepDays: number, dayOf: (time: Date) => string): void {
    const before = new Date(sure.getTime() - keepDays * DAY_MS);
    this.#sql(
      `DELETE FROM day WHERE (cname, day) IN
         (SELECT cname, day FROM mirror CROSS JOIN day USING (cname) WHERE day < ?)`,
    ).run(dayOf(before));
    this.#sql('DELETE FROM change WHERE at < ?').run(before.getTime());
    this.#sql(
      `DELETE FROM attempt WHERE (cname, ended) IN
         (SELECT cname, ended FROM mirror CROSS JOIN attempt USING (cname) WHERE ended < ?)`,
    ).run(sure.getTime() - ATTEMPT_DAYS * DAY_MS);
  }

  #attempts(cname: string, most: number): Attempt[] {
    const sql = 'SELECT ended, good, started FROM attempt WHERE cname = ? ORDER BY ended DESC LIMIT ?';
    return this.#rows<[number, number, number | null]>(sql, cname, most).map(([ended, outcome, started]) => ({
      ended: new Date(ended),
      isGood: outcome === OUTCOME.good,
      ...(outcome === OUTCOME.failedAtUnknownTime && { isEndUnknown: true }),
      ...(started !== null && { started: new Date(started) }),
    }));
  }

  #days(cname: string): Day[] {
    const sql = 'SELECT day, good, failed, bytes, behind FROM day WHERE cname = ? ORDER BY day DESC LIMIT ?';
    return this.#rows<[string, number, number, number | null, number | null]>(sql, cname, SHOWN_DAYS)
      .map(([day, good, failed, bytes, behind]) => ({
        ...{ day, good, failed },
        ...(bytes !== null && { sizeBytes: bytes }),
        ...(behind !== null && { behindSeconds: behind }),
      }))
      .reverse();
  }
}

/** Thrown for a history that a newer release wrote. */
export class NewerVersionError extends Error {}

export function historyPath(dataFolder: string): string {
  return join(dataFolder, 'history.sqlite');
}

/** The state of an alias is recorded once, for its target mirror, even if the target is hidden. */
function withoutAliases(mirrors: readonly Mirror[]): Mirror[] {
  const named = mirrors.map((mirror) => ({ ...mirror, cname: mirror.alias ?? mirror.cname }));
  return [...new Map(named.map((mirror) => [mirror.cname, mirror])).values()];
}

/** The visible state of a mirror, to detect changes. */
function seenOf({ sync, size, freshness, tree }: Mirror): string {
  return JSON.stringify([sync, size?.bytes, freshness, ...(tree ? [tree.verdict, tree.behindSeconds] : [])]);
}

/** How long the good ones of the runs took, where both ends are known. */
function goodSeconds(attempts: readonly Attempt[]): number[] {
  return attempts.flatMap(({ isGood, started, ended }) =>
    isGood && started ? (ended.getTime() - started.getTime()) / 1000 : [],
  );
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: PATIENCE_MS });
  try {
    database.exec('PRAGMA synchronous = NORMAL;');
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    if (version === 0) database.exec(`BEGIN; ${SCHEMA} COMMIT;`);
    if (version === 1) database.exec(TO_VERSION_2);
    if (version > SCHEMA_VERSION)
      throw new NewerVersionError(`it is of version ${version}; this release knows up to ${SCHEMA_VERSION}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
