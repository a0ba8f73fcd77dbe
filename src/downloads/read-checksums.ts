import type { ChecksumAlgorithm } from '../model/download.ts';

/** A checksum in a list. */
export interface ListedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** In lower case. */
  readonly value: string;
}

const BY_LENGTH: Readonly<Record<number, ChecksumAlgorithm>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };

/** `<hash>  <name>`, as coreutils write it; the name may have `*` or `./` before it. */
const GNU = /^\\?([\da-f]{32,128})[ \t]+\*?(\S.*)$/i;
/** `SHA256 (<name>) = <hash>`, as BSD and Fedora write it. */
const BSD = /^(?:SHA512|SHA256|SHA1|MD5) ?\((.+)\) ?= ?([\da-f]{32,128})$/i;
/** `<hash>` alone, in a file for one download. */
const ALONE = /^[\da-f]{32,128}$/i;

/**
 * The checksum of a file in a list of them, whichever way it is written; of several, the strongest. Signatures around the list
 * and comments are passed over.
 *
 * @param file its name; lists of whole trees have it behind folders
 * @param listName name of the list; one that begins with the name of the file is about that file alone, whatever name is in it
 * @returns undefined when the list does not have it
 */
export function checksumIn(list: string, file: string, listName: string): ListedChecksum | undefined {
  const lines = list.split('\n').map((line) => line.trim());
  const listed = lines.flatMap((line) => lineToChecksum(line) ?? []);
  const named = listed.filter(({ name }) => name === file || name.endsWith(`/${file}`));
  const filled = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const isOwn = listName.startsWith(file) && filled.length === 1;
  const alone = isOwn
    ? filled.flatMap((line) => (ALONE.test(line) ? { hash: line } : (lineToChecksum(line) ?? [])))
    : [];
  return strongest((named.length > 0 ? named : alone).flatMap(({ hash }) => toChecksum(hash) ?? []));
}

function strongest(found: readonly ListedChecksum[]): ListedChecksum | undefined {
  return found.toSorted((a, b) => b.value.length - a.value.length)[0];
}

function lineToChecksum(line: string): { readonly name: string; readonly hash: string } | undefined {
  const [, hash, name] = GNU.exec(line) ?? [];
  if (hash !== undefined) return { hash, name: name!.replace(/^\.\//, '') };
  const [, bsdName, bsdHash] = BSD.exec(line) ?? [];
  return bsdHash === undefined ? undefined : { hash: bsdHash, name: bsdName! };
}

/** The length of a hash says which one it is. */
function toChecksum(hash: string): ListedChecksum | undefined {
  const algorithm = BY_LENGTH[hash.length];
  return algorithm && { algorithm, value: hash.toLowerCase() };
}
