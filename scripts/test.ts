import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Format and lint, types, then every test; all are run, so that one look shows everything that is wrong. */
const steps = [
  ['@biomejs/biome/bin/biome', 'ci', '--colors=off'],
  ['astro/bin/astro.mjs', 'check', '--minimumFailingSeverity', 'hint'],
  ['vitest/vitest.mjs', 'run', ...process.argv.slice(3)],
] as const;

const checkout = resolve(import.meta.dirname, '..');
process.env.ASTRO_TELEMETRY_DISABLED = '1';

for (const [program, ...args] of steps) {
  const path = resolve(checkout, 'node_modules', program);
  const { status } = spawnSync(process.execPath, [path, ...args], { cwd: checkout, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
