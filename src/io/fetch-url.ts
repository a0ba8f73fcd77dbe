import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { decodeText, notUtf8Text } from '../base/decode-text.ts';
import type { FetchedText } from '../portal/snapshot.ts';
import { AnswerFault, askHttp } from './ask-http.ts';
import { type Transport, TransportFault } from './transport.ts';
import { transportFault } from './transport-faults.ts';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** What is asked for. */
export interface Wanted {
  /** The media type of the answer. */
  readonly accept: string;
  /** What the last answer was marked with, to ask only for a newer one. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/**
 * Fetch a text over http or https: 10 seconds and 16 MB (unpacked) at most, three redirects at
 * most. An error is returned as a fault; nothing is thrown.
 *
 * @param transport called once; its error becomes the fault
 */
export async function fetchUrl(
  url: string,
  wanted: Wanted,
  transport: () => Transport,
  now: Date,
): Promise<FetchedText> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await askHttp(new URL(url), headersOf(wanted), transport(), signal);
    const status = response.statusCode!;
    if (status === 304) return { outcome: 'same', at: now };
    if (status < 200 || status > 299)
      throw new AnswerFault(`it answered ${status} ${response.statusMessage}`.trimEnd());
    const { etag, 'last-modified': lastModified } = response.headers;
    const text = await readLimited(response);
    const isWebPage = /html/i.test(response.headers['content-type'] ?? '') || /^\s*</.test(text);
    return { outcome: 'new', text, isWebPage, at: now, etag, lastModified };
  } catch (error) {
    return { outcome: 'fault', fault: faultOf(error, signal) };
  }
}

function headersOf({ accept, etag, lastModified }: Wanted): Record<string, string> {
  return {
    accept,
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': 'heliostat',
    ...(etag && { 'if-none-match': etag }),
    ...(lastModified && { 'if-modified-since': lastModified }),
  };
}

const UNPACKERS: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function unpacked(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return response;
  const unpacker = UNPACKERS[encoding]?.();
  if (!unpacker) throw new AnswerFault('its answer has a compression that was not requested');
  // Errors in between are thrown by the reader at the end.
  return pipeline(response, unpacker, () => undefined) as unknown as Readable;
}

/** The body, counted after unpacking, so that a small answer cannot unpack into a large one. */
async function readLimited(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of unpacked(response) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new AnswerFault('its answer is larger than 16 MB');
    chunks.push(chunk);
  }
  const decoded = decodeText(Buffer.concat(chunks));
  if (decoded.text === undefined)
    throw new AnswerFault(`line ${decoded.line} of its answer: ${notUtf8Text(decoded.looksLike)}`);
  return decoded.text;
}

function faultOf(error: unknown, signal: AbortSignal): string {
  if (error instanceof AnswerFault || error instanceof TransportFault) return error.message;
  return signal.aborted ? `no answer within ${TIMEOUT_MS / 1000} seconds` : transportFault(error);
}
