/** A page of the portal, named without language: `/`, `/help/debian/`. */
export type PagePath = `/${string}`;

/** An address of the site from its pattern: `/help/[slug]/` → `/help/debian/`. */
export function fillRoute(route: PagePath, params: Readonly<Record<string, string>> = {}): PagePath {
  return route.replaceAll(/\[(\w+)\]/g, (_, name) => params[name]!) as PagePath;
}

/** Where a published path is kept below the output folder: `/status/` → `status/index.html`. */
export function pathToFile(path: PagePath): string {
  const file = path.slice(1);
  return file === '' || file.endsWith('/') ? `${file}index.html` : file;
}

/** Where the index of the texts is, below the site. */
export const searchFolder = '_heliostat/search';

/** The module that pages search with. */
export const searchScript = `${searchFolder}/pagefind.js`;

/** The script that does the work, in a thread of its own. */
export const searchWorker = `${searchFolder}/pagefind-worker.js`;

/**
 * What stands around a list of files that a web server makes: `header` before it, `footer` after it; fancyindex goes on
 * inside of a heading that the header has opened, and Caddy wants a template of the whole.
 */
export const listingParts = ['header', 'footer', 'fancyindex', 'caddy'] as const;
export type ListingPart = (typeof listingParts)[number];

/** Below the site, which servers put around the lists of files that they make. */
export const listingRoute = '/_heliostat/listing/[slug]/[part].html';

/** What servers answer while the files of a mirror cannot be reached. */
export const maintenanceRoute = '/maintenance.html';

/** Below the site: `/_heliostat/listing/debian/header.html`. */
export function listingPath(slug: string, part: ListingPart): PagePath {
  return fillRoute(listingRoute, { slug, part });
}
