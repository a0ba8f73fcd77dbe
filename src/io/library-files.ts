import { join } from 'node:path';
import { type Checked, problemsOf } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';
import type { ContentKind } from '../model/content-kinds.ts';
import { libraryFolder, readContentFiles } from './content-folder.ts';
import { listFiles } from './list-files.ts';
import { readOwnJson } from './read-own-file.ts';
import { writeFileAtomic } from './write-file.ts';

/** A kind of file that the library has, and that the operator may write as well. */
export interface LayeredFiles<T> {
  readonly kind: ContentKind;
  /** Where those of the library are with the compiled code: `library-kinds.json`. They are plain values. */
  readonly saved: string;
  readonly read: (files: readonly TextFile[]) => Checked<readonly T[]>;
}

/** The files of the library, then those of the content folder, which override them. */
export function loadLayers<T>(layered: LayeredFiles<T>, home: string, content: string): Checked<readonly T[]> {
  const library = loadOfLibrary(layered, home);
  const own = readFolder(layered, content);
  return { value: [...library.value, ...own.value], problems: problemsOf([library, own]) };
}

/** Keep those of the library with the compiled code: to parse a hundred files takes half as long as a run without news. */
export function saveLayers<T>(layered: LayeredFiles<T>, home: string, outFolder: string): void {
  writeFileAtomic(join(outFolder, layered.saved), JSON.stringify(readFolder(layered, libraryFolder(home)).value));
}

/** Below the compiled code; scripts/heliostat.mjs names it where there is one. */
function loadOfLibrary<T>(layered: LayeredFiles<T>, home: string): Checked<readonly T[]> {
  const compiled = process.env.HELIOSTAT_COMPILED;
  const saved = compiled && (readOwnJson(join(compiled, layered.saved)) as readonly T[] | undefined);
  return saved ? { value: saved, problems: [] } : readFolder(layered, libraryFolder(home));
}

/** Those of a content folder, or of the library, which is laid out like one. */
function readFolder<T>({ kind, read }: LayeredFiles<T>, content: string): Checked<readonly T[]> {
  const folder = join(content, kind.folder);
  const names = listFiles(folder, () => false).files.filter((file) => kind.name.test(file));
  const files = readContentFiles(folder, names);
  const all = read(files.value);
  return { value: all.value, problems: problemsOf([files, all]) };
}
