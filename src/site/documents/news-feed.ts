import { siteBasePath } from '../../base/address.ts';
import type { Language } from '../../base/localized.ts';
import { dayStartIn } from '../../base/time.ts';
import type { Portal } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import { document } from '../document.ts';
import type { PickedNews } from '../picked-news.ts';
import { type AtomEntry, MOST_ENTRIES, renderAtom, withAbsoluteLinks } from '../views/atom.ts';
import type { RenderMarkdown } from '../views/document.ts';
import { type NamedSiteAddress, namedSiteAddress, siteName } from '../views/frame.ts';
import { newsFeedPage, newsPage, pageToUrl } from '../views/paths.ts';

/** The announcements; none while there are none. */
export const newsFeed = document({
  route: newsFeedPage,
  inEachLanguage: true,
  meaning: 'news',
  each: ({ portal, newsIn }, language) => (portal.news.length > 0 ? [newsIn(language).slice(0, MOST_ENTRIES)] : []),
  inputs: (items, { portal }) => ({
    items: items.map(toFeedItem),
    timeZone: portal.timeZone,
    ...namedSiteAddress(portal),
  }),
  text: ({ items, ...site }, language, { renderMarkdown }) => newsToFeed(items, site, language, renderMarkdown),
});

/** What the feed has of an announcement. */
export interface FeedItem extends Pick<PickedNews, 'name' | 'day' | 'otherLanguage'> {
  readonly title: string;
  readonly text: string;
}

export function toFeedItem({ name, day, document: { title, text }, otherLanguage }: PickedNews): FeedItem {
  return { name, day, title, text, otherLanguage };
}

/**
 * `/news/feed.xml`: announcements with their texts.
 *
 * @param items the newest first
 */
export async function newsToFeed(
  items: readonly FeedItem[],
  portal: NamedSiteAddress & Pick<Portal, 'timeZone'>,
  language: Language,
  renderMarkdown: RenderMarkdown,
): Promise<string> {
  const startOf = dayStartIn(portal.timeZone);
  const entries = items.map(async ({ name, day, title, text, otherLanguage }): Promise<AtomEntry> => {
    const url = pageToUrl(newsPage(name), language, portal);
    const html = await renderMarkdown(text, siteBasePath(portal.site.url));
    const content = { html: withAbsoluteLinks(html, url) };
    return { title, id: url, url, updated: startOf(day), content, otherLanguage };
  });
  const title = wordsIn(language).feed.newsTitle(siteName(portal, language));
  return renderAtom(
    { title, self: newsFeedPage, page: '/news/', entries: await Promise.all(entries) },
    portal,
    language,
  );
}
