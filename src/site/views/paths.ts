import { siteBasePath } from '../../base/address.ts';
import type { Language } from '../../base/localized.ts';
import type { Portal } from '../../model/portal.ts';
import { type PagePath, searchScript } from '../../serving/paths.ts';

/** What links within the site are made with. */
export type SiteAddress = Pick<Portal, 'languages'> & { readonly site: Pick<Portal['site'], 'url'> };

/** What a portal's links are made with, and nothing else of it. */
export function siteAddress({ site, languages }: Portal): SiteAddress {
  return { site: { url: site.url }, languages };
}

/** Where a page in one language is published, relative to the site's address: `/en/help/debian/`. */
export function pageToPath(page: PagePath, language: Language, site: Pick<SiteAddress, 'languages'>): PagePath {
  return language === site.languages[0] ? page : `/${language}${page}`;
}

/** A page as a link from anywhere in the portal: from the root of the host, so it works by each of its names. */
export function pageToLink(page: PagePath, language: Language, site: SiteAddress): string {
  return siteBasePath(site.site.url) + pageToPath(page, language, site);
}

/** A page's one true address. */
export function pageToUrl(page: PagePath, language: Language, site: SiteAddress): string {
  return site.site.url + pageToPath(page, language, site);
}

export function helpPage(slug: string): PagePath {
  return `/help/${slug}/`;
}

/** The page of one mirror's state. */
export function mirrorPage(slug: string): PagePath {
  return `/status/${slug}/`;
}

/** The page with the files of one distribution. */
export function downloadsPage(slug: string): PagePath {
  return `/downloads/${slug}/`;
}

/** The state of one mirror as a picture. */
export function badgePath(slug: string): PagePath {
  return `/badge/${slug}.svg`;
}

export function newsPage(name: string): PagePath {
  return `/news/${name}/`;
}

export function incidentPage(name: string): PagePath {
  return `/incidents/${name}/`;
}

/** The feed of mirrors with problems. */
export const feedPage: PagePath = '/status/feed.xml';
/** The names of all mirrors, for a page that leads nowhere. */
export const namesPath: PagePath = '/_heliostat/names.json';
/** The feed of announcements. */
export const newsFeedPage: PagePath = '/news/feed.xml';

/** The feed of incidents. */
export const incidentFeedPage: PagePath = '/incidents/feed.xml';
/** The calendar of maintenance. */
export const calendarPage: PagePath = '/incidents/maintenance.ics';

/** Address of the module for the pages; undefined when the texts are not indexed. */
export function searchLink(hasSearch: boolean, { site }: SiteAddress): string | undefined {
  return hasSearch ? `${siteBasePath(site.url)}/${searchScript}` : undefined;
}
