import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const checkout = resolve(import.meta.dirname, '../..');

/**
 * Run tools of developers, each a file below node_modules/ and its arguments. All are run, so that one look shows everything
 * that is wrong.
 */
export function runTools(tools: readonly (readonly [program: string, ...args: string[]])[]): void {
  // What the tests run is the source in front of them, however they were started.
  const { HELIOSTAT_COMPILED: _, ...env } = process.env;
  for (const [program, ...args] of tools) {
    const path = resolve(checkout, 'node_modules', program);
    const { status } = spawnSync(process.execPath, [path, ...args], { cwd: checkout, env, stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}
