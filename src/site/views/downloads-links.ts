import { type Language, textIn } from '../../base/localized.ts';
import type { Distribution } from '../../model/download.ts';
import type { Portal } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import type { LinkView } from './link.ts';
import { downloadsPage, pageToLink, type SiteAddress } from './paths.ts';

/** A distribution or application as the page of a mirror names it. */
export type DownloadsTitle = Pick<Distribution, 'distro' | 'slug' | 'title'>;

/** Mirrors of releases of many projects lead to the list of all instead. */
const MOST_LINKS = 6;

/** The distributions and applications that have files on each mirror. */
export function downloadsByCname({ downloads }: Pick<Portal, 'downloads'>): ReadonlyMap<string, DownloadsTitle[]> {
  const titles = downloads.flatMap(({ distro, slug, title, cnames }) =>
    cnames.map((cname) => ({ cname, title: { distro, slug, title } })),
  );
  const byCname = Map.groupBy(titles, ({ cname }) => cname);
  return new Map([...byCname].map(([cname, own]) => [cname, own.map(({ title }) => title)]));
}

/** Links to the downloads that are on a mirror. */
export function downloadsLinks(titles: readonly DownloadsTitle[], site: SiteAddress, language: Language): LinkView[] {
  const words = wordsIn(language).downloadsPage;
  if (titles.length > MOST_LINKS) return [{ text: words.toAll, href: pageToLink('/downloads/', language, site) }];
  return titles.map(({ distro, slug, title }) => ({
    text: words.of(textIn(title, language) ?? distro),
    href: pageToLink(downloadsPage(slug), language, site),
  }));
}
