import type { IncomingMessage, ServerResponse } from 'node:http';
import { planAnswer, type ServedSite } from '../http/answer-plan.ts';
import type { LiveFile } from './live-files.ts';

/** A site as it is answered from. */
export interface LiveSite extends ServedSite {
  readonly files: ReadonlyMap<string, LiveFile>;
}

/** Answer one request from a site. Never throws: a page that cannot be drawn is reported and answered with 500. */
export async function serveSite(
  site: LiveSite,
  request: IncomingMessage,
  response: ServerResponse,
  tellFailure: (error: unknown) => void,
): Promise<void> {
  const { 'if-none-match': ifNoneMatch, 'accept-encoding': acceptEncoding } = request.headers;
  const asked = {
    method: request.method!,
    target: request.url!,
    ifNoneMatch,
    acceptEncoding: String(acceptEncoding ?? ''),
  };
  const { status, headers, file, isPacked } = planAnswer(asked, site);
  try {
    const held = file === undefined ? undefined : site.files.get(file);
    const bytes = await (isPacked ? held?.packed() : held?.bytes());
    const length = status === 304 || status === 204 ? {} : { 'content-length': bytes?.length ?? 0 };
    // Request bodies are not read, so the connection is closed.
    const close = hasBody(request) ? { connection: 'close' } : {};
    response.writeHead(status, { ...headers, ...length, ...close });
    if (asked.method === 'HEAD' || !bytes) response.end();
    // Ended when it has left: a server that stops cuts off answers that are ended, sent or not.
    else response.write(bytes, () => response.end());
  } catch (error) {
    tellFailure(error);
    response.writeHead(500, { 'content-type': 'text/plain' }).end('This page cannot be shown right now.\n');
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
