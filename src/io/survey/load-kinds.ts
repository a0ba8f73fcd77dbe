import { join } from 'node:path';
import type { Checked } from '../../base/problems.ts';
import { problemsOf } from '../../base/problems.ts';
import { readKinds } from '../../content/read-kinds.ts';
import { contentKinds } from '../../model/content-kinds.ts';
import type { Kind } from '../../model/kind.ts';
import { readContentFiles } from '../content-folder.ts';
import { listFiles } from '../list-files.ts';

/** The kinds of trees: those of the library, and over them the operator's own. */
export function loadKinds(home: string, content: string): Checked<ReadonlyMap<string, Kind>> {
  const { folder, name } = contentKinds.kind;
  const layers = [join(home, 'content/library'), content].map((layer) => {
    const files = listFiles(join(layer, folder), () => false).files.filter((file) => name.test(file));
    return readContentFiles(join(layer, folder), files);
  });
  const kinds = readKinds(layers.map(({ value }) => value));
  return { value: kinds.value, problems: problemsOf([...layers, kinds]) };
}
