import { subDays } from 'date-fns/subDays';
import { siteBasePath } from '../../base/address.ts';
import type { Language } from '../../base/localized.ts';
import { dayIn } from '../../base/time.ts';
import type { NewsItem } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import type { SiteContext } from '../context.ts';
import { once, page } from '../page.ts';
import type { PickedNews } from '../picked-news.ts';
import { type DocumentView, renderDocument, toText } from '../views/document.ts';
import type { LinkView } from '../views/link.ts';
import { newsPage, pageToLink, type SiteAddress, searchLink, siteAddress } from '../views/paths.ts';

/** An announcement in a list. */
export interface NewsLink extends LinkView {
  /** `2026-08-08` */
  readonly day: string;
  /** Set when the title is in another language than the page. */
  readonly otherLanguage?: Language | undefined;
}

export interface NewsIndexView {
  /** Address of the module that searches the texts; missing when they are not indexed. */
  readonly search?: string | undefined;
  /** The newest first. */
  readonly items: readonly NewsLink[];
}

export interface NewsItemView {
  readonly title: string;
  readonly day: string;
  readonly toAll: string;
  readonly document: DocumentView;
}

/** How long the newest item stands on the front page; what is older has been read, or is over. */
export const NEWS_FOR_DAYS = 30;

/** The list of the announcements; none while there are none. */
export const newsIndex = page({
  route: '/news/',
  template: '/news-index',
  section: 'news',
  isInNavigation: true,
  inSitemap: true,
  each: ({ portal }) => (portal.news.length > 0 ? once() : []),
  inputs: (_, { portal, newsIn, hasSearch }, language) => ({
    items: newsIn(language).map(toNewsTitle),
    hasSearch,
    site: siteAddress(portal),
  }),
  title: (_, language, siteName) => {
    const { title, description, news } = wordsIn(language);
    return { title: title.page(news, siteName), description: description.news(siteName) };
  },
  view: ({ items, hasSearch, site }, language): NewsIndexView => ({
    search: searchLink(hasSearch, site),
    items: items.map((item) => newsLink(item, site, language)),
  }),
});

/** One announcement. */
export const newsItem = page({
  route: '/news/[name]/',
  template: '/news-item',
  section: 'news',
  inSitemap: true,
  each: ({ newsIn }, language) => newsIn(language),
  params: ({ name }) => ({ name }),
  inputs: (item, { portal }) => ({ ...toNewsTitle(item), text: toText(item), site: siteAddress(portal) }),
  title: ({ title: heading, day }, language, siteName) => {
    const { title, description } = wordsIn(language);
    return { title: title.page(heading, siteName), description: description.newsItem(heading, day, siteName) };
  },
  view: async ({ title, day, text, site }, language, { renderMarkdown }): Promise<NewsItemView> => ({
    title,
    day,
    toAll: pageToLink('/news/', language, site),
    document: await renderDocument(text, renderMarkdown, siteBasePath(site.site.url)),
  }),
});

/** An announcement as lists name it. */
export interface NewsTitle extends Pick<NewsItem, 'name' | 'day'> {
  readonly title: string;
  readonly otherLanguage?: Language | undefined;
}

function toNewsTitle({ name, day, document, otherLanguage }: PickedNews): NewsTitle {
  return { name, day, title: document.title, otherLanguage };
}

/** The newest announcement, while it is young. */
export function latestNews({ portal, newsIn, now }: SiteContext, language: Language): NewsTitle | undefined {
  const [newest] = newsIn(language);
  const isYoung = newest && newest.day > dayIn(portal.timeZone)(subDays(now, NEWS_FOR_DAYS));
  return isYoung ? toNewsTitle(newest) : undefined;
}

export function newsLink(
  { name, day, title, otherLanguage }: NewsTitle,
  site: SiteAddress,
  language: Language,
): NewsLink {
  return { day, text: title, href: pageToLink(newsPage(name), language, site), otherLanguage };
}
