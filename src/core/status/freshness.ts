import type { SyncStatus } from '../sources/report.ts';

/**
 * How much a reader should trust a mirror's content right now, whatever the last sync said of itself:
 * "success" beside a three-month-old time is stale.
 */
export const freshnesses = ['stale', 'late', 'never', 'fresh'] as const;
export type Freshness = (typeof freshnesses)[number];

/** How often a mirror is expected to sync, and who says so. */
export interface Expected {
  readonly everyHours: number;
  readonly from: 'content' | 'history' | 'schedule' | 'default';
}

const HOUR_MS = 3_600_000;
/**
 * A state that was true hours ago is no state: sources are polled every few minutes. A source's answer that is
 * older counts as stale, when pages are built and in pages that stay open.
 */
export const ANSWER_OLD_AFTER_MS = 3 * HOUR_MS;
/** Nobody said, nothing is scheduled and nothing was seen: most mirrors sync at least daily. */
const DEFAULT_HOURS = 24;
/** A mirror that syncs every ten minutes is not late after twenty: polls and pages are slower than that. */
const LEAST_HOURS = 1;

/** Content knows best; then what was seen; then the next date, counted from the end of the last run. */
export function expectedInterval(
  content: number | undefined,
  seenHours: number | undefined,
  { next, lastAttempt, lastSuccess }: SyncStatus,
): Expected {
  if (content !== undefined) return { everyHours: content, from: 'content' };
  if (seenHours !== undefined) return { everyHours: seenHours, from: 'history' };
  const ended = lastAttempt ?? lastSuccess;
  const scheduledHours = next && ended ? (next.getTime() - ended.getTime()) / HOUR_MS : 0;
  return scheduledHours > 0
    ? { everyHours: scheduledHours, from: 'schedule' }
    : { everyHours: DEFAULT_HOURS, from: 'default' };
}

/**
 * A mirror is late after missing two syncs, not one: upstreams publish unevenly, and a page that turns
 * amber every night teaches people to ignore amber. After six it is stale.
 *
 * @returns undefined where there is nothing to be fresh: a cache, a proxy, or a time nobody told
 */
export function freshnessOf(status: SyncStatus, everyHours: number, now: Date): Freshness | undefined {
  if (status.state === 'cache' || status.state === 'proxy') return undefined;
  if (!status.lastSuccess) return status.isNeverSynced ? 'never' : undefined;
  const hours = (now.getTime() - status.lastSuccess.getTime()) / HOUR_MS;
  const missed = hours / Math.max(everyHours, LEAST_HOURS);
  if (missed < 2) return 'fresh';
  return missed < 6 ? 'late' : 'stale';
}
