import type { Language } from '../../base/localized.ts';
import type { Day } from '../../model/history.ts';
import type { Mirror } from '../../model/portal.ts';
import { type Sign, signOf, signs } from '../../model/sign.ts';
import { wordsIn } from '../../words/index.ts';
import type { SiteContext } from '../context.ts';
import { once, page } from '../page.ts';
import type { ViewTools } from '../tools.ts';
import { type BarsView, daysToBars, fillDays } from '../views/bars.ts';
import { diskView, type FactsView, factsView } from '../views/facts.ts';
import { type RowSite, rowSite, type StatusRow, statusRow } from '../views/mirror-row.ts';
import { type PagePath, pageToLink, type SiteAddress } from '../views/paths.ts';
import type { Framed } from '../views.ts';

export interface StatusView extends Framed {
  readonly heading: string;
  readonly facts?: FactsView | undefined;
  readonly all: { readonly href: string; readonly isCurrent: boolean; readonly count?: number | undefined };
  /** How many mirrors have each sign, and the page that shows just these. */
  readonly counts: readonly {
    readonly sign: Sign;
    readonly text: string;
    readonly count?: number | undefined;
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
function statusPage(only?: Sign): PagePath {
  return only ? `/status/~${only}/` : '/status/';
}

/** The table of the states of all mirrors. */
export const status = page({
  route: '/status/',
  template: '/status',
  section: 'status',
  isInNavigation: true,
  inSitemap: true,
  each: once,
  inputs: (_, context) => ({
    ...tableInputs(context.portal.mirrors, context),
    facts: { ...factsView(context.portal), disk: diskView(context.portal) },
  }),
  withoutHistory: ({ facts, mirrors, site }) => [facts, mirrors, site],
  title: (_, language, siteName) => tableTexts(wordsIn(language).status, language, siteName),
  view: ({ facts, ...table }, language, tools) => {
    const rows = tableRows(table, language, tools);
    const countOf = (sign: Sign) => rows.filter((row) => row.sign === sign).length;
    const counts = countViews(table.site, language).map((view) => ({ ...view, count: countOf(view.sign) }));
    return {
      heading: wordsIn(language).status,
      facts,
      all: { href: pageToLink('/status/', language, table.site), isCurrent: true, count: rows.length },
      counts: counts.filter(({ count }) => count > 0),
      rows,
    };
  },
});

/** The table of the mirrors with one sign, without counts: it changes only when its own rows do. */
export const statusOfSign = page({
  route: '/status/~[sign]/',
  template: '/status',
  section: 'status',
  each: () => signs.map((sign) => ({ sign })),
  params: ({ sign }) => ({ sign }),
  inputs: ({ sign }, context) => ({
    sign,
    ...tableInputs(
      context.portal.mirrors.filter((mirror) => signOf(mirror) === sign),
      context,
    ),
  }),
  withoutHistory: ({ mirrors, site }) => [mirrors, site],
  title: ({ sign }, language, siteName) => tableTexts(headingOf(sign, language), language, siteName),
  view: ({ sign, ...table }, language, tools) => ({
    heading: headingOf(sign, language),
    all: { href: pageToLink('/status/', language, table.site), isCurrent: false },
    counts: countViews(table.site, language, sign),
    rows: tableRows(table, language, tools),
  }),
});

/** What a table of states is made from. */
interface TableInputs {
  readonly mirrors: readonly Mirror[];
  readonly site: RowSite;
  /** What is drawn day by day ends today. */
  readonly today: string;
  /** The history has something new of a mirror only when its revision is new. */
  readonly revisions: readonly (number | undefined)[];
}

function tableInputs(mirrors: readonly Mirror[], { portal, today, history }: SiteContext): TableInputs {
  const revisions = mirrors.map(({ alias, cname }) => history?.revisionOf(alias ?? cname));
  return { mirrors, site: rowSite(portal), today, revisions };
}

function headingOf(sign: Sign, language: Language): string {
  const words = wordsIn(language);
  return `${words.status}: ${words.sign[sign]}`;
}

function tableTexts(heading: string, language: Language, siteName: string) {
  const { title, description } = wordsIn(language);
  return { title: title.page(heading, siteName), description: description.status(siteName) };
}

function countViews(site: SiteAddress, language: Language, current?: Sign): StatusView['counts'] {
  const words = wordsIn(language);
  return signs.map((sign) => ({
    sign,
    text: words.sign[sign],
    href: pageToLink(statusPage(sign), language, site),
    isCurrent: sign === current,
  }));
}

/** Those that need somebody come first, then in the order of the signs, then by name. */
function tableRows(
  { mirrors, site, today }: TableInputs,
  language: Language,
  { strips, rowOnce }: Pick<ViewTools, 'strips' | 'rowOnce'>,
): TableRow[] {
  const known = strips(today);
  return mirrors
    .map((mirror) => rowOnce(mirror, language, () => tableRow(mirror, site, language, known)))
    .sort((a, b) => signs.indexOf(a.sign) - signs.indexOf(b.sign));
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
