import {
  numberAt,
  type Packet,
  PRIMARY_KEY,
  readPackets,
  SIGNATURE,
  SUBKEY,
  shortLength,
  toHex,
} from './openpgp-packets.ts';

/** What a signature says of itself. */
export interface Signature {
  /** 0x00 is of a file, 0x10 to 0x13 of a user of a key, 0x18 of a subkey, 0x1f of a key. */
  readonly type: number;
  /** Fingerprint of the key that made it, or in old ones the id, which is a part of that; missing where it says neither. */
  readonly issuer: string | undefined;
  /** Whether it is over a hash that can be forged: MD5, SHA-1 or RIPEMD-160. */
  readonly isWeak: boolean;
  readonly createdSeconds: number;
  /** How long the key is valid after it was made; missing where it is for ever. */
  readonly keySeconds: number | undefined;
}

/** A key, or a subkey with that of which it is one. */
export interface PublicKey {
  readonly fingerprint: string;
  /** That of the key itself, also for a subkey. */
  readonly primary: string;
  /** When it ends; missing where it does not. */
  readonly ends: Date | undefined;
  /** Whether only weak signatures bind it to its owner. */
  readonly isWeak: boolean;
}

/** The hash of bytes in hexadecimal digits. */
export type Digest = (algorithm: 'sha1' | 'sha256', data: Uint8Array) => string;

const WEAK_HASHES = [1, 2, 3];
const CREATED = 2;
const KEY_EXPIRES = 9;
const ISSUER_ID = 16;
const ISSUER_FINGERPRINT = 33;

/** The signatures in a file: detached, or below a signed text. */
export function readSignatures(file: Uint8Array): Signature[] {
  return readPackets(file).flatMap((packet) => (packet.tag === SIGNATURE ? (toSignature(packet) ?? []) : []));
}

/** The keys of a file, and their subkeys. A key that nothing binds is one, too, but says nothing of its end. */
export function readKeys(file: Uint8Array, digest: Digest): PublicKey[] {
  const drafts: KeyDraft[] = [];
  for (const packet of readPackets(file)) {
    if (packet.tag === SIGNATURE) addSignature(drafts.at(-1), toSignature(packet));
    else if (packet.tag === PRIMARY_KEY || packet.tag === SUBKEY)
      drafts.push(...(toDraft(packet, drafts, digest) ?? []));
  }
  return drafts.map(finished);
}

/** Whether a fingerprint, or the id that is a part of it, is that of a key. */
export function isIssuer(issuer: string, fingerprint: string): boolean {
  // From version 5 on, the id is the beginning.
  return fingerprint.length > 40 ? fingerprint.startsWith(issuer) : fingerprint.endsWith(issuer);
}

interface KeyDraft {
  readonly fingerprint: string;
  readonly primary: string;
  readonly createdSeconds: number;
  /** Those that bind it. */
  readonly signatures: Signature[];
}

function toDraft({ tag, body }: Packet, before: readonly KeyDraft[], digest: Digest): KeyDraft[] | undefined {
  const createdSeconds = numberAt(body, 1, 4);
  const fingerprint = fingerprintOf(body, digest);
  const primary = tag === PRIMARY_KEY ? fingerprint : before.at(-1)?.primary;
  if (createdSeconds === undefined || fingerprint === undefined || primary === undefined) return undefined;
  return [{ fingerprint, primary, createdSeconds, signatures: [] }];
}

function fingerprintOf(body: Uint8Array, digest: Digest): string | undefined {
  const { length } = body;
  // No key is longer, and its hash covers two bytes of length.
  if (length > 0xffff) return undefined;
  if (body[0] === 4) return digest('sha1', Uint8Array.of(0x99, length >> 8, length, ...body)).toUpperCase();
  if (body[0] !== 6) return undefined;
  const frame = [0x9b, length >> 24, length >> 16, length >> 8, length];
  return digest('sha256', Uint8Array.of(...frame, ...body)).toUpperCase();
}

/** Others may sign a key, too; only what its owner says counts. */
function addSignature(key: KeyDraft | undefined, signature: Signature | undefined): void {
  if (!key || signature?.issuer === undefined || !isIssuer(signature.issuer, key.primary)) return;
  const isBinding = key.fingerprint === key.primary ? isOfKey(signature) : signature.type === 0x18;
  if (isBinding) key.signatures.push(signature);
}

function isOfKey({ type }: Signature): boolean {
  return (type >= 0x10 && type <= 0x13) || type === 0x1f;
}

/** The newest signature says until when. */
function finished({ fingerprint, primary, createdSeconds, signatures }: KeyDraft): PublicKey {
  const newest = signatures.toSorted((a, b) => b.createdSeconds - a.createdSeconds)[0];
  const ends = newest?.keySeconds ? new Date((createdSeconds + newest.keySeconds) * 1000) : undefined;
  const isWeak = signatures.length > 0 && signatures.every((signature) => signature.isWeak);
  return { fingerprint, primary, ends, isWeak };
}

function toSignature({ body }: Packet): Signature | undefined {
  const [version] = body;
  if (version === 3) return { ...ofVersion3(body), createdSeconds: numberAt(body, 3, 4) ?? 0, keySeconds: undefined };
  if (version !== 4 && version !== 5 && version !== 6) return undefined;
  const subpackets = readSubpackets(body, version === 6 ? 4 : 2);
  const valueOfType = (type: number) => subpackets.find((subpacket) => subpacket.type === type)?.value;
  const issuer = valueOfType(ISSUER_FINGERPRINT)?.subarray(1) ?? valueOfType(ISSUER_ID);
  const secondsOf = (type: number) => numberAt(valueOfType(type) ?? new Uint8Array(), 0, 4);
  return {
    type: body[1] ?? 0,
    issuer: issuer && issuer.length >= 8 ? toHex(issuer) : undefined,
    isWeak: WEAK_HASHES.includes(body[3] ?? 0),
    createdSeconds: secondsOf(CREATED) ?? 0,
    keySeconds: secondsOf(KEY_EXPIRES),
  };
}

function ofVersion3(body: Uint8Array): Pick<Signature, 'type' | 'issuer' | 'isWeak'> {
  const id = body.subarray(7, 15);
  return {
    type: body[2] ?? 0,
    issuer: id.length === 8 ? toHex(id) : undefined,
    isWeak: WEAK_HASHES.includes(body[16] ?? 0),
  };
}

interface Subpacket {
  readonly type: number;
  readonly value: Uint8Array;
}

/** Those that the signature covers, then the others: only the id of the key is looked for there, which proves nothing anyway. */
function readSubpackets(body: Uint8Array, lengthBytes: number): Subpacket[] {
  const covered = areaAt(body, 4, lengthBytes);
  const others = covered && areaAt(body, 4 + lengthBytes + covered.length, lengthBytes);
  return [
    ...subpacketsIn(covered ?? new Uint8Array()),
    ...subpacketsIn(others ?? new Uint8Array()).filter(({ type }) => type === ISSUER_ID || type === ISSUER_FINGERPRINT),
  ];
}

function areaAt(body: Uint8Array, at: number, lengthBytes: number): Uint8Array | undefined {
  const length = numberAt(body, at, lengthBytes);
  const start = at + lengthBytes;
  return length === undefined || start + length > body.length ? undefined : body.subarray(start, start + length);
}

function subpacketsIn(area: Uint8Array): Subpacket[] {
  const found: Subpacket[] = [];
  for (let at = 0; at < area.length; ) {
    const length = shortLength(area, at);
    if (!length || length.value === 0 || length.next + length.value > area.length) break;
    const end = length.next + length.value;
    found.push({ type: area[length.next]! & 0x7f, value: area.subarray(length.next + 1, end) });
    at = end;
  }
  return found;
}
