import type { Kind } from '../model/kind.ts';
import type { TreeReader } from './look-tree.ts';

/** The kind of a tree from what is in it: the first one all of whose `found` are there. */
export async function folderToKind(tree: Pick<TreeReader, 'find'>, kinds: Iterable<Kind>): Promise<Kind | undefined> {
  for (const kind of kinds) {
    if (kind.found.length === 0) continue;
    const found = await Promise.all(kind.found.map((pattern) => tree.find(pattern)));
    if (found.every((files) => files.length > 0)) return kind;
  }
  return undefined;
}
