import { runTools } from '../src/app/run-tools.ts';

process.env.HELIOSTAT_FAULTS = 'all';

/** Every file operation of every command made to fail, and a whole month of faults; `npm test` tries a sample of each day. */
runTools([['vitest/vitest.mjs', 'run', 'tests/faults/', ...process.argv.slice(3)]]);
