import { subDays } from 'date-fns/subDays';
import { siteBasePath } from './address.ts';
import { pickLanguage } from './help/pick-language.ts';
import type { Language } from './localized.ts';
import type { Mirror, MirrorHelp, Portal } from './portal.ts';
import { changesToEvents } from './status/events.ts';
import type { Change, Day, MirrorHistory } from './status/history.ts';
import { type Sign, signs } from './status/sign.ts';
import { aboutFrame, aboutView } from './views/about-page.ts';
import { apiSchemas } from './views/api-schema.ts';
import { mirrorToBadge } from './views/badge.ts';
import { lastDays } from './views/bars.ts';
import { eventsToFeed, feedPage } from './views/feed.ts';
import { frameView } from './views/frame.ts';
import { type HelpDrawer, type HelpView, helpLinks, helpRequest, helpViewBase } from './views/help-page.ts';
import { CHART_DAYS, historyToCharts } from './views/history-charts.ts';
import { type ListingPart, listingPath, listingView } from './views/listing.ts';
import { portalToMetrics } from './views/metrics.ts';
import { mirrorPage, mirrorPageView, type Remembered } from './views/mirror-page.ts';
import { portalToMirrorz } from './views/mirrorz-json.ts';
import {
  type DocumentView,
  helpIndexView,
  indexView,
  notFoundView,
  pickDocument,
  type RenderMarkdown,
} from './views/pages.ts';
import { helpPage, type PagePath, pageToPath, pathToFile } from './views/paths.ts';
import { portalToRobots } from './views/robots.ts';
import { pagesToSitemap } from './views/sitemap.ts';
import { mirrorToJson, portalToStatusJson } from './views/status-json.ts';
import { STRIP_DAYS, signPage, statusRows, statusView, withStrips } from './views/status-page.ts';
import { portalToStatusText } from './views/status-text.ts';
import { dayIn } from './views/time.ts';
import { portalToTunasync } from './views/tunasync-json.ts';

/** A file of the site, and what it is made from. */
interface FilePlan {
  /** Below the output folder: `en/status/index.html`. */
  readonly file: string;
  /** Everything that decides what is in the file; equal inputs make equal files. */
  readonly inputs: readonly unknown[];
  /** What else than the history it is made from, of a file that is made from that. */
  readonly base?: unknown;
  /** The history cannot be read, so a file of the same base that is there is better than this one. */
  readonly isPartial?: boolean;
}

/** A page to draw. */
export interface PagePlan extends FilePlan {
  /** Address below the site: `/en/status/`. */
  readonly path: PagePath;
  /** The Astro page that draws it: `/status/`. */
  readonly route: PagePath;
  /** Only what stands on one side of the files, of the page around a list of files. */
  readonly part?: ListingPart;
  /** What the Astro page shows; asked for only when the inputs are new. */
  readonly view: () => Promise<unknown>;
}

/** A file to write as it is; its text is asked for only when the inputs are new. */
export interface TextPlan extends FilePlan {
  readonly text: () => Promise<string> | string;
}

/** Everything the site consists of, but for the compiled assets. */
export interface SitePlan {
  readonly pages: readonly PagePlan[];
  readonly texts: readonly TextPlan[];
}

/** What is remembered of the mirrors; read only when a page asks for it. */
export interface HistoryReader {
  /** Changes whenever something is remembered of the mirror. */
  revisionOf(cname: string): number | undefined;
  of(cname: string): MirrorHistory;
  /** The days of every mirror from one on, by cname, oldest first, without sizes; one query. */
  daysSince(day: string): ReadonlyMap<string, readonly Day[]>;
  /** Changes of signs since a moment. */
  changes(since: Date): readonly Change[];
}

/** What pages are made with, beside the portal. */
export interface Means {
  readonly renderMarkdown: RenderMarkdown;
  readonly help: HelpDrawer;
  /** Missing when it cannot be read. */
  readonly history?: HistoryReader | undefined;
  /** Whether the texts of the pages are indexed, so that they can be searched. */
  readonly hasSearch?: boolean;
}

/** Decide every page and file of the site. Draws and writes nothing. */
export function planSite(portal: Portal, now: Date, means: Means): SitePlan {
  const help = portal.languages.map((language) => planHelp(portal, language, now, means.help));
  return {
    pages: [
      ...portal.languages.flatMap((language) => planPages(portal, language, now, means)),
      ...planMirrorPages(portal, now, means.history),
      ...help.flatMap(({ pages }) => pages),
      ...planListings(portal, now),
    ],
    texts: [
      ...planDocuments(portal, now),
      ...portal.mirrors.flatMap((mirror) => planMirrorTexts(mirror, portal)),
      ...help.flatMap(({ texts }) => texts),
      ...planFeeds(portal, means.history, now),
      planSitemap(portal),
    ],
  };
}

/** The files that tell of all mirrors at once. */
function planDocuments(portal: Portal, now: Date): TextPlan[] {
  // Documents are written, and pages are made from documents' texts; here it matters only which there are.
  const everything = { ...portal, help: [...portal.help.keys()], pages: [] };
  // Mirrors are new for some days.
  const today = dayIn(portal.timeZone)(now);
  const documents: readonly [file: string, text: (portal: Portal) => string][] = [
    ['mirrorz.json', (portal) => toJson(portalToMirrorz(portal, now))],
    ['api/status.json', (portal) => toJson(portalToStatusJson(portal))],
    ['api/tunasync.json', (portal) => toJson(portalToTunasync(portal))],
    ['metrics', portalToMetrics],
    ['status.txt', portalToStatusText],
    ['robots.txt', portalToRobots],
  ];
  return [
    ...documents.map(([file, text]) => ({ file, inputs: [everything, today], text: () => text(portal) })),
    ...apiSchemas(portal.site.url).map(({ file, text }) => ({ file, inputs: [text], text: () => text })),
  ];
}

function planSitemap(portal: Portal): TextPlan {
  const helped = portal.mirrors.filter(({ cname }) => portal.help.has(cname));
  const pages: PagePath[] = [
    ...(['/', '/status/', '/help/', '/about/'] as const),
    ...helped.map(({ slug }) => helpPage(slug)),
    ...portal.mirrors.map(({ slug }) => mirrorPage(slug)),
  ];
  return {
    file: 'sitemap.xml',
    inputs: [portal.site.url, ...portal.languages, pages],
    text: () => pagesToSitemap(pages, portal),
  };
}

/** How far back the feed goes; a reader that was away for longer has other worries. */
const FEED_DAYS = 30;

function planFeeds(portal: Portal, history: HistoryReader | undefined, now: Date): TextPlan[] {
  const events = changesToEvents(history?.changes(subDays(now, FEED_DAYS)) ?? [], now);
  const names = portal.mirrors.map(({ cname, slug, name }) => ({ cname, slug, name }));
  return portal.languages.map((language) => ({
    file: pathToFile(pageToPath(feedPage, language, portal)),
    inputs: [language, portal.site, events, names],
    isPartial: !history,
    text: () => eventsToFeed(events, portal, language),
  }));
}

function planPages(portal: Portal, language: Language, now: Date, means: Means): PagePlan[] {
  const { renderMarkdown, history, hasSearch = false } = means;
  const basePath = siteBasePath(portal.site.url);
  const plan = (page: PagePath, view: object, route: PagePath = page): PagePlan =>
    toPlan(page, [view], async () => view, route);
  const rows = statusRows(portal, language, now);
  // What is drawn day by day ends today, so those pages change when the day does.
  const today = dayIn(portal.timeZone)(now);
  const stripDays = lastDays(STRIP_DAYS, today);
  return [
    plan('/', indexView(portal, language, now)),
    ...[undefined, ...signs].map(planStatus),
    plan('/help/', helpIndexView(portal, language, hasSearch)),
    planAbout(),
    plan('/404.html', notFoundView(portal, language), '/404'),
  ];

  function toPlan(page: PagePath, inputs: readonly unknown[], view: () => Promise<unknown>, route = page): PagePlan {
    const path = pageToPath(page, language, portal);
    return { file: pathToFile(path), path, route, inputs, view };
  }

  /** The history is read only when a page is drawn; it has news of a mirror only when its revision is new. */
  function planStatus(sign: Sign | undefined): PagePlan {
    const base = statusView(portal, language, rows, sign);
    const revisions = base.rows.map(({ remembered }) => history?.revisionOf(remembered));
    const view = async () => withStrips(base, history?.daysSince(stripDays[0]!) ?? new Map(), stripDays);
    return {
      ...toPlan(sign ? signPage(sign) : '/status/', [base, revisions, today], view, '/status/'),
      base,
      isPartial: !history,
    };
  }

  function planAbout(): PagePlan {
    const translated = portal.pages.get('about');
    const picked = translated && pickDocument(translated, language);
    const rendered = async (): Promise<DocumentView | undefined> =>
      picked && { html: await renderMarkdown(picked.document.text, basePath), otherLanguage: picked.otherLanguage };
    const inputs = [aboutFrame(portal, language), portal.site, picked?.document.text];
    return toPlan('/about/', inputs, async () => aboutView(portal, language, await rendered()));
  }
}

/** Languages inside mirrors: what is remembered of one is read once, and let go. */
function planMirrorPages(portal: Portal, now: Date, history: HistoryReader | undefined): PagePlan[] {
  const names = lastDays(CHART_DAYS, dayIn(portal.timeZone)(now));
  const frames = portal.languages.map((language) =>
    frameView(portal, language, '/status/', { title: '', description: '' }),
  );
  let last: (Remembered & { readonly cname: string }) | undefined;
  const recall = (cname: string): Remembered | undefined => {
    if (history && last?.cname !== cname) last = { cname, ...withCharts(history.of(cname), names) };
    return last;
  };
  return portal.mirrors.flatMap((mirror) => {
    // What is expected of a mirror, and so how fresh it is, may come from its history too.
    const { expected, freshness, ...base } = mirror;
    const remembered = mirror.alias ?? mirror.cname;
    const rest = [mirror, portal.help.has(mirror.cname), history?.revisionOf(remembered), names.at(-1)];
    return portal.languages.map((language, index) => {
      const path = pageToPath(mirrorPage(mirror.slug), language, portal);
      return {
        file: pathToFile(path),
        path,
        route: mirrorPage(mirror.slug),
        inputs: [frames[index], ...rest],
        base,
        isPartial: !history,
        view: async () => mirrorPageView(mirror, recall(remembered), portal, language, now),
      };
    });
  });
}

/** What web servers put around the lists of files that they make. */
function planListings(portal: Portal, now: Date): PagePlan[] {
  if (!portal.serve || portal.serve.listing === 'off') return [];
  const parts: ListingPart[] = [
    'header',
    'footer',
    ...(portal.serve.listing === 'fancyindex' ? ['fancyindex' as const] : []),
  ];
  return portal.mirrors.flatMap((mirror) => {
    const view = listingView(mirror, portal, now);
    return parts.map((part) => {
      const path = listingPath(mirror.slug, part);
      return { file: pathToFile(path), path, route: '/listing', part, inputs: [view], view: async () => view };
    });
  });
}

function withCharts(history: MirrorHistory, names: readonly string[]): Remembered {
  return { history, charts: historyToCharts(history, names) };
}

/** The pages of help in one language, and what each of them is besides: texts, and ready files. */
function planHelp(portal: Portal, language: Language, now: Date, drawer: HelpDrawer): SitePlan {
  const linkTo = helpLinks(portal, language);
  // Which mirrors have help decides where links lead.
  const carried = [...portal.help.keys(), ...portal.helpNames];
  const plans = portal.mirrors.flatMap((mirror) => {
    const help = portal.help.get(mirror.cname);
    const written = help && pickLanguage(help, language);
    return written ? planHelpPage(mirror, help, written) : [];
  });
  return { pages: plans.map(({ page }) => page), texts: plans.flatMap(({ texts }) => texts) };

  function planHelpPage(mirror: Mirror, help: MirrorHelp, written: Language) {
    const base = helpViewBase(mirror, portal, language, now);
    const request = helpRequest(mirror, help, portal, [language, written], linkTo);
    const { site, lines, filesUrl } = request;
    const inputs = [help.layers, written, site.name, site.address, site.url, lines, filesUrl, carried];
    const path = pageToPath(helpPage(mirror.slug), language, portal);
    const text = (name: string, text: () => Promise<string>): TextPlan => ({
      file: pathToFile(`${path}${name}`),
      inputs: [...inputs, name],
      text,
    });
    const page: PagePlan = {
      file: pathToFile(path),
      path,
      route: helpPage(mirror.slug),
      inputs: [base, ...inputs],
      view: async (): Promise<HelpView> => ({
        ...base,
        article: await drawer.article(request, `${mirror.slug}.${language}`, inputs),
        otherLanguage: written === language ? undefined : written,
      }),
    };
    const files = help.files[written]!.map((file) => text(`files/${file}`, () => drawer.file(request, file)));
    const whole = [text('index.txt', () => drawer.text(request)), text('index.md', () => drawer.markdown(request))];
    return { page, texts: [...files, ...whole] };
  }
}

function planMirrorTexts(mirror: Mirror, portal: Portal): TextPlan[] {
  const inputs = [mirror, portal.help.has(mirror.cname), portal.site, portal.timeZone, ...portal.languages];
  return [
    { file: `api/mirrors/${mirror.slug}.json`, inputs, text: () => toJson(mirrorToJson(mirror, portal)) },
    { file: `badge/${mirror.slug}.svg`, inputs, text: () => mirrorToBadge(mirror, portal) },
  ];
}

function toJson(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
