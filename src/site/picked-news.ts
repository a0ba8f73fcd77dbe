import type { Language } from '../base/localized.ts';
import type { NewsDocument, NewsItem, Portal } from '../model/portal.ts';
import { type Picked, pickDocument } from './views/document.ts';

/** An announcement as readers of one language get it. */
export type PickedNews = Pick<NewsItem, 'name' | 'day'> & Picked<NewsDocument>;

/** The announcements for the readers of a language, the newest first. */
export function newsIn(portal: Portal, language: Language): PickedNews[] {
  return portal.news.map(({ name, day, documents }) => ({ name, day, ...pickDocument(documents, language) }));
}
