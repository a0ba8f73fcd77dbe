import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from './lock.ts';

/** The site's code, compiled: the pages' templates as a module, and the files that pages refer to. */
export interface Compiled {
  /** Changes whenever code or dependencies change. */
  readonly fingerprint: string;
  /** Module that exports the Astro app. */
  readonly entry: string;
  /** Folder of the files to publish as they are. */
  readonly client: string;
}

/** What the compiled code is made from, relative to the checkout. */
const CODE = ['package-lock.json', 'astro.config.mjs', 'src', 'public'];
/** A rollback to yesterday's release should not have to compile again. */
const KEPT = 3;
/** A compile takes seconds; one that takes this long hangs. */
const PATIENCE_MS = 120_000;

/** The compiled code of this checkout, or undefined when it has yet to be compiled. */
export function findCompiled(checkout: string): Compiled | undefined {
  const compiled = compiledAt(checkout, fingerprintOf(checkout));
  return existsSync(compiled.entry) ? compiled : undefined;
}

/**
 * Compile the code unless it has been compiled already. What comes out depends on the code alone, never on
 * content, so all portals of a checkout share it.
 */
export async function compile(checkout: string, tell: (text: string) => void): Promise<Compiled> {
  const found = findCompiled(checkout);
  if (found) return found;
  tell('compiling: code or dependencies are new');
  const release = lockFolder(join(checkout, '.compiled'), PATIENCE_MS);
  try {
    return findCompiled(checkout) ?? (await compileNow(checkout));
  } finally {
    release();
  }
}

async function compileNow(checkout: string): Promise<Compiled> {
  const compiled = compiledAt(checkout, fingerprintOf(checkout));
  const temporary = join(checkout, '.compiled', `${randomUUID()}.tmp`);
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  try {
    const { build } = await import('astro');
    await build({ root: checkout, outDir: temporary, logLevel: 'error' });
    renameSync(temporary, join(compiled.entry, '../..'));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  removeOld(join(checkout, '.compiled'));
  return compiled;
}

function compiledAt(checkout: string, fingerprint: string): Compiled {
  const folder = join(checkout, '.compiled', fingerprint);
  return { fingerprint, entry: join(folder, 'server/entry.mjs'), client: join(folder, 'client') };
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
