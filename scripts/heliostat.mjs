#!/usr/bin/env node
// Plain JavaScript that any Node since 18 can read: it checks the Node that runs it, then answers, or runs one command.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// A run is short and leaves little behind: a young generation that stays small costs no time and saves 60 MB.
setFlagsFromString('--semi-space-growth-factor=1');
// The first release that runs TypeScript and node:sqlite without a flag; Astro needs 22.12.
const OLDEST = [22, 18];

const home = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
/** A release has no sources: it was compiled by whoever packed it. */
const isRelease = !existsSync(join(home, 'src'));
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  const install = isRelease ? 'install Heliostat again' : 'run `npm ci`';
  fail(
    `this is Node ${process.versions.node}, but ${OLDEST.join('.')} or newer is needed; ` +
      `${install} without --ignore-scripts to get the one that Heliostat brings along.`,
  );
} else {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.(join(home, 'node_modules/.cache/node'));
  const compiled = isRelease ? releasedIn(home) : compiledIn(home);
  const args = process.argv.slice(2);
  const { answerTo } = await import(pathToFileURL(moduleOf(compiled, 'answer', 'src/cli/answer.ts')).href);
  const answer = answerTo(args, process.env);
  if (answer) print(answer);
  else await run(compiled, args[0]);
}

/** Run a command as it was bundled, if it was, else from its source. */
async function run(compiled, command) {
  const path = moduleOf(compiled, command, `scripts/${command}.ts`);
  if (isRelease && !existsSync(path)) return fail(`${command} is for those who change Heliostat, in a checkout of it`);
  process.env.HELIOSTAT_HOME = home;
  // A program that was started by another Heliostat, as tests are, must not run what is compiled there.
  delete process.env.HELIOSTAT_COMPILED;
  if (compiled) process.env.HELIOSTAT_COMPILED = compiled;
  await import(pathToFileURL(path).href);
}

function fail(text) {
  console.error(`heliostat: ${text}`);
  process.exitCode = 1;
}

function print({ text, exitCode }) {
  const stream = exitCode === 0 ? process.stdout : process.stderr;
  // A reader that has gone, as in `| head -1`, is no failure.
  stream.on('error', () => undefined);
  stream.write(text);
  process.exitCode = exitCode;
}

/** The bundled module of this name, if there is one, else its source, relative to `home`. */
function moduleOf(compiled, name, source) {
  const path = compiled && join(compiled, 'commands', `${name}.js`);
  return path && existsSync(path) ? path : join(home, source);
}

/** The folder of what is compiled, named after its fingerprint, in a release; see src/io/stage-release.ts. */
function releasedIn(home) {
  const [fingerprint] = readdirSync(join(home, 'release'));
  return join(home, 'release', fingerprint);
}

/**
 * The same in a checkout, if no file of the code has changed since it was compiled; see src/io/compile.ts, which writes the
 * list. Anything odd about it means starting from the sources.
 */
function compiledIn(home) {
  try {
    const { fingerprint, node, stamps } = JSON.parse(readFileSync(join(home, '.compiled/latest.json'), 'utf8'));
    const isCurrent = node === process.versions.node && stamps.every((stamp) => isAsStamped(home, stamp));
    return isCurrent ? join(home, '.compiled', fingerprint) : undefined;
  } catch {
    return undefined;
  }
}

function isAsStamped(home, [path, mtimeMs, bytes]) {
  const stats = statSync(join(home, path), { throwIfNoEntry: false });
  return stats?.mtimeMs === mtimeMs && (stats.isDirectory() || stats.size === bytes);
}
