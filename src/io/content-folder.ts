import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decodeText, notUtf8 } from '../base/decode-text.ts';
import { type Problem, problem } from '../base/problems.ts';

/** A text file of the content folder. */
export interface ContentFile {
  /** Relative to the content folder, with `/`. */
  readonly name: string;
  /** As messages name it: relative to the working folder where that is shorter. */
  readonly shown: string;
  readonly text: string;
  /** Why there is no text. */
  readonly fault?: Problem;
}

/** The text of one file, or undefined when there is none; a file that is not UTF-8 has a fault. */
export function readContentFile(folder: string, name: string): ContentFile | undefined {
  try {
    const shown = shownPath(join(folder, name));
    const decoded = decodeText(readFileSync(join(folder, name)));
    if (decoded.text !== undefined) return { name, shown, text: decoded.text };
    return { name, shown, text: '', fault: notUtf8({ file: shown }, decoded) };
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Every file below a folder of the content whose name ends so, sorted by name. Files that begin with a dot
 * are an editor's.
 *
 * @returns what could be read, and what is wrong with the others
 */
export function readContentFiles(
  folder: string,
  below: string,
  ending: string,
): { readonly files: readonly ContentFile[]; readonly unreadable: readonly Problem[] } {
  const files: ContentFile[] = [];
  const unreadable: Problem[] = [];
  for (const name of listFiles(join(folder, below))) {
    if (!name.endsWith(ending) || name.split('/').some((part) => part.startsWith('.'))) continue;
    const file = readable(folder, `${below}/${name}`);
    if (!file) unreadable.push(cannotBeRead(shownPath(join(folder, below, name))));
    else if (file.fault) unreadable.push(file.fault);
    else files.push(file);
  }
  return { files, unreadable };
}

function cannotBeRead(file: string): Problem {
  return problem('unreadable-file', { file }, 'the file cannot be read', 'Let the user who builds read it.');
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
