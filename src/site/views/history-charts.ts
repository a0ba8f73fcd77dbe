import type { Day, MirrorHistory } from '../../model/history.ts';
import { BAR_STEP, type BarsView, daysToBars, fillDays } from './bars.ts';
import { type DayRow, daysToRows } from './day-rows.ts';

/** A number over the same ninety days. */
export interface LineView {
  readonly width: number;
  readonly height: number;
  readonly d: string;
  readonly least: number;
  readonly most: number;
}

/** The last days of one mirror, drawn. */
export interface HistoryCharts {
  readonly bars: BarsView;
  /** In bytes. */
  readonly sizeLine?: LineView | undefined;
  /** How far it was behind upstream, in seconds. */
  readonly behindLine?: LineView | undefined;
  /** The same as a table. */
  readonly rows: readonly DayRow[];
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Number of days on a mirror's page. */
export const CHART_DAYS = 90;
const LINE_HEIGHT = 48;

/** @param names of the days, today at the end */
function historyToCharts(history: MirrorHistory, names: readonly string[]): HistoryCharts {
  const days = fillDays(history.days, names);
  return {
    bars: daysToBars(days),
    sizeLine: daysToLine(days, ({ sizeBytes }) => sizeBytes),
    behindLine: daysToLine(days, ({ behindSeconds }) => behindSeconds, 0),
    rows: daysToRows(days),
    firstDay: names[0]!,
    lastDay: names.at(-1)!,
  };
}

/**
 * A stepped line: a value holds until the next one is seen.
 *
 * @param floor the lowest value that the line has room for; without it, the lowest that was seen
 */
function daysToLine(
  days: readonly Day[],
  numberOf: (day: Day) => number | undefined,
  floor?: number,
): LineView | undefined {
  const seen = days.flatMap((day, index) => {
    const value = numberOf(day);
    return value === undefined ? [] : { x: index * BAR_STEP, value };
  });
  if (seen.length < 2) return undefined;
  const values = seen.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const bottom = floor ?? least;
  const y = (value: number) => Math.round(2 + (LINE_HEIGHT - 4) * (1 - (value - bottom) / (most - bottom || 1)));
  const steps = seen.slice(1).map(({ x, value }) => `H${x}V${y(value)}`);
  return {
    width: days.length * BAR_STEP,
    height: LINE_HEIGHT,
    d: `M${seen[0]!.x} ${y(seen[0]!.value)}${steps.join('')}H${days.length * BAR_STEP}`,
    ...{ least, most },
  };
}

/** What is remembered of a mirror, and how it is drawn: the same in all languages. */
export interface Remembered {
  readonly history: MirrorHistory;
  readonly charts: HistoryCharts;
}

/** @param names of the days, today at the end */
export function rememberedOf(history: MirrorHistory, names: readonly string[]): Remembered {
  return { history, charts: historyToCharts(history, names) };
}
