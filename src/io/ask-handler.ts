import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** What @astrojs/node gives for a server of one's own. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: undefined,
  locals: object,
) => Promise<void> | void;

/**
 * Let @astrojs/node's handler draw a page for nobody in particular. A drawn page is kept and sent to everybody,
 * so neither the host nor any other header of the visitor who came first may have a part in it.
 */
export async function askHandler(handler: Handler, route: string, locals: object): Promise<Response> {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: 'GET', url: route, headers: { host: 'heliostat.invalid' } });
  const collected = new CollectedResponse(request);
  await handler(request, collected, undefined, locals);
  return new Response(Buffer.concat(collected.chunks), { status: collected.statusCode });
}

/** An answer that goes nowhere but into memory. */
class CollectedResponse extends ServerResponse {
  readonly chunks: Buffer[] = [];

  override write(chunk: string | Uint8Array): boolean {
    this.chunks.push(Buffer.from(chunk));
    return true;
  }

  override end(chunk?: unknown): this {
    if (typeof chunk === 'string') this.write(chunk);
    return this;
  }
}
