import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isFailure, OperatorError } from '../base/operator-error.ts';
import { lockFolder } from './lock.ts';
import { writeFileAtomic } from './write-file.ts';

/** The site's code, compiled: the pages' templates as a module, and the files that pages refer to. */
export interface Compiled {
  /** Changes whenever code or dependencies change. */
  readonly fingerprint: string;
  /** Where all of it is, absolute. */
  readonly folder: string;
  /** Module that exports the Astro app. */
  readonly entry: string;
  /** Folder of the files to publish as they are. */
  readonly client: string;
}

/** What the compiled code is made from, relative to the checkout. */
const CODE = [
  'package-lock.json',
  'astro.config.mjs',
  'src',
  'public',
  'scripts',
  'content/library/kinds',
  'content/library/mirrors',
  'content/library/downloads',
];
/** A rollback to yesterday's release should not have to compile again. */
const KEPT = 3;
/** A compile takes seconds; one that takes this long hangs. */
const PATIENCE_MS = 120_000;

/**
 * The compiled code of this checkout, or undefined when it has yet to be compiled. scripts/heliostat.mjs names its folder in
 * HELIOSTAT_COMPILED: that of a release, or when it has found every file of the code as it was.
 */
export function findCompiled(checkout: string): Compiled | undefined {
  const compiled = compiledIn(process.env.HELIOSTAT_COMPILED ?? folderFor(checkout));
  return existsSync(compiled.entry) ? compiled : undefined;
}

/**
 * Compile the code unless it has been compiled already. What comes out depends on the code alone, never on
 * content, so all portals of a checkout share it.
 */
export function compile(checkout: string, tell: (text: string) => void): Compiled {
  const found = findCompiled(checkout);
  if (found) {
    noteStamps(checkout, found);
    return found;
  }
  mustBeWritable(checkout);
  tell('compiling: code or dependencies have changed');
  const release = lockFolder(join(checkout, '.compiled'), PATIENCE_MS);
  try {
    const compiled = findCompiled(checkout) ?? compileNow(checkout);
    noteStamps(checkout, compiled);
    return compiled;
  } finally {
    release();
  }
}

/** @throws when this user may not compile, which is the work of whoever owns the checkout */
function mustBeWritable(checkout: string): void {
  try {
    accessSync(checkout, constants.W_OK);
    if (existsSync(join(checkout, '.compiled'))) accessSync(join(checkout, '.compiled'), constants.W_OK);
  } catch (cause) {
    throw new OperatorError(
      `there is no compiled code for this version, and this user may not write into ${checkout}`,
      'run `npm ci` or `npm run build` once as the user who owns it',
      { cause },
    );
  }
}

function compileNow(checkout: string): Compiled {
  const compiled = compiledIn(folderFor(checkout));
  const temporary = join(checkout, '.compiled', `${randomUUID()}.tmp`);
  try {
    runCompiler(checkout, temporary);
    renameSync(temporary, compiled.folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  removeOld(join(checkout, '.compiled'));
  return compiled;
}

/** In a process of its own, so that half a gigabyte is given back before the pages are drawn. */
function runCompiler(checkout: string, outFolder: string): void {
  if (!existsSync(join(checkout, 'node_modules/astro')))
    throw new OperatorError('the packages that compile are not installed', 'run `npm ci --include=dev`');
  const program = join(checkout, 'src/app/compile-code.ts');
  const { status, stderr } = spawnSync(process.execPath, [program, checkout, outFolder], { encoding: 'utf8' });
  if (status !== 0) throw new OperatorError(`could not compile the code:\n${stderr}`);
}

/**
 * Note what the code's files and folders looked like when they were compiled: `.compiled/latest.json`. As long as
 * they look the same, scripts/heliostat.mjs starts the bundled commands without reading any of them.
 */
function noteStamps(checkout: string, { fingerprint }: Compiled): void {
  if (process.env.HELIOSTAT_COMPILED) return;
  const stamps = CODE.flatMap((name) => stampsOf(checkout, name));
  const path = join(checkout, '.compiled/latest.json');
  const text = JSON.stringify({ fingerprint, node: process.versions.node, stamps });
  try {
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileAtomic(path, text);
  } catch (error) {
    // Whoever may only read the checkout starts from the sources each time, which takes a little longer.
    if (!isFailure(error, 'unwritable')) throw error;
  }
}

/**
 * Files by time and size, folders by time, which tells of files that come and go. Paths are relative to the checkout, so
 * that a copy of it never runs the code of the one that it was copied from.
 */
function stampsOf(checkout: string, path: string): [path: string, mtimeMs: number, bytes: number][] {
  const stats = statSync(join(checkout, path), { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [[path, stats.mtimeMs, stats.size]];
  const inside = readdirSync(join(checkout, path)).flatMap((name) => stampsOf(checkout, join(path, name)));
  return [[path, stats.mtimeMs, 0], ...inside];
}

function compiledIn(folder: string): Compiled {
  const paths = { entry: join(folder, 'server/entry.mjs'), client: join(folder, 'client') };
  return { fingerprint: basename(folder), folder, ...paths };
}

/** Where the code of now is when it is compiled. */
function folderFor(checkout: string): string {
  return join(checkout, '.compiled', fingerprintOf(checkout));
}

function fingerprintOf(checkout: string): string {
  const hash = createHash('sha256').update(process.versions.node);
  for (const path of CODE.flatMap((name) => filesOf(join(checkout, name)))) {
    if (!path.endsWith('.test.ts')) hash.update(path.slice(checkout.length)).update('\0').update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesOf(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

function removeOld(folder: string): void {
  const compiled = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { name } of compiled.slice(KEPT)) rmSync(join(folder, name), { recursive: true, force: true });
}
