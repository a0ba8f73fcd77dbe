import type { Day } from '../../model/history.ts';

/** Consecutive equal days are one row, because ninety equal rows are useless. */
export interface DayRow {
  readonly first: string;
  /** Missing when it is one day. */
  readonly last?: string;
  /** Runs that went well, on each of the days. */
  readonly good: number;
  readonly failed: number;
}

/**
 * The table behind the bars, the newest first; days without a run are left out.
 *
 * @param days consecutive, oldest first
 */
export function daysToRows(days: readonly Day[]): DayRow[] {
  const rows: DayRow[] = [];
  days.forEach(({ day, good, failed }, index) => {
    if (good + failed === 0) return;
    const before = days[index - 1];
    const row = rows.at(-1);
    if (row && before?.good === good && before.failed === failed) rows[rows.length - 1] = { ...row, last: day };
    else rows.push({ first: day, good, failed });
  });
  return rows.reverse();
}
