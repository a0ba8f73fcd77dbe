import type { Change } from '../model/history.ts';

/** Statuses between two failures: a failing mirror is tried again and again, and gets old. */
const BETWEEN_FAILURES: ReadonlySet<string> = new Set(['failed', 'syncing', 'pending', 'late', 'stale']);

/**
 * Since when the syncs of mirrors fail, by cname; mirrors whose last ended sync went well are left out, and so are those of
 * which the history knows no beginning.
 *
 * @param changes in any order
 */
export function failedSinceOf(changes: readonly Change[]): ReadonlyMap<string, Date> {
  const since = new Map<string, Date>();
  for (const [cname, own] of Map.groupBy(changes, ({ cname }) => cname)) {
    const newestFirst = own.toSorted((a, b) => b.at.getTime() - a.at.getTime());
    const end = newestFirst.findIndex(({ to }) => !BETWEEN_FAILURES.has(to));
    const failing = newestFirst.slice(0, end < 0 ? undefined : end);
    const first = failing.findLast(({ to }) => to === 'failed');
    if (first) since.set(cname, first.at);
  }
  return since;
}
