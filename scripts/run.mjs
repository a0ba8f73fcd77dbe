// Plain JavaScript that any Node since 18 can read: it checks the Node that runs it, then runs one command.

import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const COMMANDS = ['fetch', 'build', 'refresh', 'check', 'dev', 'preview', 'start', 'test', 'bench'];
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
  const here = fileURLToPath(new URL('.', import.meta.url));
  enableCompileCache?.(join(here, '../node_modules/.cache/node'));
  await import(pathToFileURL(join(here, `${command}.ts`)).href);
}
