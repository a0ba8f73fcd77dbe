import type { Day } from '../../model/history.ts';

export type DayLevel = 'good' | 'mixed' | 'bad' | 'none';

/** The runs of some days, a bar a day. */
export interface BarsView {
  readonly width: number;
  readonly height: number;
  /** One SVG path per level. Days in a row are one line; the style sheet dashes it into bars. */
  readonly paths: readonly { readonly level: DayLevel; readonly d: string }[];
  readonly good: number;
  readonly failed: number;
}

/** From one bar to the next; the style sheet leaves a third of it empty. */
export const BAR_STEP = 3;
const BARS_HEIGHT = 12;
/** A worse day is a shorter bar, for readers who cannot distinguish colours. The style sheet uses this width. */
const BAR_HEIGHTS: Readonly<Record<DayLevel, number>> = { good: BARS_HEIGHT, mixed: 8, bad: 4, none: 1 };
const DAY_MS = 86_400_000;

/**
 * The names of the last days, today at the end. Counted by the calendar: 24 hours before now is not always
 * the day before.
 *
 * @param today `2026-08-08`
 */
export function lastDays(count: number, today: string): string[] {
  const end = Date.parse(today);
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

/**
 * These days, also those that nothing is known of.
 *
 * @param known oldest first, like the names
 */
export function fillDays(known: readonly Day[], names: readonly string[]): Day[] {
  let next = 0;
  return names.map((day) => {
    while (next < known.length && known[next]!.day < day) next++;
    return known[next]?.day === day ? known[next]! : { day, good: 0, failed: 0 };
  });
}

export function daysToBars(days: readonly Day[]): BarsView {
  const levels = days.map(dayToLevel);
  const paths = new Map<DayLevel, string>();
  for (let from = 0, to = 0; from < levels.length; from = to) {
    const level = levels[from]!;
    while (levels[to] === level) to++;
    const line = `M${from * BAR_STEP} ${BARS_HEIGHT - BAR_HEIGHTS[level] / 2}h${(to - from) * BAR_STEP}`;
    paths.set(level, (paths.get(level) ?? '') + line);
  }
  return {
    width: days.length * BAR_STEP,
    height: BARS_HEIGHT,
    paths: [...paths].map(([level, d]) => ({ level, d })),
    good: days.reduce((sum, { good }) => sum + good, 0),
    failed: days.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function dayToLevel({ good, failed }: Day): DayLevel {
  if (good + failed === 0) return 'none';
  if (failed === 0) return 'good';
  return good > 0 ? 'mixed' : 'bad';
}
