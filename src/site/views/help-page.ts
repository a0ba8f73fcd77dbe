import type { HelpCredit, HelpLayer } from '../../core/help/layers.ts';
import { pickLanguage } from '../../core/help/pick-language.ts';
import type { HelpSite } from '../../core/help/reading.ts';
import { type Input, type Scheme, schemesOf } from '../../core/help/variables.ts';
import { type Language, textIn } from '../../core/localized.ts';
import type { Mirror, MirrorHelp, Portal } from '../../core/portal.ts';
import { wordsIn } from '../../i18n/index.ts';
import { type FrameView, frameView, siteName } from './frame.ts';
import { type MirrorRow, mirrorRow } from './mirror-row.ts';
import { helpPage, pageToLink, pageToPath, pageToUrl } from './paths.ts';

/** A way to the site that a reader may choose. */
export interface LineView {
  readonly value: string;
  readonly name: string;
  /** Address of the mirror by this line. */
  readonly address: string;
  /** What it can be used with. */
  readonly schemes: readonly Scheme[];
}

/** What a script needs to render the templates of a page again; see src/client/help.ts. */
export interface HelpScriptView {
  readonly inputs: readonly Omit<Input, 'label' | 'note'>[];
  /** Names of the inputs of page-wide forms. */
  readonly globals: readonly string[];
  /** The mirror's address, and the only scheme, if there is but one. */
  readonly address: string;
  readonly scheme?: Scheme;
  readonly lines: readonly LineView[];
}

/** A document, drawn. The same for every state of the mirror, so it is kept. */
export interface ArticleView {
  readonly title: string;
  readonly html: string;
  readonly toc: readonly { readonly id: string; readonly depth: number; readonly text: string }[];
  readonly checked?: string;
  readonly credits: readonly HelpCredit[];
  /** What is chosen for the whole page; only what changes something. */
  readonly choices: readonly ('scheme' | 'sudo' | 'line')[];
  readonly script: HelpScriptView;
}

export interface HelpView {
  readonly frame: FrameView;
  readonly mirror: MirrorRow;
  readonly article: ArticleView;
  /** Set when the document is in another language than the page. */
  readonly otherLanguage?: Language;
  readonly toAll: string;
  /** The page as plain text and as Markdown. */
  readonly asText: string;
  readonly asMarkdown: string;
}

/** What a page of help is asked for with. */
export interface HelpRequest {
  readonly layers: readonly HelpLayer[];
  /** Of the document. */
  readonly language: Language;
  /** Of the page, and of the words around the document's. */
  readonly pageLanguage: Language;
  readonly site: HelpSite;
  readonly lines: readonly LineView[];
  readonly filesUrl: string;
}

/** Draws help; what it takes to do so is loaded when it is first asked. */
export interface HelpDrawer {
  /** @param name of the source, under which it is kept; @param inputs everything that decides what is drawn */
  readonly article: (request: HelpRequest, name: string, inputs: readonly unknown[]) => Promise<ArticleView>;
  readonly text: (request: HelpRequest) => Promise<string>;
  readonly markdown: (request: HelpRequest) => Promise<string>;
  /** @param path below the page's `files/` */
  readonly file: (request: HelpRequest, path: string) => Promise<string>;
}

/** All of a page of help but its document. */
export function helpViewBase(mirror: Mirror, portal: Portal, language: Language, now: Date): Omit<HelpView, 'article'> {
  const words = wordsIn(language);
  const name = textIn(mirror.name, language) ?? mirror.cname;
  const page = helpPage(mirror.slug);
  return {
    frame: frameView(portal, language, page, {
      title: words.title.page(words.title.helpPage(name), siteName(portal, language)),
      description: words.description.helpPage(name, siteName(portal, language)),
    }),
    mirror: mirrorRow(mirror, portal, language, now),
    toAll: pageToLink('/help/', language, portal),
    asText: pageToLink(`${page}index.txt`, language, portal),
    asMarkdown: pageToLink(`${page}index.md`, language, portal),
  };
}

/** Links between documents: to the help of what this site carries, and to nothing where others have help. */
function helpLinks(portal: Portal, language: Language): HelpSite['linkTo'] {
  const slugs = new Map(portal.mirrors.map(({ cname, slug }) => [cname, slug]));
  return (cname) => {
    const slug = slugs.get(cname);
    if (slug !== undefined && portal.help.has(cname)) return pageToPath(helpPage(slug), language, portal);
    return slug !== undefined || portal.helpNames.has(cname) ? null : undefined;
  };
}

/** A page of help that a site has: of which mirror, and what it is asked for with. */
export interface HelpSource {
  /** Unique among all languages: `ubuntu.en`; the article is kept under it. */
  readonly name: string;
  readonly mirror: Mirror;
  readonly help: MirrorHelp;
  readonly request: HelpRequest;
}

/** Every page of help in one language, in the order of the mirrors. */
export function helpSources(portal: Portal, language: Language): HelpSource[] {
  const linkTo = helpLinks(portal, language);
  return portal.mirrors.flatMap((mirror) => {
    const help = portal.help.get(mirror.cname);
    const written = help && pickLanguage(help, language);
    if (!written) return [];
    const request = helpRequest(mirror, help, portal, [language, written], linkTo);
    return { name: `${mirror.slug}.${language}`, mirror, help, request };
  });
}

function helpRequest(
  mirror: Mirror,
  help: MirrorHelp,
  portal: Portal,
  [pageLanguage, language]: readonly [page: Language, document: Language],
  linkTo: HelpSite['linkTo'],
): HelpRequest {
  const address = mirror.addresses[0]!;
  return {
    layers: help.layers,
    language,
    pageLanguage,
    site: {
      name: textIn(mirror.name, pageLanguage) ?? mirror.cname,
      address,
      sudo: true,
      url: portal.site.url,
      linkTo,
    },
    lines: linesOf(address, portal, pageLanguage),
    filesUrl: pageToUrl(`${helpPage(mirror.slug)}files/`, pageLanguage, portal),
  };
}

/** The lines for everybody, for a mirror that is below the site's address; the site's own way comes first. */
function linesOf(address: string, portal: Portal, language: Language): LineView[] {
  const { url } = portal.site;
  if (!address.startsWith(`${url}/`)) return [];
  const below = address.slice(url.length);
  const host = (line: string) => line.replace(/^https?:\/\//, '');
  const lines = portal.endpoints.flatMap(({ label, name, isPublic, filter, address: line }): LineView[] => {
    if (!isPublic || line === undefined) return [];
    const schemes = [
      ...(filter.includes('SSL') ? ['https' as const] : []),
      ...(filter.includes('NOSSL') ? ['http' as const] : []),
    ];
    return [{ value: label, name: textIn(name, language) ?? label, address: line + below, schemes }];
  });
  const isOwn = ({ address: line }: LineView) => host(line) === host(address);
  if (lines.length === 0 || lines.some(isOwn)) return lines.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  return [{ value: '', name: host(url), address, schemes: schemesOf(address) }, ...lines];
}
