/** How much a mirror holds. The text is what the source wrote; the bytes are for sums and sorting. */
export interface Size {
  readonly text: string;
  readonly bytes: number;
}

const UNITS = 'KMGTPE';
const SHAPE = /^(\d*\.?\d+)\s*(?:([KMGTPE])(iB|B)?|B|bytes)?$/i;
const NOT_KNOWN = /^(unknown|n\/a|none|-)?$/i;

/**
 * Read a size as mirror sites write it: `1.2T`, `344.51 GiB`, `28.57GB`, `.79`, a bare number of bytes.
 *
 * @param unitBase what K, M, G… count in. tunasync takes its sizes from `rsync -h`, which counts in
 *   1000s; everything else here counts in 1024s. An `iB` suffix always means 1024.
 * @returns undefined when the size is not known (`unknown`, `N/A`, `-0.00 MiB`, empty) or not a size.
 */
export function parseSize(text: string, unitBase: 1000 | 1024): Size | undefined {
  const match = SHAPE.exec(text.trim());
  if (!match) return undefined;
  const [, number, unit, suffix] = match;
  const base = suffix?.toLowerCase() === 'ib' ? 1024 : unitBase;
  const power = unit ? UNITS.indexOf(unit.toUpperCase()) + 1 : 0;
  const bytes = Math.round(Number(number) * base ** power);
  return bytes > 0 ? { text: text.trim(), bytes } : undefined;
}

/** Whether the text says "not known" in one of the ways that sources do. */
export function isUnknownSize(text: string): boolean {
  return NOT_KNOWN.test(text.trim());
}

/** Word a number of bytes: `1.25 TiB`. Three figures at least, binary units. */
export function bytesToText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length);
  const number = bytes / 1024 ** power;
  const digits = number < 10 ? 2 : number < 100 ? 1 : 0;
  return `${number.toFixed(digits)} ${UNITS[power - 1]}iB`;
}
