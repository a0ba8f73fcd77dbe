import { subDays } from 'date-fns/subDays';
import { siteBasePath } from '../core/address.ts';
import type { Language } from '../core/localized.ts';
import type { Portal } from '../core/portal.ts';
import { changesToEvents } from '../core/status/events.ts';
import {
  type HistoryReader,
  type Means,
  type PagePlan,
  pagePlan,
  type SitePlan,
  type TextPlan,
  toJson,
} from './file-plan.ts';
import { planHelp } from './plan-help.ts';
import { planListings, planMirrorPages, planMirrorTexts } from './plan-mirrors.ts';
import { planNews } from './plan-news.ts';
import { planStatus } from './plan-status.ts';
import { aboutFrame, aboutView } from './views/about-page.ts';
import { apiSchemas } from './views/api-schema.ts';
import { pickDocument, renderDocument } from './views/document.ts';
import { eventsToFeed } from './views/feed.ts';
import { portalToMetrics } from './views/metrics.ts';
import { mirrorPage } from './views/mirror-page.ts';
import { portalToMirrorz } from './views/mirrorz-json.ts';
import { helpIndexView, indexView, notFoundView } from './views/pages.ts';
import { feedPage, helpPage, newsPage, type PagePath, pageToPath, pathToFile } from './views/paths.ts';
import { portalToRobots } from './views/robots.ts';
import { pagesToSitemap } from './views/sitemap.ts';
import { portalToStatusJson } from './views/status-json.ts';
import { portalToStatusText } from './views/status-text.ts';
import { dayIn } from './views/time.ts';
import { portalToTunasync } from './views/tunasync-json.ts';

/** Decide every page and file of the site. Draws and writes nothing. */
export function planSite(portal: Portal, now: Date, means: Means): SitePlan {
  const sections = portal.languages.flatMap((language) => [
    planHelp(portal, language, now, means.help),
    planNews(portal, language, means),
  ]);
  return {
    pages: [
      ...portal.languages.flatMap((language) => planPages(portal, language, now, means)),
      ...planStatus(portal, now, means.history),
      ...planMirrorPages(portal, now, means.history),
      ...sections.flatMap(({ pages }) => pages),
      ...planListings(portal, now),
    ],
    texts: [
      ...planDocuments(portal, now),
      ...portal.mirrors.flatMap((mirror) => planMirrorTexts(mirror, portal)),
      ...sections.flatMap(({ texts }) => texts),
      ...planFeeds(portal, means.history, now),
      planSitemap(portal),
    ],
  };
}

/** The files that tell of all mirrors at once. */
function planDocuments(portal: Portal, now: Date): TextPlan[] {
  // Documents are written, and pages are made from documents' texts; here it matters only which there are.
  const site = {
    ...portal,
    mirrors: [],
    kept: [],
    contentFiles: [],
    help: [...portal.help.keys()],
    pages: [],
    news: [],
  };
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
    ...documents.map(([file, text]) => ({ file, inputs: [site, ...portal.mirrors, today], text: () => text(portal) })),
    ...apiSchemas(portal.site.url).map(({ file, text }) => ({ file, inputs: [text], text: () => text })),
  ];
}

function planSitemap(portal: Portal): TextPlan {
  const helped = portal.mirrors.filter(({ cname }) => portal.help.has(cname));
  const pages: PagePath[] = [
    ...(['/', '/status/', '/help/', '/about/'] as const),
    ...helped.map(({ slug }) => helpPage(slug)),
    ...portal.mirrors.map(({ slug }) => mirrorPage(slug)),
    ...(portal.news.length > 0 ? (['/news/'] as const) : []),
    ...portal.news.map(({ name }) => newsPage(name)),
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
  const { renderMarkdown, hasSearch = false } = means;
  const basePath = siteBasePath(portal.site.url);
  const plan = (page: PagePath, view: object, route = page) =>
    pagePlan(page, language, portal, { route, inputs: [view], view: async () => view });
  return [
    plan('/', indexView(portal, language, now)),
    plan('/help/', helpIndexView(portal, language, hasSearch)),
    planAbout(),
    plan('/404.html', notFoundView(portal, language), '/404'),
  ];

  function planAbout(): PagePlan {
    const translated = portal.pages.get('about');
    const picked = translated && pickDocument(translated, language);
    const rendered = async () => picked && renderDocument(picked, renderMarkdown, basePath);
    const inputs = [aboutFrame(portal, language), portal.site, picked?.document.text];
    const view = async () => aboutView(portal, language, await rendered());
    return pagePlan('/about/', language, portal, { inputs, view });
  }
}
