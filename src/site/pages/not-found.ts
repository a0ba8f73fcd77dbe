import { textToHref } from '../../base/address.ts';
import { wordsIn } from '../../words/index.ts';
import { once, page } from '../page.ts';

export interface NotFoundView {
  readonly report?: string | undefined;
}

/** What a web server answers where nothing is. */
export const notFound = page({
  route: '/404.html',
  template: '/404',
  isUnaddressed: true,
  each: once,
  inputs: (_, { portal }) => ({ issue: portal.site.issue }),
  title: (_, language, siteName) => {
    const { title, notFound } = wordsIn(language);
    return { title: title.page(notFound.heading, siteName), description: notFound.text };
  },
  view: ({ issue }): NotFoundView => ({ report: issue && textToHref(issue) }),
});
