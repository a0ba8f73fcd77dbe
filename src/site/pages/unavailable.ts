import type { Language } from '../../base/localized.ts';
import { maintenanceRoute } from '../../serving/paths.ts';
import { wordsIn } from '../../words/index.ts';
import { once, page } from '../page.ts';
import { pageToLink, siteAddress } from '../views/paths.ts';

/** What a web server answers while the files of mirrors cannot be reached. */
export interface UnavailableView {
  /** A file has one address for all languages, so the page speaks each. */
  readonly parts: readonly { readonly language: Language; readonly tag: string; readonly toStatus: string }[];
}

/** The page that servers send with 503 for files of mirrors whose folder is not there. */
export const unavailable = page({
  route: maintenanceRoute,
  template: '/maintenance',
  isUnaddressed: true,
  inFirstLanguage: true,
  each: once,
  inputs: (_, { portal }) => siteAddress(portal),
  title: (_, language, siteName) => {
    const { title, unavailable } = wordsIn(language);
    return { title: title.page(unavailable.heading, siteName), description: unavailable.text };
  },
  view: (site): UnavailableView => ({
    parts: site.languages.map((language) => ({
      language,
      tag: wordsIn(language).tag,
      toStatus: pageToLink('/status/', language, site),
    })),
  }),
});
