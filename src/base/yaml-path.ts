import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';

/*
 * The yaml library finds nodes by the YAML value of their keys and stops at aliases. Schemas name keys as
 * JavaScript does (`404` and `true` are texts there) and see through aliases, and so do these.
 */

/** From the top of a document to a value: keys and list positions, as a schema's complaint names them. */
export type Path = readonly PropertyKey[];

/** The node at a path, undefined when there is none. */
export function nodeAt(document: Document, path: Path): unknown {
  return path.reduce<unknown>((holder, key) => childOf(document, holder, key), document.contents);
}

/** The key and value at a path, undefined when it does not lead to an entry of a map. */
export function pairAt(document: Document, path: Path): Pair | undefined {
  const holder = resolved(document, nodeAt(document, path.slice(0, -1)));
  return isMap(holder) ? pairOf(holder, path.at(-1)!) : undefined;
}

/** Take out what is at a path, if there is anything. */
export function deleteAt(document: Document, path: Path): void {
  const holder = resolved(document, nodeAt(document, path.slice(0, -1)));
  const key = path.at(-1)!;
  if (isSeq(holder)) holder.items.splice(Number(key), 1);
  else if (isMap(holder)) holder.items = holder.items.filter((pair) => pair !== pairOf(holder, key));
}

/** Where a node begins in the text. */
export function offsetOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | undefined)?.range?.[0];
}

function childOf(document: Document, holder: unknown, key: PropertyKey): unknown {
  const node = resolved(document, holder);
  if (isSeq(node)) return node.items[Number(key)];
  return isMap(node) ? pairOf(node, key)?.value : undefined;
}

function pairOf(map: YAMLMap, key: PropertyKey): Pair | undefined {
  return map.items.find((pair) => keyText(pair.key) === String(key));
}

function keyText(key: unknown): string {
  const value = isScalar(key) ? key.value : key;
  return value === null ? '' : String(value);
}

function resolved(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}
