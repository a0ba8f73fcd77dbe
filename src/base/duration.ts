/** The words for spans of time in one language. Plain data, so that a page can hand them to its script. */
export interface DurationUnits {
  readonly second: string;
  readonly minute: string;
  readonly hour: string;
  readonly day: string;
}

const STEPS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A unit serves from two of it on: `90 min` says more than `1.5 h`, and both are as wide. */
const LEAST_COUNT = 2;

/** A span of time, short enough for a column: `45 s`, `90 min`, `2.1 h`, `24 h`, `3.5 d`. */
export function durationText(seconds: number, units: DurationUnits): string {
  const [unit, length] = STEPS.find(([, length]) => seconds >= LEAST_COUNT * length) ?? ['second', 1];
  const isWhole = unit === 'second' || unit === 'minute';
  return `${Number((seconds / length).toFixed(isWhole ? 0 : 1))} ${units[unit]}`;
}
