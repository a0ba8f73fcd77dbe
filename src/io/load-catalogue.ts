import { join } from 'node:path';
import { type Checked, problemsOf } from '../base/problems.ts';
import { readCatalogue } from '../content/read-catalogue.ts';
import { type Catalogue, type CatalogueEntry, toCatalogue } from '../model/catalogue.ts';
import { contentKinds, partsOf } from '../model/content-kinds.ts';
import { libraryFolder, readContentFiles } from './content-folder.ts';
import { listFiles } from './list-files.ts';
import { readOwnJson } from './read-own-file.ts';
import { writeFileAtomic } from './write-file.ts';

const OF_LIBRARY = 'library-mirrors.json';

/** What the library knows of the projects that sites mirror. */
export function loadCatalogue(home: string): Checked<Catalogue> {
  const compiled = process.env.HELIOSTAT_COMPILED;
  const saved = compiled && (readOwnJson(join(compiled, OF_LIBRARY)) as readonly CatalogueEntry[] | undefined);
  const { value, problems } = saved ? { value: saved, problems: [] } : readLibrary(home);
  return { value: toCatalogue(value), problems };
}

/** Keep the catalogue with the compiled code: to parse hundreds of files takes longer than most runs. */
export function saveCatalogue(home: string, outFolder: string): void {
  writeFileAtomic(join(outFolder, OF_LIBRARY), JSON.stringify(readLibrary(home).value));
}

function readLibrary(home: string): Checked<readonly CatalogueEntry[]> {
  const folder = join(libraryFolder(home), contentKinds.mirror.folder);
  const names = listFiles(folder).files.filter((name) => partsOf(contentKinds.mirror, name));
  const files = readContentFiles(folder, names);
  const entries = readCatalogue(files.value);
  return { value: entries.value, problems: problemsOf([files, entries]) };
}
