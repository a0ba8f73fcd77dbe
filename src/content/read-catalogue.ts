import { parseYaml } from '../base/parse-yaml.ts';
import { type Checked, checked } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';
import type { CatalogueEntry } from '../model/catalogue.ts';
import { contentKinds, partsOf } from '../model/content-kinds.ts';
import { catalogueSchema } from './catalogue-schema.ts';

/** Read files of the library's `mirrors/`; names are relative to that folder. One without a name of its own is left out. */
export function readCatalogue(files: readonly TextFile[]): Checked<readonly CatalogueEntry[]> {
  return checked((note) =>
    files.flatMap(({ name: file, shown, text }) => {
      const cname = partsOf(contentKinds.mirror, file)?.cname;
      const { value, problems } = parseYaml(text, shown, catalogueSchema);
      problems.forEach(note);
      if (cname === undefined || !value) return [];
      const { name, desc, category, homepage, words = [], also = [] } = value;
      return [{ cname, name, desc, category, homepage, words, also }];
    }),
  );
}
