// Plain JavaScript that any Node since 18 can read: it checks the Node that runs it, then runs one command.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// A run is short and leaves little behind: a young generation that stays small costs no time and saves 60 MB.
setFlagsFromString('--semi-space-growth-factor=1');
const COMMANDS = [
  'prepare',
  'fetch',
  'build',
  'refresh',
  'deploy',
  'check',
  'dev',
  'preview',
  'start',
  'test',
  'test-faults',
  'bench',
];
// The first release that runs TypeScript and node:sqlite without a flag; Astro needs 22.12.
const OLDEST = [22, 18];

const [major, minor] = process.versions.node.split('.').map(Number);
const command = process.argv[2];

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `heliostat: this is Node ${process.versions.node}, but ${OLDEST.join('.')} or newer is needed; ` +
      'run `npm ci` without --ignore-scripts to get the one that Heliostat brings along.',
  );
  process.exitCode = 1;
} else if (!COMMANDS.includes(command)) {
  console.error(`heliostat: usage: node scripts/run.mjs ${COMMANDS.join('|')} [options]; --help lists them`);
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import('node:module');
  const checkout = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
  enableCompileCache?.(join(checkout, 'node_modules/.cache/node'));
  process.env.HELIOSTAT_CHECKOUT = checkout;
  const bundled = findBundled(checkout, command);
  await import(pathToFileURL(bundled ?? join(checkout, 'scripts', `${command}.ts`)).href);
}

/**
 * The command as it was bundled at the last compile, if no file of the code has changed since; see
 * src/io/compile.ts, which writes the list. Anything odd about it means starting from the sources.
 */
function findBundled(checkout, command) {
  try {
    const { fingerprint, node, stamps } = JSON.parse(readFileSync(join(checkout, '.compiled/latest.json'), 'utf8'));
    const bundled = join(checkout, '.compiled', fingerprint, 'commands', `${command}.js`);
    if (
      node !== process.versions.node ||
      !existsSync(bundled) ||
      !stamps.every((stamp) => isAsStamped(checkout, stamp))
    )
      return undefined;
    process.env.HELIOSTAT_COMPILED = fingerprint;
    return bundled;
  } catch {
    return undefined;
  }
}

function isAsStamped(checkout, [path, mtimeMs, bytes]) {
  const stats = statSync(join(checkout, path), { throwIfNoEntry: false });
  return stats?.mtimeMs === mtimeMs && (stats.isDirectory() || stats.size === bytes);
}
