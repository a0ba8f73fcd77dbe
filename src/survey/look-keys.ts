import type { HelpKey, KeyLook } from '../model/help-key.ts';
import type { TreeReader } from './look-tree.ts';
import { type Digest, isIssuer, type PublicKey, readKeys, readSignatures } from './openpgp.ts';

/** What a tree is asked for keys. */
export interface KeyTree extends Pick<TreeReader, 'find'> {
  /** A file as it is; undefined when it is not there, cannot be read or is too large. */
  readonly readBytes: (path: string) => Promise<Uint8Array | undefined>;
}

/** Files that are looked into for one key: a tree has a signature for each release. */
const MOST_FILES = 24;
/** Signatures of one file. */
const MOST_SIGNATURES = 16;

/** What a tree has to say of the keys that help names; nothing where all is as help says, and no end is known. */
export async function lookAtKeys(tree: KeyTree, keys: readonly HelpKey[], digest: Digest): Promise<KeyLook[]> {
  const looks: KeyLook[] = [];
  for (const key of keys) {
    const look = await lookAtKey(tree, key, digest);
    if (Object.values(look).some((found) => found !== undefined)) looks.push({ fingerprint: key.fingerprint, ...look });
  }
  return looks;
}

type Found = Omit<KeyLook, 'fingerprint'>;

async function lookAtKey(tree: KeyTree, key: HelpKey, digest: Digest): Promise<Found> {
  const copies = await readFiles(tree, key.file, (bytes) => readKeys(bytes, digest));
  const signed = await readFiles(tree, key.of, issuersOf);
  const own = copies.flatMap(({ file, value }) => familyOf(value, key.fingerprint).map((one) => ({ file, ...one })));
  const fingerprints = [key.fingerprint, ...own.map(({ fingerprint }) => fingerprint)];
  const isOwn = (issuer: string) => fingerprints.some((one) => isIssuer(issuer, one));
  const strange = signed.find(({ value }) => value.length > 0 && !value.some(isOwn));
  const used = own.filter(
    ({ fingerprint, primary }) =>
      fingerprint === primary || signed.some(({ value }) => value.some((issuer) => isIssuer(issuer, fingerprint))),
  );
  return {
    differs: strange ? { file: strange.file, found: strange.value[0]! } : otherCopy(copies, key),
    ends: firstEnd(used),
    weak: used.find(({ isWeak }) => isWeak)?.file,
  };
}

function issuersOf(bytes: Uint8Array): string[] {
  return readSignatures(bytes)
    .flatMap(({ issuer }) => issuer ?? [])
    .slice(0, MOST_SIGNATURES);
}

/** A copy of a key that is not the one. */
function otherCopy(copies: readonly Read<PublicKey>[], { fingerprint }: HelpKey): Found['differs'] {
  const other = copies.find(({ value }) => value.length > 0 && familyOf(value, fingerprint).length === 0);
  return other && { file: other.file, found: other.value[0]!.fingerprint };
}

/** A key with its subkeys; help may name one of those. */
function familyOf(keys: readonly PublicKey[], fingerprint: string): PublicKey[] {
  const primary = keys.find((key) => key.fingerprint === fingerprint)?.primary;
  return keys.filter((key) => key.primary === primary);
}

function firstEnd(keys: readonly (PublicKey & { readonly file: string })[]): Found['ends'] {
  const ends = keys.flatMap(({ file, ends: time }) => (time ? [{ file, time }] : []));
  return ends.sort((a, b) => a.time.getTime() - b.time.getTime())[0];
}

interface Read<T> {
  readonly file: string;
  readonly value: readonly T[];
}

async function readFiles<T>(
  tree: KeyTree,
  patterns: readonly string[],
  read: (bytes: Uint8Array) => readonly T[],
): Promise<Read<T>[]> {
  const files = (await Promise.all(patterns.map((pattern) => tree.find(pattern)))).flat();
  const bytes = await Promise.all(
    files.slice(0, MOST_FILES).map(async (file) => ({ file, data: await tree.readBytes(file) })),
  );
  return bytes.flatMap(({ file, data }) => (data ? [{ file, value: read(data) }] : []));
}
