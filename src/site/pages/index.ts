import { textToHref } from '../../base/address.ts';
import type { Language } from '../../base/localized.ts';
import { type Category, categories } from '../../model/category.ts';
import { wordsIn } from '../../words/index.ts';
import { once, page } from '../page.ts';
import { type DiskView, diskView, type FactsView, factsView } from '../views/facts.ts';
import { type NamedSiteAddress, namedSiteAddress, siteName } from '../views/frame.ts';
import type { LinkView } from '../views/link.ts';
import { type MirrorRow, mirrorRow, rowSite } from '../views/mirror-row.ts';
import { pageToLink, pageToUrl } from '../views/paths.ts';
import { type WayView, waysIn, waysInputs } from '../views/ways-in.ts';
import { latestNews, type NewsLink, newsLink } from './news.ts';

export interface IndexView {
  readonly facts: FactsView;
  readonly latestNews?: NewsLink | undefined;
  readonly rows: readonly MirrorRow[];
  readonly categories: readonly Category[];
  /** Mirrors that many visitors come for, with the page that tells how to use each. */
  readonly frequent: readonly LinkView[];
  readonly ways: readonly WayView[];
  readonly disk?: DiskView | undefined;
  readonly contacts: readonly LinkView[];
  /** Where else to look for what is not in the list. */
  readonly instead: readonly LinkView[];
  /** What search engines are told of the site: JSON-LD. */
  readonly linkedData: object;
}

/** The list of all mirrors. */
export const index = page({
  route: '/',
  template: '/',
  section: 'mirrors',
  isInNavigation: true,
  inSitemap: true,
  each: once,
  subject: () => 'everything',
  inputs: (_, context, language) => ({
    mirrors: context.portal.mirrors,
    facts: factsView(context.portal),
    news: latestNews(context, language),
    site: rowSite(context.portal),
    named: namedSiteAddress(context.portal),
    frequent: context.portal.own.frequent,
    ways: waysInputs(context.portal),
    disk: diskView(context.portal),
    contacts: { request: context.portal.site.request, issue: context.portal.site.issue },
  }),
  title: ({ mirrors }, language, siteName) => {
    const { title, description } = wordsIn(language);
    return { title: title.index(siteName), description: description.index(siteName, mirrors.length) };
  },
  view: ({ mirrors, facts, news, site, named, frequent, ways, disk, contacts }, language): IndexView => {
    const rows = mirrors.map((mirror) => mirrorRow(mirror, site, language));
    const used = new Set(mirrors.map(({ category }) => category));
    return {
      facts,
      latestNews: news && newsLink(news, site, language),
      rows,
      categories: categories.filter((category) => used.has(category)),
      frequent: frequentLinks(frequent, rows),
      ways: waysIn(ways, language),
      disk,
      contacts: contactLinks(contacts, language),
      instead: [
        { text: wordsIn(language).rail.lookInHelp, href: pageToLink('/help/', language, site) },
        ...contactLinks({ request: contacts.request }, language),
      ],
      linkedData: linkedData(named, language),
    };
  },
});

/** So many fit into a line or two. */
const MOST_FREQUENT = 8;
/** What most visitors of mirror sites come for, of which a site shows those that it has; `frequent` in portal.yaml replaces them. */
const usualCnames = [
  'ubuntu',
  'debian',
  'archlinux',
  'pypi',
  'npm',
  'docker-ce',
  'anaconda',
  'rustup',
  'homebrew-bottles',
  'fedora',
  'epel',
  'kali',
  'alpine',
  'CTAN',
];

function frequentLinks(wanted: readonly string[] | undefined, rows: readonly MirrorRow[]): LinkView[] {
  const byCname = new Map(rows.map((row) => [row.cname.toLowerCase(), row]));
  const links = (wanted ?? usualCnames).flatMap((cname) => {
    const row = byCname.get(cname.toLowerCase());
    return row ? [{ text: row.name, href: row.help ?? row.page }] : [];
  });
  return wanted ? links : links.slice(0, MOST_FREQUENT);
}

function contactLinks(
  { request, issue }: { readonly request?: string | undefined; readonly issue?: string | undefined },
  language: Language,
): LinkView[] {
  const { rail } = wordsIn(language);
  const link = (text: string, address: string | undefined) => {
    const href = address && textToHref(address);
    return href ? [{ text, href }] : [];
  };
  return [...link(rail.request, request), ...link(rail.report, issue)];
}

/** Who the site is, and how it is searched: https://schema.org/WebSite */
function linkedData(site: NamedSiteAddress, language: Language): object {
  const url = pageToUrl('/', language, site);
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: siteName(site, language),
    alternateName: site.site.abbr,
    url,
    inLanguage: wordsIn(language).tag,
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${url}?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  };
}
