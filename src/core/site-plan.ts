import { subDays } from 'date-fns/subDays';
import { siteBasePath } from './address.ts';
import type { Language } from './localized.ts';
import type { Mirror, Portal } from './portal.ts';
import { changesToEvents } from './status/events.ts';
import type { Change, MirrorHistory } from './status/history.ts';
import { signs } from './status/sign.ts';
import { apiSchemas } from './views/api-schema.ts';
import { mirrorToBadge } from './views/badge.ts';
import { eventsToFeed, feedPage } from './views/feed.ts';
import { frameView } from './views/frame.ts';
import { portalToMetrics } from './views/metrics.ts';
import { mirrorPage, mirrorPageView } from './views/mirror-page.ts';
import { mirrorRow } from './views/mirror-row.ts';
import { portalToMirrorz } from './views/mirrorz-json.ts';
import {
  aboutFrame,
  aboutView,
  type DocumentView,
  helpFrame,
  helpIndexView,
  indexView,
  notFoundView,
  pickDocument,
  type RenderMarkdown,
  signPage,
  statusRows,
  statusView,
} from './views/pages.ts';
import { helpPage, type PagePath, pageToLink, pageToPath, pathToFile } from './views/paths.ts';
import { portalToRobots } from './views/robots.ts';
import { pagesToSitemap } from './views/sitemap.ts';
import { mirrorToJson, portalToStatusJson } from './views/status-json.ts';
import { portalToStatusText } from './views/status-text.ts';
import { dayIn } from './views/time.ts';
import { portalToTunasync } from './views/tunasync-json.ts';

/** A page to draw. */
export interface PagePlan {
  /** Below the output folder: `en/status/index.html`. */
  readonly file: string;
  /** Address below the site: `/en/status/`. */
  readonly path: PagePath;
  /** The Astro page that draws it: `/status/`. */
  readonly route: PagePath;
  /** Everything that decides what the page looks like; equal inputs draw equal pages. */
  readonly inputs: unknown;
  /** What the Astro page shows. Asked for only when the inputs are new, as Markdown takes its time. */
  readonly view: () => Promise<unknown>;
}

/** A file to write as it is. */
export interface TextPlan {
  readonly file: string;
  readonly text: string;
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
  /** Changes of signs since a moment. */
  changes(since: Date): readonly Change[];
}

/** What pages are made with, beside the portal. */
export interface Means {
  readonly renderMarkdown: RenderMarkdown;
  readonly history: HistoryReader;
}

/** Decide every page and file of the site. Draws and writes nothing. */
export function planSite(portal: Portal, now: Date, means: Means): SitePlan {
  const pages = portal.languages.flatMap((language) => planPages(portal, language, now, means));
  const helped = portal.mirrors.filter(({ cname }) => portal.help.has(cname));
  const indexed: PagePath[] = [
    ...(['/', '/status/', '/help/', '/about/'] as const),
    ...helped.map(({ slug }) => helpPage(slug)),
    ...portal.mirrors.map(({ slug }) => mirrorPage(slug)),
  ];
  return {
    pages,
    texts: [
      { file: 'mirrorz.json', text: toJson(portalToMirrorz(portal)) },
      { file: 'api/status.json', text: toJson(portalToStatusJson(portal)) },
      { file: 'api/tunasync.json', text: toJson(portalToTunasync(portal)) },
      ...portal.mirrors.flatMap((mirror) => planMirrorTexts(mirror, portal)),
      ...apiSchemas(portal.site.url),
      { file: 'metrics', text: portalToMetrics(portal) },
      { file: 'status.txt', text: portalToStatusText(portal) },
      ...planFeeds(portal, means.history, now),
      { file: 'robots.txt', text: portalToRobots(portal) },
      { file: 'sitemap.xml', text: pagesToSitemap(indexed, portal) },
    ],
  };
}

/** How far back the feed goes; a reader that was away for longer has other worries. */
const FEED_DAYS = 30;

function planFeeds(portal: Portal, history: HistoryReader, now: Date): TextPlan[] {
  const events = changesToEvents(history.changes(subDays(now, FEED_DAYS)), now);
  return portal.languages.map((language) => ({
    file: pathToFile(pageToPath(feedPage, language, portal)),
    text: eventsToFeed(events, portal, language),
  }));
}

function planPages(portal: Portal, language: Language, now: Date, { renderMarkdown, history }: Means): PagePlan[] {
  const basePath = siteBasePath(portal.site.url);
  const plan = (page: PagePath, view: unknown, route: PagePath = page): PagePlan =>
    toPlan(page, view, async () => view, route);
  const rows = statusRows(portal, language, now);
  return [
    plan('/', indexView(portal, language, now)),
    plan('/status/', statusView(portal, language, rows)),
    ...signs.map((sign) => plan(signPage(sign), statusView(portal, language, rows, sign), '/status/')),
    ...planMirrorPages(),
    plan('/help/', helpIndexView(portal, language)),
    ...planHelp(),
    planAbout(),
    plan('/404.html', notFoundView(portal, language), '/404'),
  ];

  function toPlan(page: PagePath, inputs: unknown, view: () => Promise<unknown>, route: PagePath = page): PagePlan {
    const path = pageToPath(page, language, portal);
    return { file: pathToFile(path), path, route, inputs, view };
  }

  /** Ninety days end today, so these pages change when the day does. */
  function planMirrorPages(): PagePlan[] {
    const today = dayIn(portal.timeZone)(now);
    // The mirror itself and what stands around it decide the page; making 400 views to compare them is slow.
    const around = JSON.stringify(frameView(portal, language, '/status/', { title: '', description: '' }));
    return portal.mirrors.map((mirror) => {
      const base = [around, mirror, portal.help.has(mirror.cname)];
      const view = async () => mirrorPageView(mirror, history.of(mirror.cname), portal, language, now);
      return toPlan(mirrorPage(mirror.slug), [base, history.revisionOf(mirror.cname), today], view);
    });
  }

  function planHelp(): PagePlan[] {
    return portal.mirrors.flatMap((mirror) => {
      const translated = portal.help.get(mirror.cname);
      if (!translated) return [];
      const { document, otherLanguage } = pickDocument(translated, language);
      const rest = {
        frame: helpFrame(mirror, portal, language),
        mirror: mirrorRow(mirror, portal, language, now),
        toAll: pageToLink('/help/', language, portal),
      };
      const view = async () => ({
        ...rest,
        document: { html: await renderMarkdown(document.text, basePath), otherLanguage },
      });
      return toPlan(helpPage(mirror.slug), [rest, document.text, otherLanguage], view);
    });
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

function planMirrorTexts(mirror: Mirror, portal: Portal): TextPlan[] {
  return [
    { file: `api/mirrors/${mirror.slug}.json`, text: toJson(mirrorToJson(mirror, portal)) },
    { file: `badge/${mirror.slug}.svg`, text: mirrorToBadge(mirror, portal) },
  ];
}

function toJson(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
