/*
 * How well a mirror fits what somebody types. The lower the rank, the better: the very name, the beginning of a name, the beginning
 * of a word in a name, another word for it, initials, anything in the texts, and last a name with one slip of the finger.
 */

/** What a mirror is found by, all in lower case. */
export interface Findable {
  /** cname and names. */
  readonly names: readonly string[];
  /** Other words for it. */
  readonly words: readonly string[];
  /** Initials of Chinese names: `sy` of 思源. */
  readonly initials: readonly string[];
  /** Descriptions. */
  readonly text: string;
}

/** Shorter words fit nearly everything with one slip. */
const SHORTEST_WITH_SLIP = 4;

const beginsWord = (text: string, word: string) => text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word));

/** In order of rank. */
const RULES: readonly ((item: Findable, word: string) => boolean)[] = [
  ({ names }, word) => names.includes(word),
  ({ names }, word) => names.some((name) => name.startsWith(word)),
  ({ names }, word) => names.some((name) => beginsWord(name, word)),
  ({ words }, word) => words.includes(word),
  ({ words }, word) => words.some((other) => other.startsWith(word)),
  ({ initials }, word) => initials.some((letters) => letters.startsWith(word)),
  ({ names, text }, word) => names.some((name) => name.includes(word)) || text.includes(word),
  ({ names, words }, word) =>
    word.length >= SHORTEST_WITH_SLIP && [...names, ...words].some((name) => isOneSlipAway(word, name)),
];

/** @returns undefined where it does not fit; every word that was typed must fit, and the worst one counts */
export function rank(item: Findable, typed: readonly string[]): number | undefined {
  const ranks = typed.map((word) => RULES.findIndex((fits) => fits(item, word)));
  return ranks.includes(-1) ? undefined : Math.max(...ranks, 0);
}

/** Whether one letter is missing, too much, wrong, or two neighbours have changed places. */
export function isOneSlipAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [a, b] = [one.slice(start), other.slice(start)];
  const isSwapped = a.length === b.length && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return isSwapped || a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1);
}
