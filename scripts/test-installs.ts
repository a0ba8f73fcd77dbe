import { runTools } from '../src/app/run-tools.ts';

process.env.HELIOSTAT_INSTALLS = 'all';

/** Packages installed by the lines of the help, with clients that are brought first and new Debians; `npm test` tries those that are here. */
runTools([['vitest/vitest.mjs', 'run', 'tests/installs.test.ts', '--reporter=verbose', ...process.argv.slice(3)]]);
