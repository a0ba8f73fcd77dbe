import { siteBasePath } from '../core/address.ts';
import type { Language } from '../core/localized.ts';
import type { Portal } from '../core/portal.ts';
import { type Means, type PagePlan, pagePlan, type SitePlan } from './file-plan.ts';
import { MOST_ENTRIES } from './views/atom.ts';
import { renderDocument } from './views/document.ts';
import { siteName } from './views/frame.ts';
import { newsToFeed } from './views/news-feed.ts';
import { type NewsItemView, newsIn, newsIndexView, newsItemBase, type PickedNews } from './views/news-page.ts';
import { newsFeedPage, newsPage, pageToPath, pathToFile } from './views/paths.ts';

/** The announcements in one language: their list, a page each, and the feed. Nothing while there are none. */
export function planNews(portal: Portal, language: Language, { renderMarkdown, hasSearch = false }: Means): SitePlan {
  const items = newsIn(portal, language);
  if (items.length === 0) return { pages: [], texts: [] };
  const list = newsIndexView(portal, language, hasSearch);
  const index = pagePlan('/news/', language, portal, { inputs: [list], view: async () => list });
  return { pages: [index, ...items.map(planItem)], texts: [planFeed()] };

  function planItem(item: PickedNews): PagePlan {
    const base = newsItemBase(item, portal, language);
    const view = async (): Promise<NewsItemView> => {
      return { ...base, document: await renderDocument(item, renderMarkdown, siteBasePath(portal.site.url)) };
    };
    const inputs = [base, item.document.text, item.otherLanguage];
    return pagePlan(newsPage(item.name), language, portal, { inputs, view });
  }

  function planFeed() {
    const told = items.slice(0, MOST_ENTRIES);
    const texts = told.flatMap(({ name, document, otherLanguage }) => [
      name,
      document.title,
      document.text,
      otherLanguage,
    ]);
    return {
      file: pathToFile(pageToPath(newsFeedPage, language, portal)),
      inputs: [language, siteName(portal, language), portal.site.url, portal.timeZone, ...texts],
      text: () => newsToFeed(told, portal, language, renderMarkdown),
    };
  }
}
