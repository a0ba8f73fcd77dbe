import type { Language } from '../base/localized.ts';
import type { HelpCredit, HelpLayer } from '../model/help.ts';
import type { HelpSite } from './draft.ts';
import type { MirrorAddresses, Scheme, SettingInput } from './variables.ts';

/** A way to the site that a reader may choose. */
export interface LineView {
  readonly value: string;
  readonly name: string;
  /** Address of the mirror by this line. */
  readonly address: string;
  /** Addresses of the other mirrors that the document names by this line. */
  readonly mirrors: MirrorAddresses;
  /** What it can be used with. */
  readonly schemes: readonly Scheme[];
}

/** What a script needs to render the templates of a page again; see src/client/help.ts. */
export interface HelpScriptView {
  readonly inputs: readonly SettingInput[];
  /** Names of the inputs of page-wide forms. */
  readonly globals: readonly string[];
  /** The mirror's address, and the only scheme, if there is but one. */
  readonly address: string;
  readonly scheme?: Scheme;
  readonly mirrors: MirrorAddresses;
  readonly lines: readonly LineView[];
}

/** A document, drawn. The same for every state of the mirror, so it is kept. */
export interface ArticleView {
  readonly title: string;
  readonly html: string;
  readonly toc: readonly { readonly id: string; readonly depth: number; readonly text: string }[];
  readonly checked?: string;
  /** Where its releases and the ends of their support are from. */
  readonly sources: readonly { readonly href: string; readonly host: string }[];
  readonly credits: readonly HelpCredit[];
  /** What is chosen for the whole page; only what changes something. */
  readonly choices: readonly ('scheme' | 'sudo' | 'line')[];
  readonly script: HelpScriptView;
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
  /**
   * @param name of the source, under which it is kept
   * @param ended the days, of those in the document, after which support has ended by now
   */
  readonly article: (request: HelpRequest, name: string, ended: readonly string[]) => Promise<ArticleView>;
  readonly text: (request: HelpRequest) => Promise<string>;
  readonly markdown: (request: HelpRequest) => Promise<string>;
  /** @param path below the page's `files/` */
  readonly file: (request: HelpRequest, path: string) => Promise<string>;
}

/**
 * Where the links between documents lead. Which mirrors have help decides it for all of them, so all pages of a language
 * share one.
 */
export interface HelpLinks {
  /** cnames of the mirrors with help, and the path of each. */
  readonly paths: readonly (readonly [cname: string, path: string])[];
  /** Names with help in some layer, but without a mirror or page on this site. */
  readonly others: readonly string[];
}
