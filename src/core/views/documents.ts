import { addressToLink, encodedAddress, siteBasePath } from '../address.ts';
import { textIn } from '../localized.ts';
import type { Mirror, Portal } from '../portal.ts';
import { statusToMirrorz } from '../sources/mirrorz-status.ts';
import { helpPage, type PagePath, pageToPath, pageToUrl } from './paths.ts';
import { isoSeconds } from './time.ts';

/** `/mirrorz.json`: the site as a MirrorZ document, format v1.7, with the D extension when it has endpoints. */
export function portalToMirrorz(portal: Portal): object {
  const { name, note, ...site } = portal.site;
  const language = portal.languages[0];
  return {
    version: 1.7,
    site: withoutMissing({ ...site, name: textIn(name, language), note: textIn(note, language) }),
    info: portal.downloads.map(({ urls, ...entry }) => ({
      ...entry,
      urls: urls.map(({ name, url }) => ({ name, url: encodedAddress(url) })),
    })),
    mirrors: portal.mirrors.flatMap((mirror) => mirrorToMirrorz(mirror, portal)),
    ...(portal.endpoints.length > 0 && {
      extension: 'D',
      endpoints: portal.endpoints.map(({ isPublic, ...endpoint }) => ({ ...endpoint, public: isPublic })),
    }),
  };
}

/** A mirror without an address that a page may link to has none to pass on either. */
function mirrorToMirrorz(mirror: Mirror, portal: Portal): object[] {
  if (mirror.url === undefined) return [];
  const language = portal.languages[0];
  const help = portal.help.has(mirror.cname) ? pageToPath(helpPage(mirror.slug), language, portal) : mirror.help;
  const row = {
    cname: mirror.cname,
    desc: textIn(mirror.desc, language),
    url: encodedAddress(/^([a-z][a-z0-9+.-]*:|\/)/i.test(mirror.url) ? mirror.url : `/${mirror.url}`),
    status: statusToMirrorz(mirror.status, mirror.added),
    help,
    upstream: mirror.upstream,
    size: mirror.size?.text,
  };
  return [withoutMissing(row)];
}

/** `/api/status.json`: every mirror's state for programs. Keys are only ever added. */
export function portalToStatusJson(portal: Portal): object {
  const language = portal.languages[0];
  return {
    version: 1,
    site: { url: portal.site.url, abbr: portal.site.abbr, name: textIn(portal.site.name, language) },
    sources: portal.snapshots.map(({ source, asOf, isStale }) => ({
      id: source,
      asOf: asOf ? isoSeconds(asOf) : null,
      isStale,
    })),
    mirrors: portal.mirrors.map((mirror) => mirrorToStatusJson(mirror, portal)),
  };
}

function mirrorToStatusJson(mirror: Mirror, portal: Portal): object {
  const { state, lastSuccess, lastAttempt, started, next, since } = mirror.status;
  const iso = (time: Date | undefined) => time && isoSeconds(time);
  return withoutMissing({
    cname: mirror.cname,
    name: mirror.name,
    url: mirror.addresses[0],
    state,
    freshness: mirror.freshness,
    lastSuccess: iso(lastSuccess),
    lastAttempt: iso(lastAttempt),
    started: iso(started),
    next: iso(next),
    since: iso(since),
    size: mirror.size,
    upstream: mirror.upstream,
    help: portal.help.has(mirror.cname) ? pageToUrl(helpPage(mirror.slug), portal.languages[0], portal) : mirror.help,
    source: mirror.source,
  });
}

/** `/robots.txt`: the portal may be read; the terabytes of the mirrors are no use to a search engine. */
export function portalToRobots(portal: Portal): string {
  const base = siteBasePath(portal.site.url);
  const trees = portal.mirrors
    .flatMap(({ addresses }) => addresses.map((address) => addressToLink(address, portal.site.url)))
    .filter((link) => link.startsWith(`${base}/`) && !/[?#]/.test(link));
  const lines = [...new Set(trees)].sort().map((tree) => `Disallow: ${tree}`);
  return ['User-agent: *', ...lines, '', `Sitemap: ${portal.site.url}/sitemap.xml`, ''].join('\n');
}

/** `/sitemap.xml`: every page, with its translations. */
export function pagesToSitemap(pages: readonly PagePath[], portal: Portal): string {
  const entries = pages.flatMap((page) => portal.languages.map((language) => pageToEntry(page, language, portal)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>',
    '',
  ].join('\n');
}

function pageToEntry(page: PagePath, language: Portal['languages'][number], portal: Portal): string {
  const translations = portal.languages.map(
    (other) => `<xhtml:link rel="alternate" hreflang="${other}" href="${escapeXml(pageToUrl(page, other, portal))}"/>`,
  );
  return `<url><loc>${escapeXml(pageToUrl(page, language, portal))}</loc>${translations.join('')}</url>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function withoutMissing(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
