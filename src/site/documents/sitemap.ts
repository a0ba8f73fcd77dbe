import type { Language } from '../../base/localized.ts';
import { escapeXml } from '../../base/xml.ts';
import type { PagePath } from '../../serving/paths.ts';
import { document } from '../document.ts';
import { once } from '../page.ts';
import { pageToUrl, type SiteAddress, siteAddress } from '../views/paths.ts';

/** The pages that search engines should know. */
export const sitemap = document({
  route: '/sitemap.xml',
  each: once,
  inputs: (_, { portal, sitemapPages }) => ({ sitemapPages, ...siteAddress(portal) }),
  text: ({ sitemapPages, ...site }) => pagesToSitemap(sitemapPages, site),
});

/** `/sitemap.xml`: every page, with its translations. */
export function pagesToSitemap(pages: readonly PagePath[], portal: SiteAddress): string {
  const entries = pages.flatMap((page) => portal.languages.map((language) => pageToEntry(page, language, portal)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>',
    '',
  ].join('\n');
}

function pageToEntry(page: PagePath, language: Language, portal: SiteAddress): string {
  const translations = portal.languages.map(
    (other) => `<xhtml:link rel="alternate" hreflang="${other}" href="${escapeXml(pageToUrl(page, other, portal))}"/>`,
  );
  return `<url><loc>${escapeXml(pageToUrl(page, language, portal))}</loc>${translations.join('')}</url>`;
}
