import { subDays } from 'date-fns/subDays';
import type { Language } from '../../core/localized.ts';
import type { NewsDocument, NewsItem, Portal } from '../../core/portal.ts';
import { wordsIn } from '../../i18n/index.ts';
import { type DocumentView, type Picked, pickDocument } from './document.ts';
import { type FrameView, frameView, type LinkView, siteName } from './frame.ts';
import { newsPage, pageToLink, searchLink } from './paths.ts';
import { dayIn } from './time.ts';

/** An announcement in a list. */
export interface NewsLink extends LinkView {
  /** `2026-08-08` */
  readonly day: string;
  /** Set when the title is in another language than the page. */
  readonly otherLanguage?: Language | undefined;
}

export interface NewsIndexView {
  readonly frame: FrameView;
  /** Address of the module that searches the texts; missing when they are not indexed. */
  readonly search?: string | undefined;
  /** The newest first. */
  readonly items: readonly NewsLink[];
}

export interface NewsItemView {
  readonly frame: FrameView;
  readonly title: string;
  readonly day: string;
  readonly toAll: string;
  readonly document: DocumentView;
}

/** An announcement as readers of one language get it. */
export type PickedNews = Pick<NewsItem, 'name' | 'day'> & Picked<NewsDocument>;

/** How long the newest item stands on the front page; what is older has been read, or is over. */
const NEWS_FOR_DAYS = 30;

/** The announcements for the readers of a language, the newest first. */
export function newsIn(portal: Portal, language: Language): PickedNews[] {
  return portal.news.map(({ name, day, documents }) => ({ name, day, ...pickDocument(documents, language) }));
}

export function newsIndexView(portal: Portal, language: Language, hasSearch: boolean): NewsIndexView {
  const words = wordsIn(language);
  const name = siteName(portal, language);
  return {
    frame: frameView(portal, language, '/news/', {
      title: words.title.page(words.news, name),
      description: words.description.news(name),
    }),
    search: searchLink(hasSearch, portal),
    items: newsIn(portal, language).map((item) => newsLink(item, portal, language)),
  };
}

/** All of the page of an announcement but its document. */
export function newsItemBase(item: PickedNews, portal: Portal, language: Language): Omit<NewsItemView, 'document'> {
  const words = wordsIn(language);
  const { title } = item.document;
  const name = siteName(portal, language);
  return {
    frame: frameView(portal, language, newsPage(item.name), {
      title: words.title.page(title, name),
      description: words.description.newsItem(title, item.day, name),
    }),
    title,
    day: item.day,
    toAll: pageToLink('/news/', language, portal),
  };
}

/** The newest announcement, while it is young. */
export function latestNews(portal: Portal, language: Language, now: Date): NewsLink | undefined {
  const [newest] = newsIn(portal, language);
  const isYoung = newest && newest.day > dayIn(portal.timeZone)(subDays(now, NEWS_FOR_DAYS));
  return isYoung ? newsLink(newest, portal, language) : undefined;
}

function newsLink({ name, day, document, otherLanguage }: PickedNews, portal: Portal, language: Language): NewsLink {
  return { day, text: document.title, href: pageToLink(newsPage(name), language, portal), otherLanguage };
}
