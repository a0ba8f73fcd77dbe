import { wordsIn } from '../../i18n/index.ts';
import type { Language } from '../localized.ts';
import type { Portal } from '../portal.ts';
import type { Day } from '../status/history.ts';
import { type Sign, signs } from '../status/sign.ts';
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
  readonly rows: readonly (StatusRow & {
    /** The last thirty days; missing when no run was seen in them. */
    readonly strip?: StripView;
  })[];
}

/** The runs of the last days of one mirror, and the same in words. */
export interface StripView extends BarsView {
  readonly text: string;
}

/** The status page of one sign; no slug begins with `~`, so it is no mirror's page. */
export function signPage(sign: Sign): PagePath {
  return `/status/~${sign}/`;
}

/** Those that need somebody come first, then in the order of the signs, then by name. */
export function statusRows(portal: Portal, language: Language, now: Date): StatusRow[] {
  return portal.mirrors
    .map((mirror) => statusRow(mirror, portal, language, now))
    .sort((a, b) => signs.indexOf(a.sign) - signs.indexOf(b.sign));
}

/**
 * @param only the one sign to show, without the counts: such a page changes only when its own rows do;
 *   all signs without it
 */
export function statusView(portal: Portal, language: Language, rows: readonly StatusRow[], only?: Sign): StatusView {
  const words = wordsIn(language);
  const name = siteName(portal, language);
  const counted = (sign: Sign) => rows.filter((row) => row.sign === sign).length;
  const heading = only ? `${words.status}: ${words.sign[only]}` : words.status;
  return {
    frame: frameView(portal, language, only ? signPage(only) : '/status/', {
      title: words.title.page(heading, name),
      description: words.description.status(name),
    }),
    heading,
    facts: only ? undefined : { ...factsView(portal), disk: diskView(portal) },
    all: { href: pageToLink('/status/', language, portal), isCurrent: !only, count: only ? undefined : rows.length },
    counts: signs
      .map((sign) => ({
        sign,
        text: words.sign[sign],
        count: only ? undefined : counted(sign),
        href: pageToLink(signPage(sign), language, portal),
        isCurrent: sign === only,
      }))
      .filter(({ count }) => count !== 0),
    rows: rows.filter(({ sign }) => !only || sign === only),
  };
}

/** How many days each row of the table tells of. */
export const STRIP_DAYS = 30;

/**
 * The same with the last days of each mirror.
 *
 * @param known what is remembered of these days, by cname
 * @param names of the days
 */
export function withStrips(
  view: StatusView,
  known: ReadonlyMap<string, readonly Day[]>,
  names: readonly string[],
): StatusView {
  const { runs } = wordsIn(view.frame.language).mirrorPage;
  const toStrip = (days: readonly Day[]): StripView | undefined => {
    const bars = daysToBars(fillDays(days, names));
    return bars.good + bars.failed > 0 ? { ...bars, text: runs(bars.good, bars.failed) } : undefined;
  };
  return { ...view, rows: view.rows.map((row) => ({ ...row, strip: toStrip(known.get(row.remembered) ?? []) })) };
}
