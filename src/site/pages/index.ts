import { type Category, categories } from '../../model/category.ts';
import { wordsIn } from '../../words/index.ts';
import { once, page } from '../page.ts';
import { type FactsView, factsView } from '../views/facts.ts';
import { type MirrorRow, mirrorRow, rowSite } from '../views/mirror-row.ts';
import { latestNews, type NewsLink, newsLink } from './news.ts';

export interface IndexView {
  readonly facts: FactsView;
  readonly latestNews?: NewsLink | undefined;
  readonly rows: readonly MirrorRow[];
  readonly categories: readonly Category[];
}

/** The list of all mirrors. */
export const index = page({
  route: '/',
  template: '/',
  section: 'mirrors',
  isInNavigation: true,
  inSitemap: true,
  each: once,
  inputs: (_, context, language) => ({
    mirrors: context.portal.mirrors,
    facts: factsView(context.portal),
    news: latestNews(context, language),
    site: rowSite(context.portal),
  }),
  title: ({ mirrors }, language, siteName) => {
    const { title, description } = wordsIn(language);
    return { title: title.index(siteName), description: description.index(siteName, mirrors.length) };
  },
  view: ({ mirrors, facts, news, site }, language): IndexView => {
    const used = new Set(mirrors.map(({ category }) => category));
    return {
      facts,
      latestNews: news && newsLink(news, site, language),
      rows: mirrors.map((mirror) => mirrorRow(mirror, site, language)),
      categories: categories.filter((category) => used.has(category)),
    };
  },
});
