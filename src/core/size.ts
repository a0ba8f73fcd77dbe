/** How much a mirror holds. The text is what the source wrote; the bytes are for sums and sorting. */
export interface Size {
  readonly text: string;
  /** Missing when the text cannot be read as a size. */
  readonly bytes?: number;
}

const UNITS = 'KMGTPE';
const SHAPE = /^(\d*\.?\d+)\s*(?:([KMGTPE])(iB|B)?|B|bytes)?$/i;
const NOT_KNOWN = /^(unknown|n\/a|none|-.*)?$/i;

/**
 * Read a size as mirror sites write it: `1.2T`, `344.51 GiB`, `28.57GB`, `.79`, a bare number of bytes.
 * Other words are kept as they are, without bytes.
 *
 * @param unitBase what K, M, G… count in. tunasync takes its sizes from `rsync -h`, which counts in
 *   1000s; everything else here counts in 1024s. An `iB` suffix always means 1024.
 * @returns undefined when the size is not known: `unknown`, `N/A`, empty, or negative, as Yuki has it
 */
export function parseSize(text: string, unitBase: 1000 | 1024): Size | undefined {
  const trimmed = text.trim();
  if (NOT_KNOWN.test(trimmed)) return undefined;
  const match = SHAPE.exec(trimmed);
  if (!match) return { text: trimmed };
  const [, number, unit, suffix] = match;
  const base = suffix?.toLowerCase() === 'ib' ? 1024 : unitBase;
  const power = unit ? UNITS.indexOf(unit.toUpperCase()) + 1 : 0;
  return { text: trimmed, bytes: Math.round(Number(number) * base ** power) };
}

/** Word a number of bytes: `1.25 TiB`. Three figures at least, binary units. */
export function bytesToText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length);
  const number = bytes / 1024 ** power;
  const digits = number < 10 ? 2 : number < 100 ? 1 : 0;
  return `${number.toFixed(digits)} ${UNITS[power - 1]}iB`;
}
