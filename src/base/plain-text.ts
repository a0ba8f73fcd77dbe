/*
 * What texts from outside are made of before anything shows them.
 */

/** Control characters and line ends; a terminal obeys some, and XML knows no way to write others. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
/** Embeddings, overrides and isolates turn the text around them about. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text on one line that does nothing but stand there: well-formed, without control characters. */
export function plainText(text: string): string {
  return text.toWellFormed().replace(BIDI_CONTROLS, '').replace(CONTROLS, ' ').trim();
}

/** The same, cut after so many characters, with an ellipsis in place of the rest. */
export function shortText(text: string, most: number): string {
  const plain = plainText(text);
  return plain.length > most ? `${plain.slice(0, most).toWellFormed()}…` : plain;
}
