import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Every file operation of every command made to fail, and a whole month of faults; `npm test` tries a sample of each day. */
const checkout = resolve(import.meta.dirname, '..');
const { status } = spawnSync(
  process.execPath,
  [resolve(checkout, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/faults/', ...process.argv.slice(3)],
  { cwd: checkout, stdio: 'inherit', env: { ...process.env, HELIOSTAT_FAULTS: 'all' } },
);
process.exitCode = status ?? 1;
