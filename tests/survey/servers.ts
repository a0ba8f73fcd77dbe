import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import http, { type IncomingMessage, type RequestListener, type Server } from 'node:http';
import https from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { join } from 'node:path';
import type { WhenOver } from '../portal-test.ts';

/** A server on loopback that notes what it is asked. */
export interface Asked {
  /** `127.0.0.1:12345`. */
  readonly host: string;
  readonly requests: IncomingMessage[];
}

/** Where a server is, and its certificate if it speaks https. */
export interface ServerOptions {
  /** Default: 127.0.0.1 */
  readonly address?: string;
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** Serve the files of a folder, with their times. */
export function serveFolder(folder: string, whenOver: WhenOver, options: ServerOptions = {}): Promise<Asked> {
  return serve(
    (request, response) => {
      const path = join(folder, decodeURIComponent(request.url!));
      const stats = statSync(path, { throwIfNoEntry: false });
      if (!stats) return void response.writeHead(404).end();
      const lastModified = stats.mtime.toUTCString();
      if (request.headers['if-modified-since'] === lastModified) return void response.writeHead(304).end();
      response.writeHead(200, { 'last-modified': lastModified });
      response.end(request.method === 'GET' && stats.isFile() ? readFileSync(path) : undefined);
    },
    whenOver,
    options,
  );
}

/** Answer every request in one way. */
export async function serve(
  listener: RequestListener,
  whenOver: WhenOver,
  options: ServerOptions = {},
): Promise<Asked> {
  const { tls, address } = options;
  const files = tls && { cert: readFileSync(tls.certificate), key: readFileSync(tls.key) };
  const server: Server = files ? https.createServer(files) : http.createServer();
  const requests: IncomingMessage[] = [];
  server.on('request', (request) => requests.push(request));
  server.on('request', listener);
  whenOver(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: await listen(server, address), requests };
}

/** Take connections, and say nothing. @returns the host, and how many there were so far */
export async function serveSilence(
  whenOver: WhenOver,
): Promise<{ readonly host: string; readonly count: () => number }> {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections++;
    socket.on('error', () => undefined);
    socket.resume();
  });
  whenOver(() => void server.close());
  return { host: await listen(server), count: () => connections };
}

/** A host on which nobody listens. */
export async function closedHost(): Promise<string> {
  const server = createTcpServer();
  const host = await listen(server);
  server.close();
  await once(server, 'close');
  return host;
}

async function listen(server: TcpServer | Server, address = '127.0.0.1'): Promise<string> {
  server.listen(0, address);
  await once(server, 'listening');
  return `${address.includes(':') ? `[${address}]` : address}:${(server.address() as AddressInfo).port}`;
}
