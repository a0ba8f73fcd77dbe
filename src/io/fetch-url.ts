import { decodeText, notUtf8Text } from '../core/decode-text.ts';
import { jsonFaultPlace } from '../core/json-fault.ts';
import type { Fetched } from '../core/snapshot.ts';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_REDIRECTS = 3;

/** What the last answer was marked with, to ask only for a newer one. */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/**
 * Fetch a JSON document over http or https: 10 seconds and 16 MB (unpacked) at most, three redirects at
 * most. Whatever goes wrong is a fault in words; nothing is thrown.
 */
export async function fetchUrl(url: string, validators: Validators, now: Date): Promise<Fetched> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await follow(url, validators, signal);
    if (response.status === 304) return { outcome: 'same', at: now };
    if (!response.ok) throw new Fault(`it answered ${response.status} ${response.statusText}`.trimEnd());
    const answer = parseAnswer(await readLimited(response), response.headers.get('content-type'));
    return {
      outcome: 'new',
      answer,
      at: now,
      etag: response.headers.get('etag') ?? undefined,
      lastModified: response.headers.get('last-modified') ?? undefined,
    };
  } catch (error) {
    return { outcome: 'fault', fault: faultOf(error) };
  }
}

/** Something wrong with an answer, in words for the operator. */
class Fault extends Error {}

async function follow(first: string, validators: Validators, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'user-agent': 'heliostat',
    ...(validators.etag && { 'if-none-match': validators.etag }),
    ...(validators.lastModified && { 'if-modified-since': validators.lastModified }),
  };
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (!location || response.status < 300 || response.status > 399 || response.status === 304) return response;
    await response.body?.cancel();
    url = redirectTarget(location, url);
  }
  throw new Fault(`it redirects more than ${MOST_REDIRECTS} times`);
}

function redirectTarget(location: string, from: string): string {
  const target = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (target && (target.protocol === 'http:' || target.protocol === 'https:')) return target.href;
  throw new Fault('it redirects to an address that is not http or https');
}

/** The body, counted after unpacking, so that a small answer cannot unpack into a large one. */
async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new Fault('its answer is larger than 16 MB');
    chunks.push(chunk);
  }
  const decoded = decodeText(Buffer.concat(chunks));
  if (decoded.text === undefined)
    throw new Fault(`line ${decoded.line} of its answer: ${notUtf8Text(decoded.looksLike)}`);
  return decoded.text;
}

function parseAnswer(text: string, contentType: string | null): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const isHtml = /html/i.test(contentType ?? '') || /^\s*</.test(text);
    throw new Fault(
      isHtml
        ? 'it answered a web page instead of JSON'
        : `its answer is not complete JSON (${jsonFaultPlace(text, error)})`,
    );
  }
}

function faultOf(error: unknown): string {
  if (error instanceof Fault) return error.message;
  const { name, code, cause } = error as { name?: string; code?: string; cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} seconds`;
  const reason = cause?.code ?? cause?.message ?? code ?? (error as Error).message;
  return reason === 'ECONNREFUSED' ? 'it refuses the connection' : `it cannot be reached (${reason})`;
}
