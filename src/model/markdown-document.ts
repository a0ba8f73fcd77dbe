import type { Language } from '../base/localized.ts';

/** A Markdown document of the content folder. */
export interface MarkdownDocument {
  /** Relative to the working folder, for problems. */
  readonly file: string;
  readonly text: string;
}

/** A document in the languages it is written in; at least one. */
export type Translated<T extends MarkdownDocument = MarkdownDocument> = { readonly [language in Language]?: T };
