/*
 * How Chinese is searched. Where words end is a guess, and Pagefind's and that of each browser differ: some make one
 * word of 密钥, some two. So a text is indexed character by character, and what is typed is looked for as a phrase.
 */

/** Takes no room. Pagefind takes it for the end of a word. */
const BREAK = '\u200B';
const AROUND_HAN = /(?<=\p{Script=Han})(?=\S)|(?<=\S)(?=\p{Script=Han})/gu;
const HAN_RUN = /\p{Script=Han}{2,}/gu;

/** A text in which each Chinese character is a word. */
export function spaceHan(text: string): string {
  return text.replaceAll(AROUND_HAN, BREAK);
}

/**
 * What to ask Pagefind for; a page is found when each of these finds it. Phrases are found without a rank.
 *
 * @returns all words, which rank the pages, then each Chinese run as a phrase, `"密 钥"`; nothing for no words
 */
export function wordsToQueries(words: string): string[] {
  if (!/[\p{L}\p{N}]/u.test(words)) return [];
  const apart = words
    .replaceAll(/\p{Script=Han}/gu, ' $& ')
    .replaceAll(/ +/g, ' ')
    .trim();
  return [apart, ...[...words.matchAll(HAN_RUN)].map(([run]) => `"${[...run].join(' ')}"`)];
}

/** A stretch of text, and whether it is what was looked for. */
export interface ExcerptPiece {
  readonly text: string;
  readonly isFound: boolean;
}

/** Take an excerpt apart. It is HTML with marks; of the text, Pagefind escapes angle brackets and nothing else. */
export function excerptToPieces(excerpt: string): ExcerptPiece[] {
  const joined = excerpt.replaceAll(BREAK, '').replaceAll(/( *)<\/mark>/g, '</mark>$1');
  return joined
    .replaceAll('</mark><mark>', '')
    .split(/<\/?mark>/)
    .map((piece, index) => ({ text: piece.replaceAll('&lt;', '<').replaceAll('&gt;', '>'), isFound: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
