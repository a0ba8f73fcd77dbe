import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A text file of the content folder. */
export interface ContentFile {
  /** Relative to the content folder, with `/`. */
  readonly name: string;
  /** As messages name it: relative to the working folder where that is shorter. */
  readonly shown: string;
  readonly text: string;
}

/** The text of one file, or undefined when there is none. */
export function readContentFile(folder: string, name: string): ContentFile | undefined {
  try {
    return { name, shown: shownPath(join(folder, name)), text: readFileSync(join(folder, name), 'utf8') };
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Every file below a folder of the content whose name ends so, sorted by name. Files that begin with a dot
 * are an editor's.
 *
 * @returns what could be read, and the names of what could not
 */
export function readContentFiles(
  folder: string,
  below: string,
  ending: string,
): { readonly files: readonly ContentFile[]; readonly unreadable: readonly string[] } {
  const files: ContentFile[] = [];
  const unreadable: string[] = [];
  for (const name of listFiles(join(folder, below))) {
    if (!name.endsWith(ending) || name.split('/').some((part) => part.startsWith('.'))) continue;
    const file = readable(folder, `${below}/${name}`);
    if (file) files.push(file);
    else unreadable.push(shownPath(join(folder, below, name)));
  }
  return { files, unreadable };
}

/** A listed file may be forbidden, a link that leads nowhere, or gone by now. */
function readable(folder: string, name: string): ContentFile | undefined {
  try {
    return readContentFile(folder, name);
  } catch {
    return undefined;
  }
}

/** A path as messages name it. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .sort();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
}
