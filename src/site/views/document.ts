import { type Language, languages } from '../../base/localized.ts';
import type { MarkdownDocument, Translated } from '../../model/markdown-document.ts';

/** A document as HTML that is safe to show. */
export interface DocumentView {
  readonly html: string;
  /** Set when the document is in another language than the page. */
  readonly otherLanguage?: Language | undefined;
}

/** Markdown to HTML that is safe to show, with links from the root moved below the site's path. */
export type RenderMarkdown = (text: string, basePath: string) => Promise<string>;

/** The document that a page shows. */
export interface Picked<T extends MarkdownDocument = MarkdownDocument> {
  readonly document: T;
  /** Set when it is in another language than the page. */
  readonly otherLanguage?: Language | undefined;
}

/** The document in the page's language, else in another. */
export function pickDocument<T extends MarkdownDocument>(translated: Translated<T>, language: Language): Picked<T> {
  const own = translated[language];
  if (own) return { document: own };
  const other = languages.find((candidate) => translated[candidate])!;
  return { document: translated[other]!, otherLanguage: other };
}

/** The text of a document, and the language that it is in where that is not the page's. */
export type PickedText = Pick<MarkdownDocument, 'text'> & Pick<Picked, 'otherLanguage'>;

/** What a page shows of a document; where its file is, is for problems. */
export function toText({ document, otherLanguage }: Picked): PickedText {
  return { text: document.text, otherLanguage };
}

/** Draw the document that a page shows. */
export async function renderDocument(
  { text, otherLanguage }: PickedText,
  renderMarkdown: RenderMarkdown,
  basePath: string,
): Promise<DocumentView> {
  return { html: await renderMarkdown(text, basePath), otherLanguage };
}
