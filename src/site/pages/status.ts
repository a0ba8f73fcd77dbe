import type { Language } from '../../base/localized.ts';
import type { Mirror } from '../../model/portal.ts';
import { possibleStatuses, type Status, statuses, statusOf } from '../../model/status.ts';
import type { PagePath } from '../../serving/paths.ts';
import { wordsIn } from '../../words/index.ts';
import type { SiteContext } from '../context.ts';
import { once, page } from '../page.ts';
import type { ViewTools } from '../tools.ts';
import { diskView, type FactsView, factsView } from '../views/facts.ts';
import { type RowSite, rowSite } from '../views/mirror-row.ts';
import { pageToLink } from '../views/paths.ts';
import { type TableRow, tableRow } from '../views/table-row.ts';
import { incidentsLink } from './incidents.ts';

export interface StatusView {
  readonly heading: string;
  readonly facts?: FactsView | undefined;
  /** The history of incidents, where there is any. */
  readonly incidents?: string | undefined;
  readonly all: { readonly href: string; readonly isCurrent: boolean; readonly count?: number | undefined };
  /** How many mirrors have each status, and the page that shows just these. */
  readonly counts: readonly {
    readonly status: Status;
    readonly text: string;
    readonly count?: number | undefined;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  readonly rows: readonly TableRow[];
}

/** The page of all mirrors, or of those with one status; no slug begins with `~`, so it is no mirror's page. */
function statusPage(only?: Status): PagePath {
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
  subject: () => 'everything',
  inputs: (_, context, language) => ({
    incidents: incidentsLink(context.portal, language),
    ...tableInputs(context.portal.mirrors, context),
    facts: { ...factsView(context.portal), disk: diskView(context.portal) },
  }),
  withoutHistory: ({ facts, incidents, mirrors, site }) => [facts, incidents, mirrors, site],
  title: (_, language, siteName) => tableTexts(wordsIn(language).status, language, siteName),
  view: ({ facts, incidents, ...table }, language, tools): StatusView => {
    const rows = tableRows(table, language, tools);
    const countOf = (status: Status) => rows.filter((row) => row.status === status).length;
    const counts = countViews(table, language).map((view) => ({ ...view, count: countOf(view.status) }));
    return {
      heading: wordsIn(language).status,
      facts,
      incidents,
      all: { href: pageToLink('/status/', language, table.site), isCurrent: true, count: rows.length },
      counts: counts.filter(({ count }) => count > 0),
      rows,
    };
  },
});

/** The table of the mirrors with one status, without counts: it changes only when its own rows do. */
export const statusByName = page({
  route: '/status/~[status]/',
  template: '/status',
  section: 'status',
  each: ({ portal }) => possibleStatuses(portal.survey !== undefined).map((status) => ({ status })),
  params: ({ status }) => ({ status }),
  inputs: ({ status }, context) => ({
    status,
    ...tableInputs(
      context.portal.mirrors.filter((mirror) => statusOf(mirror) === status),
      context,
    ),
  }),
  withoutHistory: ({ mirrors, site }) => [mirrors, site],
  title: ({ status }, language, siteName) => tableTexts(headingOf(status, language), language, siteName),
  view: ({ status, ...table }, language, tools): StatusView => ({
    heading: headingOf(status, language),
    all: { href: pageToLink('/status/', language, table.site), isCurrent: false },
    counts: countViews(table, language, status),
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
  readonly isSurveyed: boolean;
}

function tableInputs(mirrors: readonly Mirror[], { portal, today, history }: SiteContext): TableInputs {
  const revisions = mirrors.map(({ alias, cname }) => history?.revisionOf(alias ?? cname));
  return { mirrors, site: rowSite(portal), today, revisions, isSurveyed: portal.survey !== undefined };
}

function headingOf(status: Status, language: Language): string {
  const words = wordsIn(language);
  return `${words.status}: ${words.statusWord[status]}`;
}

function tableTexts(heading: string, language: Language, siteName: string) {
  const { title, description } = wordsIn(language);
  return { title: title.page(heading, siteName), description: description.status(siteName) };
}

function countViews({ site, isSurveyed }: TableInputs, language: Language, current?: Status): StatusView['counts'] {
  const words = wordsIn(language);
  return possibleStatuses(isSurveyed).map((status) => ({
    status,
    text: words.statusWord[status],
    href: pageToLink(statusPage(status), language, site),
    isCurrent: status === current,
  }));
}

/** Mirrors that need attention come first, then the order is by status, then by name. */
function tableRows(
  { mirrors, site, today }: TableInputs,
  language: Language,
  { strips, rowOnce }: Pick<ViewTools, 'strips' | 'rowOnce'>,
): TableRow[] {
  const known = strips(today);
  return mirrors
    .map((mirror) => rowOnce(mirror, language, () => tableRow(mirror, site, language, known)))
    .sort((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status));
}
