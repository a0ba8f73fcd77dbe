import { siteBasePath, textToHref } from '../../base/address.ts';
import { wordsIn } from '../../words/index.ts';
import { once, page } from '../page.ts';
import { namesPath, pageToLink, siteAddress } from '../views/paths.ts';

export interface NotFoundView {
  readonly report?: string | undefined;
  /** The list of names that a script looks for near ones in, and the path of the site before them. */
  readonly names: string;
  readonly base: string;
}

/** What a web server answers where nothing is. */
export const notFound = page({
  route: '/404.html',
  template: '/404',
  isUnaddressed: true,
  each: once,
  inputs: (_, { portal }) => ({ issue: portal.site.issue, site: siteAddress(portal) }),
  title: (_, language, siteName) => {
    const { title, notFound } = wordsIn(language);
    return { title: title.page(notFound.heading, siteName), description: notFound.text };
  },
  view: ({ issue, site }, language): NotFoundView => ({
    report: issue && textToHref(issue),
    names: pageToLink(namesPath, language, site),
    base: siteBasePath(site.site.url),
  }),
});
