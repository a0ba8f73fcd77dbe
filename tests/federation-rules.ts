/*
 * The rules by which readers of MirrorZ documents judge how old a mirror is, restated from how they behave; they know
 * nothing of this project. The monitor (mirrorz-monitor, `main.js`) makes a number of each status; the redirector
 * (mirrorz-302, `calcDeltaCutoff`) compares the numbers of all sites for one mirror.
 */

/** A MirrorZ row, as far as it is judged. */
export interface JudgedRow {
  readonly cname: string;
  readonly status?: string;
}

/** The letters of a status, each with its time in seconds; 0 for none. */
export function lettersOf(status: string): Map<string, number> {
  const found = status.match(/[A-Z](\d+)?/g) ?? [];
  return new Map(found.map((token) => [token[0]!, token.length > 1 ? Number.parseInt(token.slice(1), 10) : 0]));
}

/**
 * What the monitor notes of a status: seconds since the content was new, below zero. 0 where it cannot tell, 1000 for a
 * cache, 2000 for a proxy. A site without a status counts as unknown, as the parsers before the monitor write U then.
 */
export function monitorValue(status: string | undefined, now: Date): number {
  const letters = lettersOf(status ?? 'U');
  const time = ['S', 'O', 'F', 'P'].map((letter) => letters.get(letter)).find((seconds) => seconds);
  if (time) return time - Math.round(now.getTime() / 1000);
  if (letters.has('C')) return 1000;
  return letters.has('R') ? 2000 : 0;
}

/** The value below which the redirector leaves a site out: two standard deviations below the mean of all that have an age. */
export function cutOff(values: readonly number[]): number {
  const ages = values.filter((value) => value < 0);
  if (ages.length === 0) return 0;
  const mean = ages.reduce((sum, age) => sum + age, 0) / ages.length;
  const squares = ages.reduce((sum, age) => sum + age * age, 0) / ages.length;
  return Math.round(mean - 2 * Math.sqrt(Math.max(0, squares - mean * mean)));
}

/** The sites of one mirror that the redirector leaves out. */
export function leftOut(values: ReadonlyMap<string, number>): string[] {
  const limit = cutOff([...values.values()]);
  return [...values].flatMap(([site, value]) => (value < limit ? site : []));
}
