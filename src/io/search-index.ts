import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { IndexFile } from 'pagefind';
import { isFailure } from '../base/operator-error.ts';
import { type Checked, type Problem, problem } from '../base/problems.ts';
import { searchFolder } from '../serving/paths.ts';
import type { SearchPlan, SearchRecord } from '../site/search-plan.ts';
import { shownPath } from './content-folder.ts';
import { keyOf } from './key-of.ts';
import type { Publishable } from './publish.ts';
import { writeFileAtomic } from './write-file.ts';

/** Pages may still be drawn from the one before: a live host reads each file when it is first asked for. */
const KEPT = 2;
/** Two hundred documents take half a second. A killed Pagefind never answers, so a timeout is needed. */
const PATIENCE_MS = 60_000;
/** Forms and styles of Pagefind's own, three quarters of what it brings; our pages have theirs. */
const NOT_OURS = /^pagefind-(.*ui|highlight)\.(js|css)$/;
/** It names all others, so it comes last. */
const ENTRY = 'pagefind-entry.json';

/**
 * The files of the full-text index, as Pagefind makes them. An index is kept in the data folder under the hash of
 * what it is made from, so Pagefind is loaded and started only when a text is new.
 *
 * @param fingerprint of the compiled code, which includes Pagefind's release
 * @returns no files when there is nothing to search, or when Pagefind cannot be used, which is noted
 */
export async function searchFiles(
  plan: SearchPlan | undefined,
  fingerprint: string,
  dataFolder: string,
): Promise<Checked<readonly Publishable[]>> {
  if (!plan) return { value: [], problems: [] };
  const key = keyOf(fingerprint, ...plan.inputs);
  const indexes = join(dataFolder, 'search');
  if (existsSync(join(indexes, key))) return { value: filesOf(join(indexes, key), key), problems: [] };
  const records = await plan.records();
  try {
    keep(await withinPatience(makeIndex(records)), indexes, key);
    return { value: filesOf(join(indexes, key), key), problems: [] };
  } catch (error) {
    if (isFailure(error, 'unwritable')) throw error;
    return { value: [], problems: [unavailable(indexes, error)] };
  }
}

async function makeIndex(records: readonly SearchRecord[]): Promise<readonly IndexFile[]> {
  const { createIndex, close } = await import('pagefind');
  try {
    const { index, errors } = await createIndex();
    if (!index) throw new Error(errors.join(', '));
    for (const { url, language, title, day, text } of records) {
      const added = await index.addCustomRecord({ url, language, content: text, meta: { title, ...(day && { day }) } });
      if (added.errors.length > 0) throw new Error(`${url}: ${added.errors.join(', ')}`);
    }
    const { files } = await index.getFiles();
    return files.filter(({ path }) => !NOT_OURS.test(path)).map(inOrder);
  } finally {
    await close();
  }
}

/** The entry has the languages in any order; all else is the same bytes for the same records. */
function inOrder(file: IndexFile): IndexFile {
  if (file.path !== ENTRY) return file;
  const entry = JSON.parse(Buffer.from(file.content).toString()) as { readonly languages: object };
  const languages = Object.fromEntries(Object.entries(entry.languages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { path: ENTRY, content: Buffer.from(JSON.stringify({ ...entry, languages })) };
}

async function withinPatience<T>(work: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const tooLong = async () => {
    await wait(PATIENCE_MS, undefined, { signal: ended.signal });
    throw new Error(`Pagefind has not answered for ${PATIENCE_MS / 1000} seconds`);
  };
  return Promise.race([work, tooLong()]).finally(() => ended.abort());
}

/** Store an index completely or not at all, and delete old indexes that cannot be in use. */
function keep(files: readonly IndexFile[], indexes: string, key: string): void {
  const temporary = join(indexes, `${randomUUID()}.tmp`);
  try {
    for (const { path, content } of files) writeFileAtomic(join(temporary, path), content);
    renameSync(temporary, join(indexes, key));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  const byAge = readdirSync(indexes)
    .map((name) => ({ name, time: statSync(join(indexes, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { name } of byAge.slice(KEPT)) rmSync(join(indexes, name), { recursive: true, force: true });
}

function filesOf(folder: string, key: string): Publishable[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .sort((a, b) => Number(a.name === ENTRY) - Number(b.name === ENTRY))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ file: join(searchFolder, relative(folder, path)), key, make: () => readFileSync(path) }));
}

function unavailable(folder: string, cause: unknown): Problem {
  const reason = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!.replace(/\.$/, '');
  const fix =
    'Run `npm ci` on this machine, with its optional packages; help is found by name and description until then.';
  return problem('search-unavailable', { file: shownPath(folder) }, `the texts cannot be indexed (${reason})`, fix);
}
