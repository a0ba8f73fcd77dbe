import { siteBasePath } from '../../base/address.ts';
import type { Language } from '../../base/localized.ts';
import type { Portal } from '../../model/portal.ts';

/** What links within the site are made with. */
export type SiteAddress = Pick<Portal, 'languages'> & { readonly site: Pick<Portal['site'], 'url'> };

/** A page of the portal, named without language: `/`, `/help/debian/`. */
export type PagePath = `/${string}`;

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

/** An address of the site from its pattern: `/help/[slug]/` → `/help/debian/`. */
export function fillRoute(route: PagePath, params: Readonly<Record<string, string>> = {}): PagePath {
  return route.replaceAll(/\[(\w+)\]/g, (_, name) => params[name]!) as PagePath;
}

/** Where a published path is kept below the output folder: `/status/` → `status/index.html`. */
export function pathToFile(path: PagePath): string {
  const file = path.slice(1);
  return file === '' || file.endsWith('/') ? `${file}index.html` : file;
}

export function helpPage(slug: string): PagePath {
  return `/help/${slug}/`;
}

/** The page of one mirror's state. */
export function mirrorPage(slug: string): PagePath {
  return `/status/${slug}/`;
}

export function newsPage(name: string): PagePath {
  return `/news/${name}/`;
}

/** The feed of mirrors in trouble. */
export const feedPage: PagePath = '/status/feed.xml';
/** The feed of announcements. */
export const newsFeedPage: PagePath = '/news/feed.xml';

/** Where the index of the texts is, below the site. */
export const searchFolder = '_heliostat/search';
/** The module that pages search with. */
const searchScript = `${searchFolder}/pagefind.js`;

/** Address of the module for the pages; undefined when the texts are not indexed. */
export function searchLink(hasSearch: boolean, { site }: SiteAddress): string | undefined {
  return hasSearch ? `${siteBasePath(site.url)}/${searchScript}` : undefined;
}

/** The script that does the work, in a thread of its own. */
export const searchWorker = `${searchFolder}/pagefind-worker.js`;
