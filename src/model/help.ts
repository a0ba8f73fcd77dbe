import type { Language } from '../base/localized.ts';
import type { TextFile } from '../base/text-file.ts';

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

/** What a plan has to know of the help of one mirror, short of drawing it. */
export interface HelpFacts {
  /** The ready files of each language that there is a document in, below its `files/`. */
  readonly files: { readonly [language in Language]?: readonly string[] };
  /** The title of each document that has one. */
  readonly titles: { readonly [language in Language]?: string };
}
