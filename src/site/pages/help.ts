import { type Language, textIn } from '../../base/localized.ts';
import type { HelpCredit, HelpLayer } from '../../help/layers.ts';
import { pickLanguage } from '../../help/pick-language.ts';
import type { HelpSite } from '../../help/reading.ts';
import { type Input, type Scheme, schemesOf } from '../../help/variables.ts';
import type { Mirror, MirrorHelp, Portal } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import { page } from '../page.ts';
import { type MirrorRow, mirrorRow, rowSite } from '../views/mirror-row.ts';
import { helpPage, pageToLink, pageToPath, pageToUrl } from '../views/paths.ts';
import type { Framed } from '../views.ts';

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

export interface HelpView extends Framed {
  readonly mirror: MirrorRow;
  readonly article: ArticleView;
  /** Set when the document is in another language than the page. */
  readonly otherLanguage?: Language | undefined;
  readonly toAll: string;
  /** The page as plain text and as Markdown. */
  readonly asText: string;
  readonly asMarkdown: string;
}

/** What a page of help is asked for with: everything that decides its document, and nothing else. */
export interface HelpRequest {
  readonly layers: readonly HelpLayer[];
  /** Of the document. */
  readonly language: Language;
  /** Of the page, and of the words around the document's. */
  readonly pageLanguage: Language;
  readonly site: Omit<HelpSite, 'linkTo'>;
  readonly links: HelpLinks;
  readonly lines: readonly LineView[];
  readonly filesUrl: string;
}

/** Draws help; what it takes to do so is loaded when it is first asked. */
export interface HelpDrawer {
  /** @param name of the source, under which it is kept */
  readonly article: (request: HelpRequest, name: string) => Promise<ArticleView>;
  readonly text: (request: HelpRequest) => Promise<string>;
  readonly markdown: (request: HelpRequest) => Promise<string>;
  /** @param path below the page's `files/` */
  readonly file: (request: HelpRequest, path: string) => Promise<string>;
}

/** What to do with software whose files the site has. */
export const help = page({
  route: '/help/[slug]/',
  template: '/help',
  section: 'help',
  inSitemap: true,
  each: ({ helpIn }, language) => helpIn(language),
  params: ({ mirror }) => ({ slug: mirror.slug }),
  inputs: ({ name, mirror, request }, { portal }) => ({ name, mirror, request, site: rowSite(portal) }),
  title: ({ mirror }, language, siteName) => {
    const { title, description } = wordsIn(language);
    const name = textIn(mirror.name, language) ?? mirror.cname;
    return { title: title.page(title.helpPage(name), siteName), description: description.helpPage(name, siteName) };
  },
  view: async ({ name, mirror, request, site }, language, tools) => {
    const address = helpPage(mirror.slug);
    return {
      mirror: mirrorRow(mirror, site, language),
      article: await tools.help.article(request, name),
      otherLanguage: request.language === language ? undefined : request.language,
      toAll: pageToLink('/help/', language, site),
      asText: pageToLink(`${address}index.txt`, language, site),
      asMarkdown: pageToLink(`${address}index.md`, language, site),
    };
  },
});

/**
 * Where the links between documents lead. Which mirrors have help decides it for all of them, so all pages of a language
 * share one.
 */
export interface HelpLinks {
  /** cnames of the mirrors with help, and the path of each. */
  readonly paths: readonly (readonly [cname: string, path: string])[];
  /** Names that somebody has help of, though this site carries no such mirror or has no page of it. */
  readonly others: readonly string[];
}

function helpLinks(portal: Portal, language: Language): HelpLinks {
  const helped = portal.mirrors.filter(({ cname }) => portal.help.has(cname));
  const names = new Set([...portal.helpNames, ...portal.mirrors.map(({ cname }) => cname)]);
  return {
    paths: helped.map(({ cname, slug }) => [cname, pageToPath(helpPage(slug), language, portal)]),
    others: [...names].filter((name) => !portal.help.has(name)),
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
  const links = helpLinks(portal, language);
  return portal.mirrors.flatMap((mirror) => {
    const help = portal.help.get(mirror.cname);
    const written = help && pickLanguage(help, language);
    if (!written) return [];
    const request = helpRequest(mirror, help, portal, [language, written], links);
    return { name: `${mirror.slug}.${language}`, mirror, help, request };
  });
}

function helpRequest(
  mirror: Mirror,
  help: MirrorHelp,
  portal: Portal,
  [pageLanguage, language]: readonly [page: Language, document: Language],
  links: HelpLinks,
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
    },
    links,
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
