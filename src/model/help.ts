import type { Language } from '../base/localized.ts';
import type { TextFile } from '../base/text-file.ts';
import type { HelpKey } from './help-key.ts';
import type { Needs } from './needs.ts';
import type { TreeAnswer, TreeQuestion } from './tree-question.ts';

/** A folder of help documents: the site's own, one shared by the community, or the library. */
export interface HelpLayer {
  /** Whom a page thanks, and under which terms the texts are; absent for the site's own. */
  readonly credit?: HelpCredit;
  /** Names are relative to the folder: `debian/zh.yaml`, `debian/index.zh.md`. Other files are passed over. */
  readonly files: readonly TextFile[];
}

/** Who is thanked for a document. */
export interface HelpCredit {
  /** Who wrote it. Example: `mirrorz-docs`. */
  readonly name: string;
  /** The licence as a page prints it. Example: `CC BY-NC-SA 4.0`. */
  readonly licence?: string;
  /** Address where the texts come from. */
  readonly href?: string;
}

/** A file in the tree of a mirror; `*` in its path stands for any name. */
export interface SiteFile {
  /** The mirror; none for the one whose help names it. */
  readonly cname?: string | undefined;
  /** Path below the mirror. */
  readonly path: string;
}

/** One choice of a block of a page; of a block without a select, all there is. */
export interface BlockChoice {
  /** The block, by its id in the page. */
  readonly block: string;
  /** What is chosen of its first select. */
  readonly choice?: string | undefined;
}

/** The lines of a block, for one of its choices, and what they lead to. */
export interface HelpLines extends BlockChoice {
  /** The mirrors without which a site does not show them. */
  readonly needs: Needs;
  /** What is asked for first by whoever uses them, of the mirrors of the site. */
  readonly asks: readonly SiteFile[];
}

/** A file that the page of a mirror has to download. */
export interface ReadyFile extends HelpLines {
  /** Below the page's `files/`, and unique there: `noble/ubuntu.sources`, `daemon.json`. */
  readonly path: string;
}

/** Whether two are the same choice of the same block. */
export function isSameChoice(a: BlockChoice, b: BlockChoice): boolean {
  return a.block === b.block && a.choice === b.choice;
}

/** An option of a document that a project supports to some day. */
export interface SupportedOption {
  readonly input: string;
  readonly option: string;
  /** The last day, `2028-06-30`. */
  readonly until: string;
}

/** What a plan has to know of the help of one mirror, short of drawing it. */
export interface HelpFacts {
  /** The ready files of each language that there is a document in, on a site that has every mirror. */
  readonly files: { readonly [language in Language]?: readonly ReadyFile[] };
  /** The lines of each document that are for no file and lead to files of the site. */
  readonly lines: { readonly [language in Language]?: readonly HelpLines[] };
  /** cnames of the other mirrors that each document names: it shows their addresses, or what depends on them. */
  readonly mirrors: { readonly [language in Language]?: readonly string[] };
  /** The options of each document of which the end of support is known. */
  readonly supported: { readonly [language in Language]?: readonly SupportedOption[] };
  /** The day that somebody last went through each document, of those that tell. */
  readonly checked: { readonly [language in Language]?: string };
  /** The title of each document that has one. */
  readonly titles: { readonly [language in Language]?: string };
  /** What each document wants to know of the tree of the mirror. */
  readonly questions: { readonly [language in Language]?: readonly TreeQuestion[] };
  /** The keys that the documents tell readers to expect in the tree. */
  readonly keys: readonly HelpKey[];
  /** Other mirrors that a document is for, if they have none of their own: `linux.git`, `*.git`. */
  readonly also: readonly string[];
}

/** What was found of what the documents of a mirror ask. */
export type HelpFound = { readonly [language in Language]?: readonly TreeAnswer[] };
