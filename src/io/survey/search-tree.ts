import type { Dirent, Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { besidePath } from '../../downloads/fill-template.ts';
import { checksumIn } from '../../downloads/read-checksums.ts';
import { type SelectedFile, selectFiles } from '../../downloads/select-files.ts';
import type { Companion } from '../../model/download.ts';
import type { FileRule, FoundChecksum, FoundFile } from '../../model/download-rule.ts';

/** A list of the checksums of a whole archive has a few megabytes. */
const MOST_LIST_BYTES = 8 * 1024 * 1024;
/** Names that one search reads; what has more is no folder of downloads. */
const MOST_NAMES = 500_000;
/** Files of one distribution on one mirror. */
const MOST_FILES = 2_000;

/** What is read of a tree in one search, each folder and list once. */
class Tree {
  readonly #folder: string;
  readonly #stillReading: () => void;
  readonly #entries = new Map<string, Promise<readonly Dirent[]>>();
  readonly #lists = new Map<string, Promise<string | undefined>>();
  #names = 0;

  constructor(folder: string, stillReading: () => void) {
    this.#folder = folder;
    this.#stillReading = stillReading;
  }

  /** What is in a folder below the tree; nothing where it cannot be read. */
  entries(below: string): Promise<readonly Dirent[]> {
    const known = this.#entries.get(below) ?? this.#readEntries(below);
    this.#entries.set(below, known);
    return known;
  }

  async has(path: string): Promise<boolean> {
    const at = path.lastIndexOf('/');
    const name = path.slice(at + 1);
    return (await this.entries(path.slice(0, Math.max(at, 0)))).some((entry) => entry.name === name);
  }

  async stats(path: string): Promise<Stats | undefined> {
    try {
      return await stat(join(this.#folder, path));
    } catch {
      return undefined;
    }
  }

  /** The text of a list of checksums; undefined when it is not there, or too large. */
  list(path: string): Promise<string | undefined> {
    const known = this.#lists.get(path) ?? this.#readList(path);
    this.#lists.set(path, known);
    return known;
  }

  async #readEntries(below: string): Promise<readonly Dirent[]> {
    this.#stillReading();
    if (this.#names > MOST_NAMES) return [];
    try {
      const entries = await readdir(join(this.#folder, below), { withFileTypes: true });
      this.#names += entries.length;
      return entries.filter(({ name }) => !name.startsWith('.'));
    } catch {
      return [];
    }
  }

  async #readList(path: string): Promise<string | undefined> {
    this.#stillReading();
    const stats = await this.stats(path);
    if (!stats?.isFile() || stats.size > MOST_LIST_BYTES) return undefined;
    try {
      return await readFile(join(this.#folder, path), 'utf8');
    } catch {
      return undefined;
    }
  }
}

/**
 * The downloads in a tree: the files that rules take, with their sizes, checksums and the files beside them.
 *
 * @param stillReading called now and then
 */
export async function searchTree(
  folder: string,
  rules: readonly FileRule[],
  stillReading: () => void = () => undefined,
): Promise<FoundFile[]> {
  const tree = new Tree(folder, stillReading);
  const found = new Map<string, FoundFile>();
  for (const rule of rules) {
    const paths = await Promise.all(rule.paths.map((pattern) => findPaths(tree, pattern.split('/'))));
    for (const selected of selectFiles(rule, paths.flat()).slice(0, MOST_FILES)) {
      const file = found.has(selected.path) ? undefined : await describe(tree, selected, rule);
      if (file) found.set(file.path, file);
    }
  }
  return [...found.values()].slice(0, MOST_FILES);
}

async function findPaths(tree: Tree, [step, ...rest]: readonly string[], below = ''): Promise<string[]> {
  if (step === undefined) return [below];
  const isLast = rest.length === 0;
  if (!isLast && !isPattern(step)) return findPaths(tree, rest, joined(below, step));
  const expression = stepToExpression(step);
  const entries = (await tree.entries(below)).filter(
    (entry) => (isLast || !entry.isFile()) && expression.test(entry.name),
  );
  if (isLast) return entries.map(({ name }) => joined(below, name));
  const paths: string[] = [];
  for (const { name } of entries) paths.push(...(await findPaths(tree, rest, joined(below, name))));
  return paths;
}

function joined(below: string, name: string): string {
  return below === '' ? name : `${below}/${name}`;
}

function isPattern(step: string): boolean {
  return /[*?[]/.test(step);
}

/** Patterns of a shell: `*`, `?` and classes. */
function stepToExpression(step: string): RegExp {
  const source = step.replaceAll(/\*|\?|\[(!?)([^\]]+)\]|[^*?[]+|\[/g, (part, not: string, characters: string) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (characters === undefined) return RegExp.escape(part);
    return `[${not === '!' ? '^' : ''}${characters.replaceAll(/[\\\]^]/g, '\\$&')}]`;
  });
  return new RegExp(`^${source}$`, 's');
}

/** Undefined when it is no file. */
async function describe(tree: Tree, selected: SelectedFile, rule: FileRule): Promise<FoundFile | undefined> {
  const { path, version, architecture, kind } = selected;
  const stats = await tree.stats(path);
  if (!stats?.isFile()) return undefined;
  const checksum = await checksumOf(tree, selected, rule);
  const signature = await listSignatureOf(tree, selected, checksum, rule);
  const beside = await besidesOf(tree, selected, rule);
  return {
    ...{ path, version, architecture, kind, checksum, beside },
    sizeBytes: stats.size,
    modified: new Date(Math.floor(stats.mtimeMs / 1000) * 1000),
    listSignature: signature,
  };
}

async function listSignatureOf(
  tree: Tree,
  { path, groups }: SelectedFile,
  checksum: FoundChecksum | undefined,
  { listSignature }: FileRule,
): Promise<string | undefined> {
  if (!checksum || listSignature === undefined) return undefined;
  return there(tree, { path, groups: { ...groups, list: nameOf(checksum.list) } }, listSignature);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

async function there(
  tree: Tree,
  { path, groups }: Pick<SelectedFile, 'path' | 'groups'>,
  template: string,
): Promise<string | undefined> {
  const other = besidePath(path, template, groups);
  return other !== undefined && (await tree.has(other)) ? other : undefined;
}

async function checksumOf(
  tree: Tree,
  selected: SelectedFile,
  { checksums }: FileRule,
): Promise<FoundChecksum | undefined> {
  const name = nameOf(selected.path);
  for (const template of checksums) {
    const list = besidePath(selected.path, template, selected.groups);
    const text = list === undefined ? undefined : await tree.list(list);
    const checksum = text === undefined ? undefined : checksumIn(text, name, nameOf(list!));
    if (checksum) return { ...checksum, list: list! };
  }
  return undefined;
}

async function besidesOf(tree: Tree, selected: SelectedFile, { beside }: FileRule): Promise<FoundFile['beside']> {
  const templates = Object.entries(beside) as [Companion, string][];
  const found = await Promise.all(
    templates.map(async ([what, template]) => [what, await there(tree, selected, template)] as const),
  );
  const paths = found.filter(([, path]) => path !== undefined);
  return paths.length > 0 ? Object.fromEntries(paths) : undefined;
}
