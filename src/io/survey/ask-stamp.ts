import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { LookFault } from '../../model/survey.ts';
import { transportFault } from '../transport-faults.ts';

/** The largest stamps are the indexes of archives. */
const MOST_BYTES = 1024 * 1024;
const PATIENCE_MS = 5_000;

/** How an address is asked. */
export interface AskOptions {
  readonly method: 'GET' | 'HEAD';
  /** Names this site to whoever is asked. */
  readonly userAgent: string;
  readonly family?: 4 | 6 | undefined;
  /** Certificates of authorities that are trusted, in PEM. */
  readonly ca?: readonly string[] | undefined;
  readonly agent?: http.Agent | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** An answer. */
export interface StampAnswer {
  readonly status: number;
  /** Where it redirects to. */
  readonly location?: string | undefined;
  readonly text: string;
  readonly modified?: Date | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** When the certificate of the host ends. */
  readonly certificateUntil?: Date | undefined;
}

/** Why there is no answer. */
export class AskFault extends Error {
  readonly fault: LookFault;

  constructor(fault: LookFault, says: string) {
    super(says);
    this.fault = fault;
  }
}

/**
 * Ask one address for a small file, within five seconds, and follow no redirect.
 *
 * @throws AskFault
 */
export async function askStamp(url: string, options: AskOptions): Promise<StampAnswer> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await ask(new URL(url), options, signal);
    const { etag, location, 'last-modified': lastModified } = response.headers;
    const { valid_to: until } = (response.socket as TLSSocket).getPeerCertificate?.() ?? {};
    const text = options.method === 'GET' && response.statusCode === 200 ? await readLimited(response) : '';
    response.resume();
    return {
      status: response.statusCode!,
      location,
      text,
      modified: lastModified === undefined ? undefined : new Date(lastModified),
      etag,
      lastModified,
      certificateUntil: until === undefined ? undefined : new Date(until),
    };
  } catch (error) {
    if (error instanceof AskFault) throw error;
    if (signal.aborted) throw new AskFault('silent', `no answer within ${PATIENCE_MS / 1000} seconds`);
    throw new AskFault(faultOf(error), transportFault(error, '`survey.ca`'));
  }
}

/** Whether a host has an address of a family; one without any is not reached by it on purpose. */
export async function hasFamily(host: string, family: 4 | 6): Promise<boolean> {
  const { hostname } = new URL(`http://${host}`);
  try {
    const name = hostname.replace(/^\[(.*)\]$/, '$1');
    return (await lookup(name, { all: true })).some((found) => found.family === family);
  } catch {
    return family === 4; // A name that is unknown is told of once.
  }
}

async function ask(
  url: URL,
  { method, userAgent, family, ca, agent, etag, lastModified }: AskOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const headers = {
    accept: '*/*',
    'accept-encoding': 'identity',
    'user-agent': userAgent,
    ...(etag && { 'if-none-match': etag }),
    ...(lastModified && { 'if-modified-since': lastModified }),
  };
  const options = { method, signal, headers, family, agent, ...(ca && { ca: [...ca] }) };
  const request = (url.protocol === 'https:' ? https : http).request(url, options);
  const answered = once(request, 'response');
  request.end();
  const [response] = (await answered) as [IncomingMessage];
  return response;
}

async function readLimited(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function faultOf(error: unknown): LookFault {
  const { code = '' } = error as { code?: string };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host';
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code)) return 'certificate';
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'refused';
  return code === 'ETIMEDOUT' ? 'silent' : 'broken';
}
