import { lookup } from 'node:dns';
import { once } from 'node:events';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { isLinkLocal, LINK_LOCAL_FAULT, redirectFault } from './redirects.ts';
import type { Transport } from './transport.ts';

const MOST_REDIRECTS = 3;

/** Something wrong with an answer, in words for the operator. */
export class AnswerFault extends Error {}

/**
 * Ask an address, and follow redirects where the operator allows it. A header that the operator names goes to the source's
 * own host and port alone; a socket stands for that too.
 *
 * @throws AnswerFault, or what Node throws when it cannot reach a host
 */
export async function askHttp(
  first: URL,
  headers: Readonly<Record<string, string>>,
  transport: Transport,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const hosts = new Set([first.hostname, ...transport.redirects]);
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await askOnce(url, first, headers, transport, signal);
    const { location } = response.headers;
    const status = response.statusCode!;
    if (location === undefined || status < 300 || status > 399 || status === 304) return response;
    response.destroy();
    url = redirectTarget(location, url, hosts);
  }
  throw new AnswerFault(`it redirects more than ${MOST_REDIRECTS} times`);
}

/**
 * Post JSON to an address. Redirects are not followed: the answer is theirs.
 *
 * @throws what Node throws when it cannot reach a host
 */
export function postHttp(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  transport: Transport,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const ofBody = { 'content-type': 'application/json; charset=utf-8', 'content-length': `${Buffer.byteLength(body)}` };
  return askOnce(url, url, { ...headers, ...ofBody }, transport, signal, body);
}

async function askOnce(
  url: URL,
  first: URL,
  headers: Readonly<Record<string, string>>,
  { ca, socketPath, headers: secret }: Transport,
  signal: AbortSignal,
  body?: string,
): Promise<IncomingMessage> {
  const isOwn = url.origin === first.origin;
  const options: RequestOptions & https.RequestOptions = {
    signal,
    ...(body !== undefined && { method: 'POST' }),
    headers: { ...headers, ...(isOwn && secret) },
    ...(ca && { ca: [...ca] }),
    ...(isOwn && socketPath !== undefined && { socketPath }),
    // Where a redirect leads is not the operator's word, and names lead to any address.
    ...(url !== first && { lookup: lookupElsewhere }),
  };
  const request = (url.protocol === 'https:' ? https : http).request(url, options);
  const answered = once(request, 'response');
  request.end(body);
  const [response] = (await answered) as [IncomingMessage];
  return response;
}

function redirectTarget(location: string, from: URL, hosts: ReadonlySet<string>): URL {
  const to = URL.parse(location, from);
  const fault = to ? redirectFault(from, to, hosts) : 'it redirects to an invalid address';
  if (fault !== undefined) throw new AnswerFault(fault);
  return to!;
}

/** As Node looks names up, but for the addresses of this machine's own network. */
const lookupElsewhere: typeof lookup = ((
  name: string,
  options: object,
  done: (error: Error | null, ...found: unknown[]) => void,
) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error);
    if (addresses.some(({ address }) => isLinkLocal(address))) return done(new AnswerFault(LINK_LOCAL_FAULT));
    if ('all' in options && options.all) return done(null, addresses);
    done(null, addresses[0]!.address, addresses[0]!.family);
  });
}) as typeof lookup;
