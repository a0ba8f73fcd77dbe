import { emailToHref, siteBasePath, textToHref } from '../../core/address.ts';
import { type Language, textIn } from '../../core/localized.ts';
import type { Portal } from '../../core/portal.ts';
import { wordsIn } from '../../i18n/index.ts';
import type { DocumentView } from './document.ts';
import { type DiskView, diskView } from './facts.ts';
import { type FrameView, frameView, siteName } from './frame.ts';
import { feedPage, newsFeedPage, type PagePath, pageToLink } from './paths.ts';

export interface AboutView {
  readonly frame: FrameView;
  readonly document?: DocumentView;
  readonly note?: string;
  readonly disk?: DiskView;
  readonly contacts: readonly { readonly label: string; readonly text: string; readonly href?: string }[];
  /** What programs read, and what each is for. */
  readonly programs: readonly { readonly text: string; readonly href?: string; readonly meaning: string }[];
}

export function aboutFrame(portal: Portal, language: Language): FrameView {
  const words = wordsIn(language);
  const name = siteName(portal, language);
  return frameView(portal, language, '/about/', {
    title: words.title.page(words.about, name),
    description: words.description.about(name),
  });
}

export function aboutView(portal: Portal, language: Language, document: DocumentView | undefined): AboutView {
  const { site } = portal;
  const words = wordsIn(language).aboutPage;
  const contact = (label: string, text: string | undefined, href = text && textToHref(text)) =>
    text ? [{ label, text: text.replace(/^mailto:/, ''), href }] : [];
  return {
    frame: aboutFrame(portal, language),
    document,
    note: textIn(site.note, language),
    disk: diskView(portal),
    contacts: [
      ...contact(words.homepage, site.homepage),
      ...contact(words.issue, site.issue),
      ...contact(words.request, site.request),
      ...contact(words.email, site.email, site.email && emailToHref(site.email)),
      ...contact(words.group, site.group),
    ],
    programs: programsView(portal, language),
  };
}

/** The addresses that programs read; those of single mirrors lead to the first one, as an example. */
function programsView(portal: Portal, language: Language): AboutView['programs'] {
  const meanings = wordsIn(language).aboutPage.programs;
  const base = siteBasePath(portal.site.url);
  const slug = portal.mirrors[0]?.slug;
  const whole = (path: string, meaning: string) => ({ text: path, href: base + path, meaning });
  const perMirror = (path: string, meaning: string) => ({
    text: path,
    href: slug && base + path.replace('<slug>', slug),
    meaning,
  });
  const feed = (page: PagePath, meaning: string) => {
    const href = pageToLink(page, language, portal);
    return { text: href, href, meaning };
  };
  return [
    feed(feedPage, meanings.feed),
    ...(portal.news.length > 0 ? [feed(newsFeedPage, meanings.news)] : []),
    whole('/api/status.json', meanings.status),
    perMirror('/api/mirrors/<slug>.json', meanings.mirror),
    whole('/api/tunasync.json', meanings.tunasync),
    whole('/mirrorz.json', meanings.mirrorz),
    whole('/metrics', meanings.metrics),
    whole('/status.txt', meanings.text),
    perMirror('/badge/<slug>.svg', meanings.badge),
  ];
}
