#!/usr/bin/env node
// Plain JavaScript that any Node since 18 can read: it checks the Node that runs it, then answers, or runs one command.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// A run is short and leaves little behind: a young generation that stays small costs no time and saves 60 MB.
setFlagsFromString('--semi-space-growth-factor=1');
// The first release that runs TypeScript and node:sqlite without a flag; Astro needs 22.12.
const OLDEST = [22, 18];

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `heliostat: this is Node ${process.versions.node}, but ${OLDEST.join('.')} or newer is needed; ` +
      'run `npm ci` without --ignore-scripts to get the one that Heliostat brings along.',
  );
  process.exitCode = 1;
} else {
  const { enableCompileCache } = await import('node:module');
  const checkout = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
  enableCompileCache?.(join(checkout, 'node_modules/.cache/node'));
  const compiled = findCompiled(checkout);
  const args = process.argv.slice(2);
  const answering = bundleOf(compiled, 'answer') ?? join(checkout, 'src/cli/answer.ts');
  const { answerTo } = await import(pathToFileURL(answering).href);
  const answer = answerTo(args, process.env);
  if (answer) print(answer);
  else await run(checkout, compiled, args[0]);
}

/** Run a command as it was bundled, if it was, else from its source. */
async function run(checkout, compiled, command) {
  process.env.HELIOSTAT_CHECKOUT = checkout;
  const bundle = bundleOf(compiled, command);
  if (bundle) process.env.HELIOSTAT_COMPILED = compiled.fingerprint;
  await import(pathToFileURL(bundle ?? join(checkout, 'scripts', `${command}.ts`)).href);
}

function print({ text, exitCode }) {
  const stream = exitCode === 0 ? process.stdout : process.stderr;
  // A reader that has gone, as in `| head -1`, is no failure.
  stream.on('error', () => undefined);
  stream.write(text);
  process.exitCode = exitCode;
}

function bundleOf(compiled, name) {
  const path = compiled && join(compiled.folder, `${name}.js`);
  return path && existsSync(path) ? path : undefined;
}

/**
 * What was bundled at the last compile, if no file of the code has changed since; see src/io/compile.ts, which writes the
 * list. Anything odd about it means starting from the sources.
 */
function findCompiled(checkout) {
  try {
    const { fingerprint, node, stamps } = JSON.parse(readFileSync(join(checkout, '.compiled/latest.json'), 'utf8'));
    const folder = join(checkout, '.compiled', fingerprint, 'commands');
    const isCurrent = node === process.versions.node && stamps.every((stamp) => isAsStamped(checkout, stamp));
    return isCurrent ? { fingerprint, folder } : undefined;
  } catch {
    return undefined;
  }
}

function isAsStamped(checkout, [path, mtimeMs, bytes]) {
  const stats = statSync(join(checkout, path), { throwIfNoEntry: false });
  return stats?.mtimeMs === mtimeMs && (stats.isDirectory() || stats.size === bytes);
}
