import { createHash } from 'node:crypto';

/** Whether everything is tried, which takes hours, or a sample that differs from day to day. */
export const isWhole = process.env.HELIOSTAT_FAULTS === 'all';

/** What decides the sample: a day, so that a run that failed can be had again. */
export const seed = process.env.HELIOSTAT_FAULTS_SEED ?? new Date().toISOString().slice(0, 10);

/** Some of the items, in their order; the same ones for the same seed. All of them where everything is tried. */
export function sampleOf<T>(items: readonly T[], most: number, salt: string): readonly T[] {
  if (isWhole || items.length <= most) return items;
  const drawn = items.map((item, index) => ({ item, index, rank: hashOf(`${seed} ${salt} ${index}`) }));
  drawn.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return drawn
    .slice(0, most)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/** Chance that a seed decides. */
export class Chance {
  #turns = 0;
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** A number from 0 to below `most`. */
  below(most: number): number {
    return Number.parseInt(hashOf(`${this.#seed} ${this.#turns++}`).slice(0, 12), 16) % most;
  }

  /** True once in so many times. */
  onceIn(times: number): boolean {
    return this.below(times) === 0;
  }

  oneOf<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
