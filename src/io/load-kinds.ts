import { join } from 'node:path';
import { type Checked, problemsOf } from '../base/problems.ts';
import { type KindFile, mergeKinds, readKindFiles } from '../content/read-kinds.ts';
import { contentKinds } from '../model/content-kinds.ts';
import type { Kind } from '../model/kind.ts';
import { libraryFolder, readContentFiles } from './content-folder.ts';
import { listFiles } from './list-files.ts';
import { readOwnJson } from './read-own-file.ts';
import { writeFileAtomic } from './write-file.ts';

const OF_LIBRARY = 'library-kinds.json';

/** The kinds of trees: those of the library, and over them the operator's own. */
export function loadKinds(home: string, content: string): Checked<ReadonlyMap<string, Kind>> {
  const library = loadOfLibrary(home);
  const own = readFolder(content);
  const kinds = mergeKinds([...library.value, ...own.value]);
  return { value: kinds.value, problems: problemsOf([library, own, kinds]) };
}

/** Keep the kinds of the library with the compiled code: to parse a hundred files takes half as long as a run without news. */
export function saveKindsOfLibrary(home: string, outFolder: string): void {
  writeFileAtomic(join(outFolder, OF_LIBRARY), JSON.stringify(readFolder(libraryFolder(home)).value));
}

/** Below the compiled code; scripts/heliostat.mjs names it where there is one. */
function loadOfLibrary(home: string): Checked<readonly KindFile[]> {
  const compiled = process.env.HELIOSTAT_COMPILED;
  const saved = compiled && (readOwnJson(join(compiled, OF_LIBRARY)) as readonly KindFile[] | undefined);
  return saved ? { value: saved, problems: [] } : readFolder(libraryFolder(home));
}

/** The kinds of a content folder, or of the library, which is laid out like one. */
function readFolder(content: string): Checked<readonly KindFile[]> {
  const folder = join(content, contentKinds.kind.folder);
  const names = listFiles(folder, () => false).files.filter((file) => contentKinds.kind.name.test(file));
  const files = readContentFiles(folder, names);
  const kinds = readKindFiles(files.value);
  return { value: kinds.value, problems: problemsOf([files, kinds]) };
}
