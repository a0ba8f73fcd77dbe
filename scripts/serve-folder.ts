import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

/** Serve a built site on loopback, the way a plain web server does. Port 0 picks a free one. */
export async function serveFolder(folder: string, port: number): Promise<Server> {
  const serve = sirv(folder, { dev: true, etag: true, setHeaders: typeMetrics });
  const server = createServer((request, response) => {
    serve(request, response, () => {
      const page = join(folder, '404.html');
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(existsSync(page) ? readFileSync(page) : 'not found');
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** The one file without an ending; Prometheus 3 wants to be told what it is. */
function typeMetrics(response: ServerResponse, path: string): void {
  if (path === '/metrics') response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
}

/** The address that a server on loopback answers at. */
export function serverUrl(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/`;
}

/** Wait for Ctrl-C or a service manager's SIGTERM, then let the open answers end. */
export async function untilStopped(server: Server): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  server.close();
  server.closeIdleConnections();
}
