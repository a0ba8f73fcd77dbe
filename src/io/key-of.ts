import { hash } from 'node:crypto';

/**
 * A short hash of a file's inputs: values that JSON writes out whole (src/base/plain.ts). What holds other objects is hashed
 * once, however many files are made from it; so it must not be changed afterwards.
 */
export function keyOf(...inputs: readonly unknown[]): string {
  return shortHash(inputs.map(textOf).join('\n'));
}

/** Short enough for lists of thousands, long enough never to meet another. */
export function shortHash(text: string | Uint8Array): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}

const knownHashes = new WeakMap<object, string>();

/** JSON of what is small; the hash of what holds other objects, such as a list of mirrors. */
function textOf(value: unknown): string {
  if (!isObject(value) || !Object.values(value).some(isObject)) return JSON.stringify(value) ?? '';
  const known = knownHashes.get(value) ?? shortHash(textOfParts(value));
  knownHashes.set(value, known);
  return known;
}

function textOfParts(value: object): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  return `{${Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}:${textOf(part)}`)}}`;
}

/** A Date is a value: JSON writes its moment. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
