import type { Language } from '../base/localized.ts';
import type { Portal } from '../model/portal.ts';
import { fillRoute, pathToFile } from '../serving/paths.ts';
import { type ProgramFile, type SiteContext, siteContext } from './context.ts';
import type { Document, TextPlan } from './document.ts';
import { accentSheet } from './documents/accent-sheet.ts';
import { apiSchemas } from './documents/api-schema.ts';
import { badge } from './documents/badge.ts';
import { downloadsJson } from './documents/downloads-json.ts';
import { statusFeed } from './documents/feed.ts';
import { helpTexts } from './documents/help-texts.ts';
import { incidentFeed } from './documents/incident-feed.ts';
import { maintenanceCalendar } from './documents/maintenance-ics.ts';
import { manifest } from './documents/manifest.ts';
import { metalink } from './documents/metalink.ts';
import { metrics } from './documents/metrics.ts';
import { mirrorzJson } from './documents/mirrorz-json.ts';
import { names } from './documents/names.ts';
import { newsFeed } from './documents/news-feed.ts';
import { openSearch } from './documents/open-search.ts';
import { robots } from './documents/robots.ts';
import { sitemap } from './documents/sitemap.ts';
import { mirrorJson, statusJson } from './documents/status-json.ts';
import { statusText } from './documents/status-text.ts';
import { summaryJson } from './documents/summary-json.ts';
import { tunasyncJson } from './documents/tunasync-json.ts';
import type { Page, PagePlan } from './page.ts';
import { about } from './pages/about.ts';
import { distributionPage, downloadsIndex } from './pages/downloads.ts';
import { help } from './pages/help.ts';
import { helpIndex } from './pages/help-index.ts';
import { incident, incidentIndex } from './pages/incidents.ts';
import { index } from './pages/index.ts';
import { listing } from './pages/listing.ts';
import { mirrorStatus } from './pages/mirror-status.ts';
import { newsIndex, newsItem } from './pages/news.ts';
import { notFound } from './pages/not-found.ts';
import { ownPage } from './pages/own-page.ts';
import { retiredHelp, retiredStatus } from './pages/retired.ts';
import { status, statusByName } from './pages/status.ts';
import { unavailable } from './pages/unavailable.ts';
import { type DrawingTools, viewTools } from './tools.ts';
import { type FrameInputs, frameInputs } from './views/frame.ts';

/** Every kind of page, in the order of the navigation. */
export const pages = [
  index,
  status,
  statusByName,
  mirrorStatus,
  retiredStatus,
  helpIndex,
  help,
  retiredHelp,
  downloadsIndex,
  distributionPage,
  newsIndex,
  newsItem,
  incidentIndex,
  incident,
  about,
  ownPage,
  notFound,
  unavailable,
  listing,
] as const satisfies readonly Page[];

/** The same for what treats them alike. */
const allPages: readonly Page[] = pages;

/** Every kind of file for programs, in the order of the about page. */
const documents: readonly Document[] = [
  statusFeed,
  newsFeed,
  incidentFeed,
  maintenanceCalendar,
  statusJson,
  mirrorJson,
  downloadsJson,
  tunasyncJson,
  mirrorzJson,
  summaryJson,
  metrics,
  statusText,
  badge,
  apiSchemas,
  helpTexts,
  accentSheet,
  manifest,
  openSearch,
  names,
  metalink,
  robots,
  sitemap,
];

/** What else is at an address of the site: how a live host is. */
const otherNames = ['healthz'];

/** First segments of the addresses of pages and documents, beside the languages. */
const ownNames = [...new Set([...allPages, ...documents].map(({ route }) => pathToFile(route).split('/')[0]!))];

/** First segments of the site's own addresses, beside its languages; no mirror may take them. */
export const reservedNames: readonly string[] = [...ownNames, ...otherNames];

/**
 * The addresses that a proxy hands to the live host, as a regular expression that nginx, Apache and Caddy read alike.
 *
 * @param otherLanguages those that have addresses of their own
 */
export function proxiedAddresses(otherLanguages: readonly Language[]): string {
  const names = [...otherLanguages, ...ownNames].map((name) => name.replaceAll('.', '\\.'));
  return `^/((${names.join('|')})(/.*)?)?$`;
}

/** Everything the site consists of, but for the compiled assets. */
export interface SitePlan {
  readonly pages: readonly PagePlan[];
  readonly texts: readonly TextPlan[];
}

/** What a plan may know beside the portal. */
export type PlanTools = DrawingTools & Partial<Pick<SiteContext, 'history' | 'hasSearch'>>;

/** Decide every page and file of the site. Draws and writes nothing. */
export function planSite(portal: Portal, now: Date, tools: PlanTools): SitePlan {
  const context = siteContext(portal, now, programFiles(portal), tools);
  const views = viewTools(tools, tools.history);
  const frame = frameInputs(portal, navigationOf(context));
  const sitemapPages = allPages.filter(({ inSitemap }) => inSitemap).flatMap(({ addresses }) => addresses(context));
  return {
    pages: allPages.flatMap((page) => page.plan(context, frame, views)),
    texts: documents.flatMap((document) => document.plan({ ...context, sitemapPages }, views)),
  };
}

/** The sections that this site has, and where the navigation leads for each. */
function navigationOf(context: SiteContext): FrameInputs['navigation'] {
  return allPages.flatMap(({ section, route, isInNavigation, addresses }) =>
    section && leadsTo(isInNavigation, context) && addresses(context).length > 0 ? [{ section, page: route }] : [],
  );
}

function leadsTo(isInNavigation: Page['isInNavigation'], context: SiteContext): boolean {
  return typeof isInNavigation === 'function' ? isInNavigation(context) : isInNavigation === true;
}

/** The files that the about page names; those of single mirrors with the first one as an example. */
function programFiles({ mirrors, news, incidents, downloads }: Portal): ProgramFile[] {
  const slug = mirrors[0]?.slug;
  const missing = [
    ...(downloads.length > 0 ? [] : ['downloads']),
    ...(news.length > 0 ? [] : ['news']),
    ...(incidents.length > 0 ? [] : ['incidents', 'calendar']),
  ];
  return documents.flatMap(({ route, meaning, params, inEachLanguage }): ProgramFile[] => {
    if (!meaning || missing.includes(meaning)) return [];
    const shown = fillRoute(route, { slug: '<slug>' });
    return [
      {
        meaning,
        route: shown,
        example: !params ? route : slug === undefined ? undefined : fillRoute(route, { slug }),
        inEachLanguage,
      },
    ];
  });
}
