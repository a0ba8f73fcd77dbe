import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decodeText, notUtf8 } from '../base/decode-text.ts';
import { type Checked, checked, type Problem, problem } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';

/** The text of one file, or undefined when there is none; a file that is not UTF-8 has a fault. */
export function readContentFile(folder: string, name: string): TextFile | undefined {
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
 * The texts of files of a folder. One that cannot be read is noted and left out.
 *
 * @param names relative to the folder
 */
export function readContentFiles(folder: string, names: readonly string[]): Checked<readonly TextFile[]> {
  return checked((note) =>
    names.flatMap((name) => {
      const file = readableFile(folder, name);
      const fault = file ? file.fault : cannotBeRead(shownPath(join(folder, name)));
      if (fault) note(fault);
      return file && !fault ? [file] : [];
    }),
  );
}

function cannotBeRead(file: string): Problem {
  return problem(
    'unreadable-file',
    { file },
    'the file cannot be read',
    'Give the user who builds permission to read it.',
  );
}

/** The text of one file; undefined also when it is forbidden or a link that leads nowhere. */
export function readableFile(folder: string, name: string): TextFile | undefined {
  try {
    return readContentFile(folder, name);
  } catch {
    return undefined;
  }
}

/** The library that comes along: help, projects and kinds of trees, laid out like a content folder. */
export function libraryFolder(home: string): string {
  return join(home, 'content/library');
}

/** A path as messages name it. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
