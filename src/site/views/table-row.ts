import type { Language } from '../../base/localized.ts';
import type { Day } from '../../model/history.ts';
import type { Mirror } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import { type BarsView, daysToBars, fillDays } from './bars.ts';
import { type RowSite, type StatusRow, statusRow } from './mirror-row.ts';

/** The runs of the last days of one mirror, and the same in words. */
export interface StripView extends BarsView {
  readonly text: string;
}

/** A row of the tables of states. */
export interface TableRow extends StatusRow {
  /** The last thirty days; missing when no run was seen in them. */
  readonly strip?: StripView | undefined;
}

/** @param strips the last days of the mirrors, by cname; without those that nothing is known of */
export function tableRow(
  mirror: Mirror,
  site: RowSite,
  language: Language,
  strips: ReadonlyMap<string, BarsView>,
): TableRow {
  const { runs } = wordsIn(language).mirrorPage;
  const row = statusRow(mirror, site, language);
  const bars = strips.get(row.remembered);
  return { ...row, strip: bars && { ...bars, text: runs(bars.good, bars.failed) } };
}

/** Number of days in each row of the table. */
export const STRIP_DAYS = 30;

/**
 * The last days of each mirror of which any run is known, by cname.
 *
 * @param known what is remembered of these days, by cname
 * @param names of the days
 */
export function daysToStrips(
  known: ReadonlyMap<string, readonly Day[]>,
  names: readonly string[],
): Map<string, BarsView> {
  const strips = [...known].map(([cname, days]) => [cname, daysToBars(fillDays(days, names))] as const);
  return new Map(strips.filter(([, { good, failed }]) => good + failed > 0));
}
