import { siteBasePath } from '../../core/address.ts';
import type { Language } from '../../core/localized.ts';
import type { Portal } from '../../core/portal.ts';
import { wordsIn } from '../../i18n/index.ts';
import { type AtomEntry, renderAtom } from './atom.ts';
import type { RenderMarkdown } from './document.ts';
import { siteName } from './frame.ts';
import type { PickedNews } from './news-page.ts';
import { newsFeedPage, newsPage, pageToUrl } from './paths.ts';
import { dayStartIn } from './time.ts';

/**
 * `/news/feed.xml`: announcements with their texts.
 *
 * @param items the newest first
 */
export async function newsToFeed(
  items: readonly PickedNews[],
  portal: Portal,
  language: Language,
  renderMarkdown: RenderMarkdown,
): Promise<string> {
  const startOf = dayStartIn(portal.timeZone);
  const entries = items.map(async ({ name, day, document, otherLanguage }): Promise<AtomEntry> => {
    const url = pageToUrl(newsPage(name), language, portal);
    const html = await renderMarkdown(document.text, siteBasePath(portal.site.url));
    const told = { html: withAbsoluteLinks(html, url) };
    return { title: document.title, id: url, url, updated: startOf(day), told, otherLanguage };
  });
  const title = wordsIn(language).feed.newsTitle(siteName(portal, language));
  return renderAtom(
    { title, self: newsFeedPage, page: '/news/', entries: await Promise.all(entries) },
    portal,
    language,
  );
}

/** Readers of feeds show the text somewhere else. In HTML that was made safe, no attribute holds an angle bracket. */
function withAbsoluteLinks(html: string, url: string): string {
  return html.replaceAll(/<(?:a|img) [^>]*>/g, (tag) =>
    tag.replace(/ (href|src)="([^"]*)"/, (same, name, address) => {
      const absolute = URL.parse(address, url);
      return absolute ? ` ${name}="${absolute.href}"` : same;
    }),
  );
}
