import { type Checked, problemsOf } from '../base/problems.ts';
import { type KindFile, mergeKinds, readKindFiles } from '../content/read-kinds.ts';
import { contentKinds } from '../model/content-kinds.ts';
import type { Kind } from '../model/kind.ts';
import { type LayeredFiles, loadLayers } from './library-files.ts';

/** The files of the kinds of trees. */
export const kindFiles: LayeredFiles<KindFile> = {
  kind: contentKinds.kind,
  saved: 'library-kinds.json',
  read: readKindFiles,
};

/** The kinds of trees: those of the library, and over them the operator's own. */
export function loadKinds(home: string, content: string): Checked<ReadonlyMap<string, Kind>> {
  const files = loadLayers(kindFiles, home, content);
  const kinds = mergeKinds(files.value);
  return { value: kinds.value, problems: problemsOf([files, kinds]) };
}
