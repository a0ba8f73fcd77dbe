import type { Token } from 'marked';
import type { Note, Place } from '../base/problems.ts';
import type { BlockChoice } from '../model/help.ts';
import type { Needs } from '../model/needs.ts';
import type { TreeAnswer } from '../model/tree-question.ts';
import type { Directive } from './directives.ts';
import type { HelpDocument } from './layers.ts';
import type { HasMirror } from './offered.ts';
import type { Template } from './template.ts';
import { type Input, type MirrorAddresses, offeredScheme, type Variables } from './variables.ts';

/** A line of the table of contents. */
export interface Heading {
  /** Unique in the page. */
  readonly id: string;
  /** 2 to 6; 1 is the title of the page. */
  readonly depth: number;
  readonly text: string;
}

/** What a document does not know of the site that shows it. */
export interface HelpSite {
  /** What its page is called. */
  readonly title: string;
  /** Address of the mirror, absolute. */
  readonly address: string;
  /** Whether commands that need root are written with `sudo` at first. */
  readonly sudo: boolean;
  /** Of the other mirrors that the document names, those that the site has. */
  readonly mirrors: MirrorAddresses;
  /** Choices whose lines lead to what is not on the site; they are not offered. */
  readonly missing?: readonly BlockChoice[] | undefined;
  /** What a survey found in the tree of the mirror, of what the document asks. */
  readonly found?: readonly TreeAnswer[] | undefined;
  /** Address of the site, without a trailing slash; links from the root are below it. */
  readonly url: string;
  /**
   * Where the help of another mirror is: from the root, `/help/debian/`, or absolute; null when there is help of
   * that name, but this site does not have the mirror; undefined when there is no such help.
   */
  readonly linkTo: (cname: string) => string | null | undefined;
}

/** A template with the variables it has at first, and what it renders to with these. */
export interface RenderedTemplate {
  readonly template: Template;
  readonly variables: Variables;
  readonly text: string;
}

/** Lines to use: a template or a plain fence. */
export interface HelpBlock extends RenderedTemplate {
  /** Unique in the page. */
  readonly id: string;
  readonly lang?: string;
  /** The file that the whole text is for. */
  readonly path?: string;
  /** Whether the text goes to the end of that file. */
  readonly append: boolean;
  /** Chosen for this block alone, in this order. */
  readonly inputs: readonly Input[];
  /** The mirrors without which a site does not show it. */
  readonly needs: Needs;
}

/** What stands in the place of a token; nothing where the token is left out. */
export type Part =
  | { readonly block: HelpBlock }
  // The site lacks a mirror that the block needs.
  | { readonly hidden: HelpBlock }
  | { readonly inline: RenderedTemplate }
  | { readonly form: readonly Input[] }
  | Record<string, never>;

/** A document whose tokens were looked at one by one. */
export interface Reading {
  readonly document: HelpDocument;
  readonly site: HelpSite;
  readonly predefined: Variables;
  /** Inputs of the page-wide forms. */
  readonly globals: readonly Input[];
  /** Of all blocks, in their order. Links are resolved; dead ones are texts. */
  readonly tokens: readonly Token[];
  readonly parts: ReadonlyMap<Token, Part>;
  readonly headings: ReadonlyMap<Token, Heading>;
  /** cnames of the other mirrors that templates, inputs and blocks name. */
  readonly mirrorNames: ReadonlySet<string>;
}

/** A token and where it is. */
export interface PlacedCode {
  readonly token: Token;
  readonly before: Token | undefined;
  readonly place: Place & { readonly line: number };
}

/** A reading that is not finished. */
export interface Draft extends Reading {
  readonly placed: readonly PlacedCode[];
  readonly directives: ReadonlyMap<Token, Directive | undefined>;
  readonly parts: Map<Token, Part>;
  readonly headings: Map<Token, Heading>;
  /** Ids that are taken. */
  readonly ids: Set<string>;
  readonly mirrorNames: Set<string>;
  readonly note: Note;
}

/** Whether a site has another mirror that a document names. */
export function hasMirror({ mirrors }: HelpSite): HasMirror {
  return (cname) => Object.hasOwn(mirrors, cname);
}

/** Whether the lines of a document want https, and its mirror has none. */
export function lacksHttps({ document, site }: Reading): boolean {
  return document.scheme === 'https' && offeredScheme(site.address, 'https') === undefined;
}
