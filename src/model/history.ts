import type { SyncFacts } from './report.ts';

/*
 * What happened to a mirror, as its sources let it be seen. Every poll shows the end of the last run and the
 * end of the last good one; a run is known by its end, so seeing it twice is seeing it once, and nothing
 * has to be remembered between polls to tell runs apart. A failed run of which a source tells only the
 * beginning, as Yuki does, is known by that.
 */

/** One finished run of a mirror's sync. */
export interface Attempt {
  /** Its end; of a run whose end is not known, its beginning. */
  readonly ended: Date;
  readonly isEndUnknown?: boolean;
  readonly isGood: boolean;
  /** Missing when the source does not report it, or already reports a later run. */
  readonly started?: Date;
}

/** One day of one mirror, in the portal's zone. */
export interface Day {
  /** `2026-08-08`. */
  readonly day: string;
  readonly good: number;
  readonly failed: number;
  /** The last size seen on that day. */
  readonly sizeBytes?: number;
  /** How far behind upstream it was at most, as surveys saw it. */
  readonly behindSeconds?: number;
}

/** A change of a mirror's status, for the feed. */
export interface Change {
  readonly cname: string;
  readonly at: Date;
  readonly from?: string;
  readonly to: string;
}

/** Everything that is remembered of one mirror, for its page. */
export interface MirrorHistory {
  /** The newest first, at most twenty. */
  readonly attempts: readonly Attempt[];
  /** The last ninety days that anything is known of, oldest first. */
  readonly days: readonly Day[];
  /** Median of the runs that went well, when enough of them have both ends. */
  readonly medianSeconds?: number;
}

/**
 * tunasync writes the end of a good run twice, a moment apart: manager/server.go sets `last_update` and
 * `last_ended` from two readings of the clock, which may fall into different seconds.
 */
const SAME_END_MS = 1000;

/** The finished runs that one status shows: at most the last one, and the last good one before it. */
export function syncToAttempts(sync: SyncFacts): Attempt[] {
  const { state, lastSuccess, lastAttempt, started } = sync;
  if (state === 'failed' && !lastAttempt && started && started > (lastSuccess ?? 0)) {
    return [...goodRun(lastSuccess), { ended: started, isEndUnknown: true, isGood: false }];
  }
  if (lastSuccess && (!lastAttempt || isSameEnd(lastSuccess, lastAttempt))) {
    return goodRun(lastSuccess).map((run) => withStart(run, started));
  }
  return [...goodRun(lastSuccess), ...(lastAttempt ? [withStart({ ended: lastAttempt, isGood: false }, started)] : [])];
}

function goodRun(ended: Date | undefined): Attempt[] {
  return ended ? [{ ended, isGood: true }] : [];
}

/**
 * The reference time for deleting old history: now, or the newest end from any source if that is
 * earlier. A clock that jumps ahead by years must not delete the history.
 */
export function surelyReached(statuses: readonly SyncFacts[], now: Date): Date {
  const ends = statuses.flatMap(({ lastAttempt, lastSuccess }) => lastAttempt ?? lastSuccess ?? []);
  // One by one: a call takes no hundred thousand arguments.
  const newestMs = ends.reduce((newest, end) => Math.max(newest, end.getTime()), 0);
  return new Date(Math.min(now.getTime(), newestMs));
}

/** How long the last finished run took, in seconds; undefined when its start is unknown, or during the next run. */
export function lastRunSeconds(sync: SyncFacts): number | undefined {
  const last = syncToAttempts(sync).at(-1);
  return last?.started && (last.ended.getTime() - last.started.getTime()) / 1000;
}

/** Whether two readings of the clock are of the same end of a run. */
export function isSameEnd(a: Date, b: Date): boolean {
  return Math.abs(a.getTime() - b.getTime()) <= SAME_END_MS;
}

/** The start belongs to the last run when it lies before its end; a later one is that of the run under way. */
function withStart(attempt: Attempt, started: Date | undefined): Attempt {
  return started && started.getTime() <= attempt.ended.getTime() ? { ...attempt, started } : attempt;
}

/** The middle of the numbers; the lower one of two. */
export function medianOf(numbers: readonly number[]): number | undefined {
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
}

/** Fewer gaps than this say nothing of a habit. */
const LEAST_GAPS = 3;

/** How often a mirror syncs well, in hours, from the ends of its good runs; undefined while too few are known. */
export function endsToSeenHours(ends: readonly Date[]): number | undefined {
  const sorted = ends.toSorted((a, b) => a.getTime() - b.getTime());
  const gaps = sorted.slice(1).map((end, index) => (end.getTime() - sorted[index]!.getTime()) / 3_600_000);
  return gaps.length >= LEAST_GAPS ? medianOf(gaps) : undefined;
}
