import { siteBasePath } from '../../core/address.ts';
import { type Language, textIn } from '../../core/localized.ts';
import type { Portal } from '../../core/portal.ts';
import { wordsIn } from '../../i18n/index.ts';
import { feedPage, newsFeedPage, type PagePath, pageToLink, pageToUrl } from './paths.ts';
import { type TimeView, timesIn } from './time.ts';

export interface LinkView {
  readonly text: string;
  readonly href: string;
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
export interface FrameView {
  readonly language: Language;
  /** For the `lang` attribute. */
  readonly languageTag: string;
  readonly title: string;
  readonly description: string;
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
  /** The feed that is about the page. */
  readonly feed: string;
  readonly statusJson: string;
  readonly mirrorzJson: string;
}

const languageTags: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/** @param page undefined for a page without an address of its own */
export function frameView(
  portal: Portal,
  language: Language,
  page: PagePath | undefined,
  texts: { readonly title: string; readonly description: string },
): FrameView {
  const words = wordsIn(language);
  const time = timesIn(portal.timeZone);
  const base = siteBasePath(portal.site.url);
  const sections = [
    ['/', words.mirrors],
    ['/status/', words.status],
    ['/help/', words.help],
    ...(portal.news.length > 0 ? [['/news/', words.news] as const] : []),
    ['/about/', words.about],
  ] as const;
  return {
    language,
    languageTag: languageTags[language],
    ...texts,
    siteName: siteName(portal, language),
    home: pageToLink('/', language, portal),
    nav: sections.map(([section, text]) => ({
      text,
      href: pageToLink(section, language, portal),
      isCurrent: page === section || (section !== '/' && Boolean(page?.startsWith(section))),
    })),
    translations: portal.languages.map((other) => ({
      language: other,
      languageTag: languageTags[other],
      text: wordsIn(other).languageName,
      href: pageToLink(page ?? '/', other, portal),
      url: pageToUrl(page ?? '/', other, portal),
    })),
    canonical: page && pageToUrl(page, language, portal),
    stale: portal.snapshots
      .filter(({ isStale }) => isStale)
      .map(({ source, asOf, isHeld }) => ({ source, asOf: asOf && time(asOf), ...(isHeld && { isHeld }) })),
    feed: pageToLink(page?.startsWith('/news/') ? newsFeedPage : feedPage, language, portal),
    statusJson: `${base}/api/status.json`,
    mirrorzJson: `${base}/mirrorz.json`,
  };
}

export function siteName(portal: Portal, language: Language): string {
  return textIn(portal.site.name, language) ?? portal.site.abbr;
}
