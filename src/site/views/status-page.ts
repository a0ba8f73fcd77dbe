import type { Language } from '../../core/localized.ts';
import type { Portal } from '../../core/portal.ts';
import type { Day } from '../../core/status/history.ts';
import { type Sign, signs } from '../../core/status/sign.ts';
import { wordsIn } from '../../i18n/index.ts';
import { type BarsView, daysToBars, fillDays } from './bars.ts';
import { diskView, type FactsView, factsView } from './facts.ts';
import { type FrameView, frameView, siteName } from './frame.ts';
import { type StatusRow, statusRow } from './mirror-row.ts';
import { type PagePath, pageToLink } from './paths.ts';

export interface StatusView {
  readonly frame: FrameView;
  readonly heading: string;
  readonly facts?: FactsView;
  readonly all: { readonly href: string; readonly isCurrent: boolean; readonly count?: number };
  /** How many mirrors have each sign, and the page that shows just these. */
  readonly counts: readonly {
    readonly sign: Sign;
    readonly text: string;
    readonly count?: number;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  readonly rows: readonly TableRow[];
}

export interface TableRow extends StatusRow {
  /** The last thirty days; missing when no run was seen in them. */
  readonly strip?: StripView | undefined;
}

/** The runs of the last days of one mirror, and the same in words. */
export interface StripView extends BarsView {
  readonly text: string;
}

/** The page of all mirrors, or of those with one sign; no slug begins with `~`, so it is no mirror's page. */
export function statusPage(only?: Sign): PagePath {
  return only ? `/status/~${only}/` : '/status/';
}

/**
 * Those that need somebody come first, then in the order of the signs, then by name.
 *
 * @param strips the last days of the mirrors, by cname; without those that nothing is known of
 */
export function statusRows(
  portal: Portal,
  language: Language,
  now: Date,
  strips: ReadonlyMap<string, BarsView>,
): TableRow[] {
  const { runs } = wordsIn(language).mirrorPage;
  const toStrip = (bars?: BarsView): StripView | undefined => bars && { ...bars, text: runs(bars.good, bars.failed) };
  return portal.mirrors
    .map((mirror) => statusRow(mirror, portal, language, now))
    .map((row) => ({ ...row, strip: toStrip(strips.get(row.remembered)) }))
    .sort((a, b) => signs.indexOf(a.sign) - signs.indexOf(b.sign));
}

/**
 * @param only the one sign to show, without the counts: such a page changes only when its own rows do;
 *   all signs without it
 */
export function statusView(portal: Portal, language: Language, rows: readonly TableRow[], only?: Sign): StatusView {
  const words = wordsIn(language);
  const counted = (sign: Sign) => rows.filter((row) => row.sign === sign).length;
  return {
    frame: statusFrame(portal, language, only),
    heading: statusHeading(language, only),
    facts: only ? undefined : statusFacts(portal),
    all: { href: pageToLink('/status/', language, portal), isCurrent: !only, count: only ? undefined : rows.length },
    counts: signs
      .map((sign) => ({
        sign,
        text: words.sign[sign],
        count: only ? undefined : counted(sign),
        href: pageToLink(statusPage(sign), language, portal),
        isCurrent: sign === only,
      }))
      .filter(({ count }) => count !== 0),
    rows: rows.filter(({ sign }) => !only || sign === only),
  };
}

/** What is around the table. */
export function statusFrame(portal: Portal, language: Language, only?: Sign): FrameView {
  const words = wordsIn(language);
  const name = siteName(portal, language);
  return frameView(portal, language, statusPage(only), {
    title: words.title.page(statusHeading(language, only), name),
    description: words.description.status(name),
  });
}

function statusHeading(language: Language, only?: Sign): string {
  const words = wordsIn(language);
  return only ? `${words.status}: ${words.sign[only]}` : words.status;
}

/** What stands above the table of all mirrors. */
export function statusFacts(portal: Portal): FactsView {
  return { ...factsView(portal), disk: diskView(portal) };
}

/** How many days each row of the table tells of. */
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
