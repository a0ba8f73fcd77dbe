import { HOUR_MS } from '../base/time.ts';
import type { SyncFacts } from './report.ts';
import type { TreeVerdict } from './survey.ts';

/**
 * How much a reader should trust a mirror's content right now, independent of the result of the last sync:
 * "success" three months ago is stale.
 */
export const freshnesses = ['stale', 'late', 'never', 'fresh'] as const;
export type Freshness = (typeof freshnesses)[number];

/** How often a mirror is expected to sync, and who says so. */
export interface Expected {
  readonly everyHours: number;
  readonly from: 'content' | 'history' | 'schedule' | 'default';
}

/**
 * A state that was true hours ago is no state: sources are polled every few minutes. A source's answer that is
 * older counts as stale, when pages are built and in pages that stay open.
 */
export const ANSWER_OLD_AFTER_MS = 3 * HOUR_MS;
/** The default interval, without content, schedule and history: most mirrors sync at least daily. */
const DEFAULT_HOURS = 24;
/** A mirror that syncs every ten minutes is not late after twenty: polls and pages are slower than that. */
const LEAST_HOURS = 1;

/** Missed syncs after which a mirror is late, and stale. */
const LATE_AFTER = 2;
const STALE_AFTER = 6;

/** How far ahead of ours the clock of a source may be, without a remark. */
export const CLOCK_AHEAD_MS = 5 * 60_000;

/** Whether a past time from a source is in the future. */
export function isAhead(time: Date, now: Date): boolean {
  return time.getTime() - now.getTime() > CLOCK_AHEAD_MS;
}

/** Content knows best; then what was seen; then the next date, counted from the end of the last run. */
export function expectedInterval(
  content: number | undefined,
  seenHours: number | undefined,
  { next, lastAttempt, lastSuccess }: SyncFacts,
): Expected {
  if (content !== undefined) return { everyHours: content, from: 'content' };
  if (seenHours !== undefined) return { everyHours: seenHours, from: 'history' };
  const ended = lastAttempt ?? lastSuccess;
  const scheduledHours = next && ended ? (next.getTime() - ended.getTime()) / HOUR_MS : 0;
  return scheduledHours > 0
    ? { everyHours: roundedHours(scheduledHours), from: 'schedule' }
    : { everyHours: DEFAULT_HOURS, from: 'default' };
}

/** Seconds between a program's steps are no part of an interval: 24.00027 hours are 24. */
function roundedHours(hours: number): number {
  return Math.max(0.01, Math.round(hours * 100) / 100);
}

/**
 * A mirror is late after missing two syncs, not one: upstreams publish unevenly, and a page that turns
 * amber every night teaches people to ignore amber. After six it is stale.
 *
 * @returns undefined if freshness has no meaning: a cache, a proxy, an unknown time (also a success whose time
 *   is "never"), or a time in the future
 */
export function freshnessOf(sync: SyncFacts, everyHours: number, now: Date): Freshness | undefined {
  if (sync.state === 'cache' || sync.state === 'proxy') return undefined;
  if (!sync.lastSuccess) return sync.isNeverSynced && sync.state !== 'success' ? 'never' : undefined;
  if (isAhead(sync.lastSuccess, now)) return undefined;
  const hours = (now.getTime() - sync.lastSuccess.getTime()) / HOUR_MS;
  const missed = hours / Math.max(everyHours, LEAST_HOURS);
  if (missed < LATE_AFTER) return 'fresh';
  return missed < STALE_AFTER ? 'late' : 'stale';
}

/** When the freshness of a mirror changes while its status does not. */
export function freshnessMoments({ lastSuccess }: SyncFacts, everyHours: number): Date[] {
  if (!lastSuccess) return [];
  const everyMs = Math.max(everyHours, LEAST_HOURS) * HOUR_MS;
  const afterMs = [-CLOCK_AHEAD_MS, LATE_AFTER * everyMs, STALE_AFTER * everyMs];
  return afterMs.map((ms) => new Date(lastSuccess.getTime() + ms));
}

/** What is in a tree says more of its age than the time of a sync. */
export const freshnessOfTree: Readonly<Partial<Record<TreeVerdict, Freshness>>> = {
  current: 'fresh',
  late: 'late',
  stale: 'stale',
};
