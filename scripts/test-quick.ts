import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Format and lint, types, and the tests that stand beside the code; `npm test` runs everything. */
const steps = [
  ['@biomejs/biome/bin/biome', 'ci', '--colors=off'],
  ['typescript/bin/tsc', '--noEmit'],
  ['vitest/vitest.mjs', 'run', 'src/', ...process.argv.slice(3)],
] as const;

const checkout = resolve(import.meta.dirname, '..');

for (const [program, ...args] of steps) {
  const path = resolve(checkout, 'node_modules', program);
  const { status } = spawnSync(process.execPath, [path, ...args], { cwd: checkout, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
