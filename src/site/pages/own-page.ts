import { siteBasePath } from '../../base/address.ts';
import { wordsIn } from '../../words/index.ts';
import { page } from '../page.ts';
import { type DocumentView, pickDocument, renderDocument, toText } from '../views/document.ts';
import { pageTitle } from '../views/own.ts';

export interface OwnPageView {
  readonly document: DocumentView;
}

/** A page of the operator's own: `pages/<name>.<language>.md`. */
export const ownPage = page({
  route: '/pages/[name]/',
  template: '/own-page',
  inSitemap: true,
  each: ({ portal }) =>
    [...portal.pages].flatMap(([name, documents]) => (name === 'about' ? [] : [{ name, documents }])),
  params: ({ name }) => ({ name }),
  inputs: ({ name, documents }, { portal }, language) => {
    const text = toText(pickDocument(documents, language));
    return { title: pageTitle(text.text, name), text, url: portal.site.url };
  },
  title: ({ title }, language, siteName) => ({
    title: wordsIn(language).title.page(title, siteName),
    description: wordsIn(language).description.ownPage(title, siteName),
  }),
  view: async ({ text, url }, _, { renderMarkdown }): Promise<OwnPageView> => ({
    document: await renderDocument(text, renderMarkdown, siteBasePath(url)),
  }),
});
