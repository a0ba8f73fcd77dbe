import type { Portal } from '../../core/portal.ts';
import { type PagePath, pageToUrl } from './paths.ts';
import { escapeXml } from './xml.ts';

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
