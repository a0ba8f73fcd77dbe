import { addressToLink } from '../../base/address.ts';
import { type Language, textIn } from '../../base/localized.ts';
import { mirrorName } from '../../model/mirror-name.ts';
import type { Portal, RetiredMirror } from '../../model/portal.ts';
import type { PagePath } from '../../serving/paths.ts';
import { wordsIn } from '../../words/index.ts';
import type { SiteContext } from '../context.ts';
import { page } from '../page.ts';
import type { LinkView } from '../views/link.ts';
import { helpPage, mirrorPage, pageToLink, siteAddress } from '../views/paths.ts';

/** The page of a mirror that the site no longer has. */
export interface RetiredView {
  readonly name: string;
  readonly day: string;
  readonly reason?: string | undefined;
  /** What takes its place: a mirror with its pages, or an address. */
  readonly instead: readonly LinkView[];
  readonly toAll: string;
}

/** What readers of a mirror's page get of one that is retired: both its pages say the same. */
function retiredPage<const Route extends PagePath>(route: Route, section: 'status' | 'help') {
  return page({
    route,
    template: '/retired',
    section,
    each: ({ portal }) => portal.retired,
    params: ({ mirror }) => ({ slug: mirror.slug }),
    inputs: ({ mirror, since, reason, to }, { portal }: SiteContext, language) => ({
      name: mirrorName(mirror, language),
      day: since,
      reason: textIn(reason, language),
      instead: insteadLinks(to, portal, language),
      site: siteAddress(portal),
    }),
    title: ({ name }, language, siteName) => {
      const { title, retired } = wordsIn(language);
      return { title: title.page(retired.heading(name), siteName), description: retired.description(name, siteName) };
    },
    view: ({ name, day, reason, instead, site }, language): RetiredView => {
      return { name, day, reason, instead, toAll: pageToLink(`/${section}/`, language, site) };
    },
  });
}

export const retiredStatus = retiredPage('/status/[slug]/', 'status');
export const retiredHelp = retiredPage('/help/[slug]/', 'help');

function insteadLinks(to: RetiredMirror['to'], portal: Portal, language: Language): LinkView[] {
  if (to === undefined) return [];
  if ('url' in to) return [{ text: to.url, href: to.url }];
  const mirror = portal.mirrors.find(({ cname }) => cname === to.cname);
  if (!mirror) return [];
  const [name, [address], words] = [mirrorName(mirror, language), mirror.addresses, wordsIn(language)];
  return [
    ...(address ? [{ text: words.browseFiles(name), href: addressToLink(address, portal.site.url) }] : []),
    { text: words.statusOf(name), href: pageToLink(mirrorPage(mirror.slug), language, portal) },
    ...(mirror.hasHelp
      ? [{ text: words.helpFor(name), href: pageToLink(helpPage(mirror.slug), language, portal) }]
      : []),
  ];
}
