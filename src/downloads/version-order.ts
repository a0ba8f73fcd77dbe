/** Words that make a version older than the same version without them. */
const EARLY = /^(alpha|beta|rc|pre|preview|dev|nightly|snapshot|testing)$/;
/** Versions that are always of today. */
const CURRENT = /^(latest|current|rolling)\b/i;

/**
 * The order of versions as people count: `9` before `10`, `7.0-rc1` before `7.0`, `latest` after all numbers.
 *
 * @returns negative when `a` is the older one
 */
export function compareVersions(a: string, b: string): number {
  const isCurrent = [a, b].map((version) => Number(CURRENT.test(version)));
  if (isCurrent[0] !== isCurrent[1]) return isCurrent[0]! - isCurrent[1]!;
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const order = compareParts(left[index], right[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function partsOf(version: string): readonly string[] {
  return version.toLowerCase().match(/\d+|\p{L}+/gu) ?? [];
}

/** A number is newer than a word, and a word that says "not yet" is older than nothing. */
function compareParts(a: string | undefined, b: string | undefined): number {
  const [left, right] = [a, b].map(weightOf) as [number, number];
  if (left !== right) return left - right;
  if (a === undefined || b === undefined) return 0;
  if (!/^\d/.test(a)) return a < b ? -1 : Number(a > b);
  const [shorter, longer] = [a, b].map((digits) => digits.replace(/^0+(?=\d)/, '')) as [string, string];
  return shorter.length - longer.length || (shorter < longer ? -1 : Number(shorter > longer));
}

function weightOf(part: string | undefined): number {
  if (part === undefined) return 1;
  if (/^\d/.test(part)) return 3;
  return EARLY.test(part) ? 0 : 2;
}

/** The place of each version, the newest one first: each text is taken apart only once or twice, however many files have it. */
export function newestFirst(versions: Iterable<string>): ReadonlyMap<string, number> {
  const sorted = [...new Set(versions)].sort((a, b) => compareVersions(b, a) || (a < b ? -1 : 1));
  return new Map(sorted.map((version, place) => [version, place]));
}
