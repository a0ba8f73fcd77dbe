import { nearestName } from '../base/nearest-name.ts';
import { type Problem, problem, quoted } from '../base/problems.ts';
import type { MirrorFile } from '../content/mirror-file.ts';
import type { Kind } from '../model/kind.ts';

/** Files of mirrors that name a kind of tree that there is none of. */
export function unknownKinds(files: readonly MirrorFile[], kinds: ReadonlyMap<string, Kind>): Problem[] {
  return files.flatMap(({ file, content }) => {
    const name = content?.survey?.kind;
    if (name === undefined || kinds.has(name)) return [];
    const meant = nearestName(name, [...kinds.keys()]);
    const fix = meant
      ? `Did you mean ${quoted(meant)}? Until then the kind follows from the cname and the folder.`
      : 'See docs/reference/kinds.md for every kind; until then it follows from the cname and the folder.';
    return [problem('bad-value', { file, path: 'survey.kind' }, `there is no kind ${quoted(name)}`, fix)];
  });
}
