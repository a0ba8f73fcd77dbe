/** Scripts whose characters take two columns, and emoji; UAX #11 calls them Wide or Fullwidth. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
/** Half-width forms of those scripts, which UAX #11 calls Halfwidth. */
const HALF = /[\uff61-\uffdc\uffe8-\uffee]/u;
/** Marks that sit on the character before them, and signs that show nothing. */
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Whether a character is as wide as it is high. */
export function isWide(character: string): boolean {
  return WIDE.test(character) && !HALF.test(character);
}

/** How many columns of a terminal a text takes. */
export function textToColumns(text: string): number {
  return [...text].reduce((sum, character) => sum + (ZERO.test(character) ? 0 : isWide(character) ? 2 : 1), 0);
}

/**
 * Text that a terminal shows and does not obey: no control characters, which could move the cursor or set
 * colours, none that turn the direction, no line breaks.
 */
export function textToPlain(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
