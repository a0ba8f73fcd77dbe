import { wordsIn } from '../../i18n/index.ts';
import { emailToHref, textToHref } from '../address.ts';
import { type Category, categories } from '../content/mirror-schema.ts';
import { type Language, languages, textIn } from '../localized.ts';
import type { MarkdownDocument, Mirror, Portal, Translated } from '../portal.ts';
import { bytesToText } from '../size.ts';
import { isTroubled, type Sign, signOf, signs } from '../status/sign.ts';
import { type FrameView, frameView, type LinkView, siteName } from './frame.ts';
import { type MirrorRow, mirrorRow, type StatusRow, statusRow } from './mirror-row.ts';
import { helpPage, type PagePath, pageToLink } from './paths.ts';
import { type TimeView, timesIn } from './time.ts';

/** One line that says how the site is. */
export interface FactsView {
  readonly mirrors: number;
  /** Sum of the known sizes. */
  readonly size?: string;
  readonly troubled: number;
  /** The oldest last good answer among the sources whose times are shown: nothing here is older than it says. */
  readonly asOf?: TimeView;
}

export interface IndexView {
  readonly frame: FrameView;
  readonly facts: FactsView;
  readonly rows: readonly MirrorRow[];
  readonly categories: readonly Category[];
}

export interface StatusView {
  readonly frame: FrameView;
  readonly heading: string;
  readonly facts?: FactsView;
  readonly all: { readonly href: string; readonly isCurrent: boolean; readonly count?: number };
  /** How many mirrors have each sign, and the page that shows just these. */
  readonly counts: readonly {
    readonly sign: Sign;
    readonly text: string;
    readonly count?: number;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  readonly rows: readonly StatusRow[];
}

export interface HelpIndexView {
  readonly frame: FrameView;
  readonly documents: readonly (LinkView & { readonly cname: string; readonly desc?: string })[];
}

export interface HelpView {
  readonly frame: FrameView;
  readonly mirror: MirrorRow;
  readonly document: DocumentView;
  readonly toAll: string;
}

export interface AboutView {
  readonly frame: FrameView;
  readonly document?: DocumentView;
  readonly note?: string;
  readonly disk?: string;
  readonly contacts: readonly { readonly label: string; readonly text: string; readonly href?: string }[];
}

export interface NotFoundView {
  readonly frame: FrameView;
  readonly report?: string;
}

/** A document as HTML that is safe to show. */
export interface DocumentView {
  readonly html: string;
  /** Set when the document is in another language than the page. */
  readonly otherLanguage?: Language;
}

/** Markdown to HTML that is safe to show, with links from the root moved below the site's path. */
export type RenderMarkdown = (text: string, basePath: string) => Promise<string>;

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
    rows: portal.mirrors.map((mirror) => mirrorRow(mirror, portal, language, now)),
    categories: categories.filter((category) => used.has(category)),
  };
}

/** The status page of one sign; no slug begins with `~`, so it is no mirror's page. */
export function signPage(sign: Sign): PagePath {
  return `/status/~${sign}/`;
}

/** Those that need somebody come first, then in the order of the signs, then by name. */
export function statusRows(portal: Portal, language: Language, now: Date): StatusRow[] {
  return portal.mirrors
    .map((mirror) => statusRow(mirror, portal, language, now))
    .sort((a, b) => signs.indexOf(a.sign) - signs.indexOf(b.sign));
}

/**
 * @param only the one sign to show, without the counts: such a page changes only when its own rows do;
 *   all signs without it
 */
export function statusView(portal: Portal, language: Language, rows: readonly StatusRow[], only?: Sign): StatusView {
  const words = wordsIn(language);
  const name = siteName(portal, language);
  const counted = (sign: Sign) => rows.filter((row) => row.sign === sign).length;
  const heading = only ? `${words.status}: ${words.sign[only]}` : words.status;
  return {
    frame: frameView(portal, language, only ? signPage(only) : '/status/', {
      title: words.title.page(heading, name),
      description: words.description.status(name),
    }),
    heading,
    facts: only ? undefined : factsView(portal),
    all: { href: pageToLink('/status/', language, portal), isCurrent: !only, count: only ? undefined : rows.length },
    counts: signs
      .map((sign) => ({
        sign,
        text: words.sign[sign],
        count: only ? undefined : counted(sign),
        href: pageToLink(signPage(sign), language, portal),
        isCurrent: sign === only,
      }))
      .filter(({ count }) => count !== 0),
    rows: rows.filter(({ sign }) => !only || sign === only),
  };
}

export function helpIndexView(portal: Portal, language: Language): HelpIndexView {
  const words = wordsIn(language);
  const name = siteName(portal, language);
  return {
    frame: frameView(portal, language, '/help/', {
      title: words.title.page(words.help, name),
      description: words.description.help(name),
    }),
    documents: portal.mirrors
      .filter(({ cname }) => portal.help.has(cname))
      .map((mirror) => ({
        cname: mirror.cname,
        text: textIn(mirror.name, language) ?? mirror.cname,
        desc: textIn(mirror.desc, language),
        href: pageToLink(helpPage(mirror.slug), language, portal),
      })),
  };
}

/** What a help page is made from, short of turning its Markdown into HTML. */
export function helpFrame(mirror: Mirror, portal: Portal, language: Language): FrameView {
  const words = wordsIn(language);
  const name = textIn(mirror.name, language) ?? mirror.cname;
  return frameView(portal, language, helpPage(mirror.slug), {
    title: words.title.page(words.title.helpPage(name), siteName(portal, language)),
    description: words.description.helpPage(name, siteName(portal, language)),
  });
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
    disk: site.disk,
    contacts: [
      ...contact(words.homepage, site.homepage),
      ...contact(words.issue, site.issue),
      ...contact(words.request, site.request),
      ...contact(words.email, site.email, site.email && emailToHref(site.email)),
      ...contact(words.group, site.group),
    ],
  };
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

/** The document in the page's language, else in another. */
export function pickDocument(
  translated: Translated,
  language: Language,
): { readonly document: MarkdownDocument; readonly otherLanguage?: Language } {
  const own = translated[language];
  if (own) return { document: own };
  const other = languages.find((candidate) => translated[candidate])!;
  return { document: translated[other]!, otherLanguage: other };
}

function factsView(portal: Portal): FactsView {
  const bytes = portal.mirrors.reduce((sum, { size }) => sum + (size?.bytes ?? 0), 0);
  return {
    mirrors: portal.mirrors.length,
    size: bytes > 0 ? bytesToText(bytes) : undefined,
    troubled: portal.mirrors.filter((mirror) => isTroubled(signOf(mirror))).length,
    asOf: portal.asOf && timesIn(portal.timeZone)(portal.asOf),
  };
}
