import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { decodeText, notUtf8Text } from '../base/decode-text.ts';
import { jsonFaultPlace } from '../base/json-fault.ts';
import type { Fetched } from '../portal/snapshot.ts';
import { AnswerFault, askHttp } from './ask-http.ts';
import { type Transport, TransportFault } from './transport.ts';
import { transportFault } from './transport-faults.ts';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** What the last answer was marked with, to ask only for a newer one. */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/**
 * Fetch a JSON document over http or https: 10 seconds and 16 MB (unpacked) at most, three redirects at
 * most. Whatever goes wrong is a fault in words; nothing is thrown.
 *
 * @param transport called once; what it throws is told
 */
export async function fetchUrl(
  url: string,
  validators: Validators,
  transport: () => Transport,
  now: Date,
): Promise<Fetched> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await askHttp(new URL(url), headersOf(validators), transport(), signal);
    const status = response.statusCode!;
    if (status === 304) return { outcome: 'same', at: now };
    if (status < 200 || status > 299)
      throw new AnswerFault(`it answered ${status} ${response.statusMessage}`.trimEnd());
    const { etag, 'last-modified': lastModified } = response.headers;
    const answer = parseAnswer(await readLimited(response), response.headers['content-type']);
    return { outcome: 'new', answer, at: now, etag, lastModified };
  } catch (error) {
    return { outcome: 'fault', fault: faultOf(error, signal) };
  }
}

function headersOf({ etag, lastModified }: Validators): Record<string, string> {
  return {
    accept: 'application/json',
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
  if (!unpacker) throw new AnswerFault('its answer is packed in a way that was not asked for');
  // What goes wrong on the way is thrown by whoever reads the end.
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

function parseAnswer(text: string, contentType: string | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const isHtml = /html/i.test(contentType ?? '') || /^\s*</.test(text);
    throw new AnswerFault(
      isHtml
        ? 'it answered a web page instead of JSON'
        : `its answer is not complete JSON (${jsonFaultPlace(text, error)})`,
    );
  }
}

function faultOf(error: unknown, signal: AbortSignal): string {
  if (error instanceof AnswerFault || error instanceof TransportFault) return error.message;
  return signal.aborted ? `no answer within ${TIMEOUT_MS / 1000} seconds` : transportFault(error);
}
