import { resolve } from 'node:path';
import type { Surroundings } from '../cli/options.ts';

/** What the values of options depend on, where this program runs and now. */
export function surroundings(): Surroundings {
  return { now: new Date(), checkout, env: process.env, resolve };
}

/** heliostat.mjs tells it: a bundled command lies elsewhere. */
const checkout = process.env.HELIOSTAT_CHECKOUT ?? resolve(import.meta.dirname, '../..');
