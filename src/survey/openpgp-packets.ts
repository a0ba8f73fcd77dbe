/*
 * OpenPGP as bytes, RFC 9580, as far as it says who signed something. Nothing is verified here, and nothing throws: bytes that
 * make no sense end the reading.
 */

export interface Packet {
  readonly tag: number;
  readonly body: Uint8Array;
}

/** The keyring of a whole distribution has some hundreds. */
const MOST_PACKETS = 4096;

export const SIGNATURE = 2;
export const PRIMARY_KEY = 6;
export const SUBKEY = 14;

/** The packets of a file, binary or armoured; of a signed text those of its signature. */
export function readPackets(file: Uint8Array): Packet[] {
  // Every packet begins with a byte that no ASCII text has.
  return file[0] !== undefined && file[0] >= 0x80 ? unpack(file) : armours(file).flatMap(unpack);
}

/** What an armoured block begins with, apart from a message. */
const BEGIN = /^-----BEGIN PGP (?:SIGNATURE|PUBLIC KEY BLOCK)-----/m;
const END = '\n-----END PGP ';

function armours(file: Uint8Array): Uint8Array[] {
  const blocks = new TextDecoder('latin1').decode(file).split(END).slice(0, -1);
  return blocks.flatMap((block) => {
    const begin = BEGIN.exec(block);
    return begin ? (fromBase64(withoutFrame(block.slice(begin.index + begin[0].length))) ?? []) : [];
  });
}

/** Without the headers, which end with an empty line, and the checksum. */
function withoutFrame(block: string): string {
  const [, ...lines] = block.split('\n').map((line) => line.trim());
  const data = lines.slice(lines.indexOf('') + 1);
  return data.filter((line) => !line.startsWith('=')).join('');
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function unpack(data: Uint8Array): Packet[] {
  const packets: Packet[] = [];
  for (let at = 0; at < data.length && packets.length < MOST_PACKETS; ) {
    const head = readHead(data, at);
    if (!head || head.end > data.length) break;
    packets.push({ tag: head.tag, body: data.subarray(head.start, head.end) });
    at = head.end;
  }
  return packets;
}

interface Head {
  readonly tag: number;
  /** Where the body is. */
  readonly start: number;
  readonly end: number;
}

/** Bodies in parts are allowed for data only, and are not read. */
function readHead(data: Uint8Array, at: number): Head | undefined {
  const first = data[at]!;
  if (first < 0x80) return undefined;
  const isNew = first >= 0xc0;
  const length = isNew ? newLength(data, at + 1) : oldLength(data, at + 1, first & 3);
  if (!length) return undefined;
  const tag = isNew ? first & 0x3f : (first >> 2) & 0xf;
  return { tag, start: length.next, end: length.next + length.value };
}

export interface Length {
  readonly value: number;
  /** Where what has this length begins. */
  readonly next: number;
}

function oldLength(data: Uint8Array, at: number, type: number): Length | undefined {
  if (type === 3) return { value: data.length - at, next: at };
  const bytes = 1 << type;
  const value = numberAt(data, at, bytes);
  return value === undefined ? undefined : { value, next: at + bytes };
}

function newLength(data: Uint8Array, at: number): Length | undefined {
  const first = data[at];
  if (first === undefined || (first >= 224 && first < 255)) return undefined;
  return shortLength(data, at);
}

/** The length of a subpacket. */
export function shortLength(data: Uint8Array, at: number): Length | undefined {
  const first = data[at];
  if (first === undefined) return undefined;
  if (first < 192) return { value: first, next: at + 1 };
  const [bytes, base] = first < 255 ? [1, (first - 192) * 256 + 192] : [4, 0];
  const value = numberAt(data, at + 1, bytes);
  return value === undefined ? undefined : { value: base + value, next: at + 1 + bytes };
}

/** A number of so many bytes, the highest first; undefined where there are not so many. */
export function numberAt(data: Uint8Array, at: number, bytes: number): number | undefined {
  if (at + bytes > data.length) return undefined;
  return data.subarray(at, at + bytes).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Bytes as fingerprints are written. */
export function toHex(data: Uint8Array): string {
  return [...data]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}
