import { bytesToText } from '../../base/size.ts';
import type { Day, MirrorHistory } from '../../model/history.ts';
import { BAR_STEP, type BarsView, daysToBars, fillDays } from './bars.ts';
import { type DayRow, daysToRows } from './day-rows.ts';

/** The size over the same ninety days. */
export interface SizeLineView {
  readonly width: number;
  readonly height: number;
  readonly d: string;
  readonly least: string;
  readonly most: string;
}

/** The last days of one mirror, drawn. */
export interface HistoryCharts {
  readonly bars: BarsView;
  readonly sizeLine?: SizeLineView;
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
    sizeLine: daysToSizeLine(days),
    rows: daysToRows(days),
    firstDay: names[0]!,
    lastDay: names.at(-1)!,
  };
}

/** A stepped line: a size holds until the next one is seen. */
function daysToSizeLine(days: readonly Day[]): SizeLineView | undefined {
  const seen = days.flatMap(({ sizeBytes }, index) =>
    sizeBytes === undefined ? [] : { x: index * BAR_STEP, sizeBytes },
  );
  if (seen.length < 2) return undefined;
  const sizes = seen.map(({ sizeBytes }) => sizeBytes);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const y = (bytes: number) => Math.round(2 + (LINE_HEIGHT - 4) * (1 - (bytes - least) / (most - least || 1)));
  const steps = seen.slice(1).map(({ x, sizeBytes }) => `H${x}V${y(sizeBytes)}`);
  return {
    width: days.length * BAR_STEP,
    height: LINE_HEIGHT,
    d: `M${seen[0]!.x} ${y(seen[0]!.sizeBytes)}${steps.join('')}H${days.length * BAR_STEP}`,
    least: bytesToText(least),
    most: bytesToText(most),
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
