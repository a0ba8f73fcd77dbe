import { runTools } from '../src/app/run-tools.ts';

/** Format and lint, types, and the tests that stand beside the code; `npm test` runs everything. */
runTools([
  ['@biomejs/biome/bin/biome', 'ci', '--colors=off'],
  ['typescript/bin/tsc', '--noEmit'],
  ['vitest/vitest.mjs', 'run', 'src/', ...process.argv.slice(3)],
]);
