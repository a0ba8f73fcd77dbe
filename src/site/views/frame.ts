import { siteBasePath } from '../../base/address.ts';
import { type Language, textIn } from '../../base/localized.ts';
import { type TimeView, timesIn } from '../../base/time.ts';
import type { Portal } from '../../model/portal.ts';
import type { PagePath } from '../../serving/paths.ts';
import { wordsIn } from '../../words/index.ts';
import type { BannerView } from './banners.ts';
import type { LinkView } from './link.ts';
import { type OwnInputs, type OwnView, ownInputs, ownView } from './own.ts';
import { feedPage, incidentFeedPage, newsFeedPage, pageToLink, pageToUrl, type SiteAddress } from './paths.ts';

/** The entries of the navigation. The text of each is the key of `Words` with the same name. */
export type Section = 'mirrors' | 'status' | 'help' | 'downloads' | 'news' | 'incidents' | 'about';

/** What the frame of every page is made from. */
export type FrameInputs = NamedSiteAddress & {
  /** The navigation of this site: its sections, with the page that each leads to. */
  readonly navigation: readonly { readonly section: Section; readonly page: PagePath }[];
  readonly stale: readonly StaleView[];
  readonly own: OwnInputs;
};

/** A site whose name a page may say. */
export type NamedSite = { readonly site: Pick<Portal['site'], 'name' | 'abbr'> };

/** One that links lead to as well. */
export type NamedSiteAddress = NamedSite & SiteAddress;

/** What a portal's name and links are made with, and nothing else of it. */
export function namedSiteAddress({ site: { url, name, abbr }, languages }: Portal): NamedSiteAddress {
  return { site: { url, name, abbr }, languages };
}

/** What a page is called. */
export interface PageTexts {
  readonly title: string;
  readonly description: string;
}

/** A source that does not answer; a page that shows what it once said must say so. */
export interface StaleView {
  readonly source: string;
  /** When it last answered; missing when it never did. */
  readonly asOf?: TimeView;
  /** It answers, but with so much less than before that this is not shown. */
  readonly isHeld?: boolean;
}

/** What every page has around its content. */
export interface FrameView extends PageTexts {
  readonly language: Language;
  /** For the `lang` attribute. */
  readonly languageTag: string;
  readonly siteName: string;
  readonly home: string;
  readonly nav: readonly (LinkView & { readonly isCurrent: boolean })[];
  readonly translations: readonly (LinkView & {
    readonly language: Language;
    readonly languageTag: string;
    readonly url: string;
  })[];
  /** Missing on pages that have no address of their own, such as 404. */
  readonly canonical?: string;
  readonly stale: readonly StaleView[];
  /** The incidents that the page announces. */
  readonly banners: readonly BannerView[];
  /** The feed that is about the page. */
  readonly feed: string;
  readonly statusJson: string;
  readonly mirrorzJson: string;
  /** What the operator adds. */
  readonly own: OwnView;
}

/** Every view has what is around its content. */
export interface Framed {
  readonly frame: FrameView;
}

/** The frame's inputs, of a site whose pages are known. */
export function frameInputs(portal: Portal, navigation: FrameInputs['navigation']): FrameInputs {
  const time = timesIn(portal.timeZone);
  const stale = portal.snapshots
    .filter(({ isStale }) => isStale)
    .map(({ source, asOf, isHeld }) => ({ source, asOf: asOf && time(asOf), ...(isHeld && { isHeld }) }));
  return { ...namedSiteAddress(portal), navigation, stale, own: ownInputs(portal) };
}

/**
 * @param place the page without language, undefined for one without an address of its own; and the section it is in
 * @param texts what the page is called on a site of this name
 */
export function frameView(
  inputs: FrameInputs & Pick<FrameView, 'banners'>,
  language: Language,
  { page, section: current }: { readonly page?: PagePath | undefined; readonly section?: Section | undefined },
  texts: (siteName: string) => PageTexts,
): FrameView {
  const words = wordsIn(language);
  const base = siteBasePath(inputs.site.url);
  const name = siteName(inputs, language);
  return {
    language,
    languageTag: words.tag,
    ...texts(name),
    siteName: name,
    home: pageToLink('/', language, inputs),
    nav: inputs.navigation.map(({ section, page }) => ({
      text: words[section],
      href: pageToLink(page, language, inputs),
      isCurrent: section === current,
    })),
    translations: inputs.languages.map((other) => ({
      language: other,
      languageTag: wordsIn(other).tag,
      text: wordsIn(other).languageName,
      href: pageToLink(page ?? '/', other, inputs),
      url: pageToUrl(page ?? '/', other, inputs),
    })),
    canonical: page && pageToUrl(page, language, inputs),
    stale: inputs.stale,
    banners: inputs.banners,
    feed: pageToLink(feedOf(current), language, inputs),
    statusJson: `${base}/api/status.json`,
    mirrorzJson: `${base}/mirrorz.json`,
    own: ownView(inputs.own, language, inputs),
  };
}

function feedOf(section: Section | undefined): PagePath {
  if (section === 'news') return newsFeedPage;
  return section === 'incidents' ? incidentFeedPage : feedPage;
}

export function siteName({ site }: NamedSite, language: Language): string {
  return textIn(site.name, language) ?? site.abbr;
}
