import { addressToLink } from '../../base/address.ts';
import { type Language, type Localized, textIn } from '../../base/localized.ts';
import { compareArchitectures } from '../../downloads/architectures.ts';
import { type Distribution, downloadCategories, isDownloadCategory } from '../../model/download.ts';
import { mirrorName } from '../../model/mirror-name.ts';
import type { Portal } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import type { Words } from '../../words/words.ts';
import { once, page } from '../page.ts';
import { type VersionView, versionViews } from '../views/download-rows.ts';
import type { LinkView } from '../views/link.ts';
import { downloadsPage, helpPage, mirrorPage, pageToLink, type SiteAddress, siteAddress } from '../views/paths.ts';

/** A distribution in the list of all. */
export interface DistributionLink extends LinkView {
  readonly distro: string;
  /** The newest version; missing when no file says its own. */
  readonly newest?: string | undefined;
  readonly architectures: string;
  readonly files: number;
}

export interface DownloadsIndexView {
  readonly groups: readonly {
    readonly category: string;
    readonly heading: string;
    readonly items: readonly DistributionLink[];
  }[];
  readonly distributions: number;
  readonly files: number;
}

/** What lists say of a distribution. */
interface DistributionSummary extends Pick<Distribution, 'distro' | 'slug' | 'title' | 'category'> {
  readonly newest?: string | undefined;
  readonly architectures: readonly string[];
  readonly files: number;
}

/** How many architectures a list names; what has more is for boards, each with its own. */
const MOST_ARCHITECTURES = 5;

/** The list of all distributions and applications with files to download; none while there are none. */
export const downloadsIndex = page({
  route: '/downloads/',
  template: '/downloads-index',
  section: 'downloads',
  isInNavigation: true,
  inSitemap: true,
  each: ({ portal }) => (portal.downloads.length > 0 ? once() : []),
  inputs: (_, { portal }) => ({ summaries: portal.downloads.map(toSummary), site: siteAddress(portal) }),
  title: (_, language, siteName) => {
    const { title, description, downloads } = wordsIn(language);
    return { title: title.page(downloads, siteName), description: description.downloads(siteName) };
  },
  view: ({ summaries, site }, language): DownloadsIndexView => ({
    groups: groupsOf(summaries, site, language),
    distributions: summaries.length,
    files: summaries.reduce((sum, { files }) => sum + files, 0),
  }),
});

function toSummary({ distro, slug, title, category, files }: Distribution): DistributionSummary {
  return {
    ...{ distro, slug, title, category },
    newest: files.find(({ version }) => version !== undefined)?.version,
    architectures: architecturesOf(files),
    files: files.length,
  };
}

function architecturesOf(files: Distribution['files']): string[] {
  return [...new Set(files.flatMap(({ architecture }) => architecture ?? []))].sort(compareArchitectures);
}

function groupsOf(
  summaries: readonly DistributionSummary[],
  site: SiteAddress,
  language: Language,
): DownloadsIndexView['groups'] {
  const words = wordsIn(language).downloadsPage;
  const others = new Set(summaries.map(({ category }) => category)).difference(new Set<string>(downloadCategories));
  const names = [...downloadCategories, ...[...others].sort()];
  return names.flatMap((category) => {
    const items = summaries.filter((summary) => summary.category === category);
    const heading = isDownloadCategory(category) ? words.category[category] : category;
    return items.length === 0 ? [] : [{ category, heading, items: linksOf(items, site, language) }];
  });
}

function linksOf(
  summaries: readonly DistributionSummary[],
  site: SiteAddress,
  language: Language,
): readonly DistributionLink[] {
  const links = summaries.map(({ distro, slug, title, newest, architectures, files }) => ({
    distro,
    text: textIn(title, language) ?? distro,
    href: pageToLink(downloadsPage(slug), language, site),
    newest,
    architectures: architectures.length > MOST_ARCHITECTURES ? '' : architectures.join(', '),
    files,
  }));
  return links.sort((a, b) => a.text.localeCompare(b.text, wordsIn(language).tag, { numeric: true }));
}

/** A mirror that has files of a distribution. */
interface MirrorLinks {
  readonly name: Localized;
  readonly cname: string;
  readonly slug: string;
  readonly address?: string | undefined;
  readonly hasHelp: boolean;
}

export interface DistributionView {
  readonly title: string;
  readonly distro: string;
  readonly toAll: string;
  /** The mirrors that have the files. */
  readonly mirrors: readonly {
    readonly name: string;
    readonly status: string;
    readonly files?: string | undefined;
    readonly help?: string | undefined;
  }[];
  readonly architectures: readonly string[];
  readonly kinds: readonly string[];
  readonly versions: readonly VersionView[];
  readonly files: number;
  /** Whether any file has a size, and anything beside it. */
  readonly hasSizes: boolean;
  readonly hasMore: boolean;
}

/** The files of one distribution or application. */
export const distributionPage = page({
  route: '/downloads/[slug]/',
  template: '/downloads',
  section: 'downloads',
  inSitemap: true,
  each: ({ portal }) => portal.downloads,
  params: ({ slug }) => ({ slug }),
  inputs: (distribution, { portal }) => ({
    distribution,
    mirrors: mirrorLinks(distribution, portal),
    site: siteAddress(portal),
  }),
  title: ({ distribution }, language, siteName) => {
    const { title, description } = wordsIn(language);
    const name = titleOf(distribution, language);
    return {
      title: title.page(title.downloadPage(name), siteName),
      description: description.downloadPage(name, siteName),
    };
  },
  view: ({ distribution, mirrors, site }, language): DistributionView => ({
    hasSizes: distribution.files.some(({ sizeBytes }) => sizeBytes !== undefined),
    hasMore: distribution.files.some(({ checksum, beside }) => checksum ?? beside),
    title: titleOf(distribution, language),
    distro: distribution.distro,
    toAll: pageToLink('/downloads/', language, site),
    mirrors: mirrors.map(({ name, cname, slug, address, hasHelp }) => ({
      name: mirrorName({ name, cname }, language),
      status: pageToLink(mirrorPage(slug), language, site),
      files: address && addressToLink(address, site.site.url),
      help: hasHelp ? pageToLink(helpPage(slug), language, site) : undefined,
    })),
    architectures: architecturesOf(distribution.files),
    kinds: kindsOf(distribution.files, wordsIn(language)),
    versions: versionViews(distribution, site.site.url, (page) => pageToLink(page, site.languages[0], site)),
    files: distribution.files.length,
  }),
});

function titleOf({ title, distro }: Distribution, language: Language): string {
  return textIn(title, language) ?? distro;
}

function kindsOf(files: Distribution['files'], { tag }: Words): string[] {
  const kinds = new Set(files.flatMap(({ kind }) => kind ?? []));
  return [...kinds].sort((a, b) => a.localeCompare(b, tag, { numeric: true }));
}

function mirrorLinks({ cnames }: Distribution, { mirrors }: Portal): MirrorLinks[] {
  return mirrors
    .filter(({ cname }) => cnames.includes(cname))
    .map(({ name, cname, slug, addresses, hasHelp = false }) => ({
      ...{ name, cname, slug, hasHelp },
      address: addresses[0],
    }));
}
