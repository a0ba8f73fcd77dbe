import { textToHref } from '../../core/address.ts';
import { type Category, categories } from '../../core/content/mirror-schema.ts';
import { pickLanguage } from '../../core/help/pick-language.ts';
import { type Language, textIn } from '../../core/localized.ts';
import type { Mirror, Portal } from '../../core/portal.ts';
import { wordsIn } from '../../i18n/index.ts';
import { type FactsView, factsView } from './facts.ts';
import { type FrameView, frameView, type LinkView, siteName } from './frame.ts';
import { type MirrorRow, mirrorRow } from './mirror-row.ts';
import { latestNews, type NewsLink } from './news-page.ts';
import { helpPage, pageToLink, searchLink } from './paths.ts';

export interface IndexView {
  readonly frame: FrameView;
  readonly facts: FactsView;
  readonly latestNews?: NewsLink | undefined;
  readonly rows: readonly MirrorRow[];
  readonly categories: readonly Category[];
}

export interface HelpIndexView {
  readonly frame: FrameView;
  /** Address of the module that searches the texts; missing when they are not indexed. */
  readonly search?: string;
  /** By category, those of mirrors without one last. */
  readonly groups: readonly {
    /** Missing when nothing is in any category. */
    readonly heading?: string;
    readonly documents: readonly (LinkView & { readonly cname: string; readonly desc?: string })[];
  }[];
}

export interface NotFoundView {
  readonly frame: FrameView;
  readonly report?: string;
}

export function indexView(portal: Portal, language: Language, now: Date): IndexView {
  const words = wordsIn(language);
  const name = siteName(portal, language);
  const used = new Set(portal.mirrors.map(({ category }) => category));
  return {
    frame: frameView(portal, language, '/', {
      title: words.title.index(name),
      description: words.description.index(name, portal.mirrors.length),
    }),
    facts: factsView(portal),
    latestNews: latestNews(portal, language, now),
    rows: portal.mirrors.map((mirror) => mirrorRow(mirror, portal, language, now)),
    categories: categories.filter((category) => used.has(category)),
  };
}

export function helpIndexView(portal: Portal, language: Language, hasSearch: boolean): HelpIndexView {
  const words = wordsIn(language);
  const name = siteName(portal, language);
  const helped = portal.mirrors.filter(({ cname }) => portal.help.has(cname));
  const groups = [...categories, undefined]
    .map((category) => ({ category, mirrors: helped.filter((mirror) => mirror.category === category) }))
    .filter(({ mirrors }) => mirrors.length > 0);
  const others = groups.length > 1 ? words.helpIndex.others : undefined;
  return {
    frame: frameView(portal, language, '/help/', {
      title: words.title.page(words.help, name),
      description: words.description.help(name),
    }),
    search: searchLink(hasSearch, portal),
    groups: groups.map(({ category, mirrors }) => ({
      heading: category ? words.category[category] : others,
      documents: mirrors.map((mirror) => ({
        cname: mirror.cname,
        text: nameInList(mirror, portal, language),
        desc: textIn(mirror.desc, language),
        href: pageToLink(helpPage(mirror.slug), language, portal),
      })),
    })),
  };
}

/** The name that somebody has told, else the title of the document. */
function nameInList({ cname, name }: Mirror, { help }: Portal, language: Language): string {
  const told = textIn(name, language) ?? cname;
  if (told !== cname) return told;
  const { titles, files } = help.get(cname)!;
  return titles[pickLanguage({ files }, language)!] ?? cname;
}

export function notFoundView(portal: Portal, language: Language): NotFoundView {
  const words = wordsIn(language);
  return {
    frame: frameView(portal, language, undefined, {
      title: words.title.page(words.notFound.heading, siteName(portal, language)),
      description: words.notFound.text,
    }),
    report: portal.site.issue && textToHref(portal.site.issue),
  };
}
