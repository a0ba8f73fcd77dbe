import { dirname, join, resolve } from 'node:path';
import type { OptionContext } from '../cli/options.ts';

/** Set by heliostat.mjs, because a bundled command is in another folder. */
const home = process.env.HELIOSTAT_HOME ?? resolve(import.meta.dirname, '../..');

/** The context of options for this process. */
export function optionContext(): OptionContext {
  return { now: new Date(), home, defaultsIn: isRelease() ? process.cwd() : home, env: process.env, resolve };
}

/** Whether the running code is a packed release. A release belongs to root, and contains no site. */
function isRelease(): boolean {
  return dirname(process.env.HELIOSTAT_COMPILED ?? '') === join(home, 'release');
}
