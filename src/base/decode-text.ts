import { type Place, type Problem, problem } from './problems.ts';

/** A text, or why there is none: where the first byte is that UTF-8 does not have, and what the bytes may be. */
export type Decoded =
  | { readonly text: string }
  | { readonly text: undefined; readonly line: number; readonly looksLike: string | undefined };

/** Encodings that files come in where UTF-8 is not what an editor saves; the first one that fits is named. */
const OTHERS = ['gb18030', 'big5', 'windows-1252'] as const;

/** Read bytes as UTF-8, strictly; a byte order mark is left out. */
export function decodeText(bytes: Uint8Array): Decoded {
  const text = decodedAs('utf-8', bytes);
  if (text !== undefined) return { text };
  return { text: undefined, line: faultyLine(bytes), looksLike: looksLike(bytes) };
}

/** What is wrong with a file that is not UTF-8. */
export function notUtf8(place: Place, { line, looksLike }: Exclude<Decoded, { text: string }>): Problem {
  const fix = 'Save it as UTF-8; it is left out until then.';
  return problem('not-utf-8', { ...place, line }, notUtf8Text(looksLike), fix);
}

/** The same without a place, for an answer. */
export function notUtf8Text(looksLike: string | undefined): string {
  return `it is not UTF-8${looksLike ? `, and looks like ${looksLike}` : ''}`;
}

function looksLike(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'UTF-16';
  return OTHERS.find((encoding) => decodedAs(encoding, bytes) !== undefined)?.toUpperCase();
}

function decodedAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** From 1. Line breaks are bytes of their own in all of these encodings but UTF-16. */
function faultyLine(bytes: Uint8Array): number {
  let [line, from] = [1, 0];
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    if (decodedAs('utf-8', bytes.subarray(from, end)) === undefined) return line;
    line++;
    from = end + 1;
  }
  return line;
}
