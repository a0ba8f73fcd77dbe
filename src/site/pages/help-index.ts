import { type Language, type Localized, textIn } from '../../base/localized.ts';
import { categories } from '../../model/category.ts';
import type { Mirror, Portal } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import { helpName } from '../help-name.ts';
import { once, page } from '../page.ts';
import type { LinkView } from '../views/link.ts';
import { helpPage, pageToLink, type SiteAddress, searchLink, siteAddress } from '../views/paths.ts';

export interface HelpIndexView {
  /** Address of the module that searches the texts; missing when they are not indexed. */
  readonly search?: string | undefined;
  /** By category, those of mirrors without one last. */
  readonly groups: readonly {
    /** Missing when nothing is in any category. */
    readonly heading?: string | undefined;
    readonly documents: readonly HelpLink[];
  }[];
}

/** A line of the list. */
interface HelpLink extends LinkView {
  readonly cname: string;
  readonly desc?: string | undefined;
  /** What the search finds it by, beside what the list shows. */
  readonly words?: string | undefined;
}

/** A mirror with help, as the list of help names it. */
interface HelpedMirror extends Pick<Mirror, 'cname' | 'slug' | 'category' | 'words'> {
  readonly name: string;
  readonly desc?: Localized | undefined;
}

/** The list of all help. */
export const helpIndex = page({
  route: '/help/',
  template: '/help-index',
  section: 'help',
  isInNavigation: true,
  inSitemap: true,
  each: once,
  inputs: (_, { portal, hasSearch }, language) => ({
    helped: helpedMirrors(portal, language),
    hasSearch,
    site: siteAddress(portal),
  }),
  title: (_, language, siteName) => {
    const { title, description, help } = wordsIn(language);
    return { title: title.page(help, siteName), description: description.help(siteName) };
  },
  view: ({ helped, hasSearch, site }, language): HelpIndexView => ({
    search: searchLink(hasSearch, site),
    groups: groupsOf(helped, site, language),
  }),
});

function helpedMirrors({ mirrors, help }: Portal, language: Language): HelpedMirror[] {
  return mirrors
    .filter(({ cname }) => help.has(cname))
    .map((mirror) => {
      const { cname, slug, category, desc, words } = mirror;
      return { cname, slug, category, desc, words, name: helpName(mirror, help.get(cname)!, language).text };
    });
}

function groupsOf(helped: readonly HelpedMirror[], site: SiteAddress, language: Language): HelpIndexView['groups'] {
  const words = wordsIn(language);
  const groups = [...categories, undefined]
    .map((category) => ({ category, mirrors: helped.filter((mirror) => mirror.category === category) }))
    .filter(({ mirrors }) => mirrors.length > 0);
  const others = groups.length > 1 ? words.helpIndex.others : undefined;
  return groups.map(({ category, mirrors }) => ({
    heading: category ? words.category[category] : others,
    documents: mirrors.map(({ cname, slug, name, desc, words: sought }) => ({
      cname,
      text: name,
      desc: textIn(desc, language),
      words: sought?.join('|'),
      href: pageToLink(helpPage(slug), language, site),
    })),
  }));
}
