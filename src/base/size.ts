/** How much a mirror holds. The text is what the source wrote; a bare number has got its unit. */
export interface Size {
  readonly text: string;
  /** A whole number up to `Number.MAX_SAFE_INTEGER`, for sums and sorting. */
  readonly bytes: number;
}

const UNITS = 'KMGTPE';
const SHAPE = /^(\d*\.?\d+)\s*(?:([KMGTPE])(iB|B)?|B|bytes)?$/i;
/** No size takes more characters to write; a text of a megabyte is none. */
const LONGEST = 40;
const NOT_KNOWN = /^(unknown|n\/a|none|-.*)?$/i;

/**
 * Read a size as mirror sites write it: `1.2T`, `344.51 GiB`, `28.57GB`, `.79`, a bare number of bytes.
 *
 * @param unitBase what K, M, G… count in. tunasync takes its sizes from `rsync -h`, which counts in
 *   1000s; everything else here counts in 1024s. An `iB` suffix always means 1024.
 * @returns undefined when the size is unknown (`unknown`, `N/A`, empty, or negative, as in Yuki) or invalid;
 *   `isOddSize` distinguishes the two
 */
export function parseSize(text: string, unitBase: 1000 | 1024): Size | undefined {
  const trimmed = text.trim();
  if (NOT_KNOWN.test(trimmed) || trimmed.length > LONGEST) return undefined;
  const match = SHAPE.exec(trimmed);
  if (!match) return undefined;
  const [, number, unit, suffix] = match;
  const base = suffix?.toLowerCase() === 'ib' ? 1024 : unitBase;
  const power = unit ? UNITS.indexOf(unit.toUpperCase()) + 1 : 0;
  const bytes = Math.round(Number(number) * base ** power);
  // -1 of programs without a sign comes as 16E; what is beyond this cannot be counted, nor kept in the history.
  if (!Number.isSafeInteger(bytes)) return undefined;
  return { text: /[a-z]/i.test(trimmed) ? trimmed : bytesToText(bytes), bytes };
}

/** Whether a text claims to be a size and cannot be read as one. */
export function isOddSize(text: string): boolean {
  return !NOT_KNOWN.test(text.trim()) && parseSize(text, 1024) === undefined;
}

/** Word a number of bytes: `1.25 TiB`. Three figures at least, binary units. */
export function bytesToText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length);
  const number = bytes / 1024 ** power;
  const digits = number < 10 ? 2 : number < 100 ? 1 : 0;
  return `${number.toFixed(digits)} ${UNITS[power - 1]}iB`;
}
