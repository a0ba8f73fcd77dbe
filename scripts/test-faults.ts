import { runTools } from '../src/app/run-tools.ts';

process.env.HELIOSTAT_FAULTS = 'all';

/** Files whose tests try a sample of each day in `npm test`, and everything here. */
const SAMPLED = [
  'tests/faults/',
  'tests/help-injection.test.ts',
  'tests/real-data.test.ts',
  'tests/deploy-fire.test.ts',
  'tests/incremental.test.ts',
  'tests/incremental-portal.test.ts',
];

/** Every file operation of every command made to fail, a whole month of faults, every page of help, every real document, an edit of every key. */
runTools([['vitest/vitest.mjs', 'run', ...SAMPLED, ...process.argv.slice(3)]]);
