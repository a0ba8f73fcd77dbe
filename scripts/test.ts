import { runTools } from '../src/app/run-tools.ts';

process.env.ASTRO_TELEMETRY_DISABLED = '1';

/** Format and lint, types, then every test. */
runTools([
  ['@biomejs/biome/bin/biome', 'ci', '--colors=off'],
  ['astro/bin/astro.mjs', 'check', '--minimumFailingSeverity', 'hint'],
  ['vitest/vitest.mjs', 'run', ...process.argv.slice(3)],
]);
