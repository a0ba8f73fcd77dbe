import type { Kind } from '../model/kind.ts';
import type { TreeReader } from './look-tree.ts';

/** The kind of a tree from what is in it: the first one all of whose `found` are there, the most specific kinds first. */
export async function folderToKind(tree: Pick<TreeReader, 'find'>, kinds: Iterable<Kind>): Promise<Kind | undefined> {
  for (const kind of [...kinds].sort(bySpecificity)) {
    if (kind.found.length === 0) continue;
    const found = await Promise.all(kind.found.map((pattern) => tree.find(pattern)));
    if (found.every((files) => files.length > 0)) return kind;
  }
  return undefined;
}

/**
 * More files before fewer, then fewer `*` before more: an exact name tells more than a pattern. Names decide the rest, so that
 * the order is the same wherever the kinds were read.
 */
function bySpecificity(a: Kind, b: Kind): number {
  return b.found.length - a.found.length || stars(a) - stars(b) || (a.name < b.name ? -1 : 1);
}

function stars({ found }: Kind): number {
  return found.join('').split('*').length;
}
