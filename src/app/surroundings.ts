import { dirname, join, resolve } from 'node:path';
import type { Surroundings } from '../cli/options.ts';

/** heliostat.mjs tells it: a bundled command lies elsewhere. */
const home = process.env.HELIOSTAT_HOME ?? resolve(import.meta.dirname, '../..');

/** What the values of options depend on, where this program runs and now. */
export function surroundings(): Surroundings {
  return { now: new Date(), home, defaultsIn: isRelease() ? process.cwd() : home, env: process.env, resolve };
}

/** Whether the running code was compiled by whoever packed it. A release belongs to root, and holds nothing of a site. */
function isRelease(): boolean {
  return dirname(process.env.HELIOSTAT_COMPILED ?? '') === join(home, 'release');
}
