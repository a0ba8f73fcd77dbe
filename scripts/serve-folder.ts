import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { fileToType } from '../src/core/http/file-headers.ts';
import { listen } from './server.ts';

/** Serve a built site on loopback, the way a plain web server does. Port 0 picks a free one. */
export async function serveFolder(folder: string, port: number): Promise<Server> {
  const serve = sirv(folder, {
    dev: true,
    etag: true,
    setHeaders: (response, path) => path === '/metrics' && response.setHeader('content-type', fileToType('metrics')),
  });
  const server = createServer((request, response) => {
    serve(request, response, () => {
      const page = join(folder, '404.html');
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(existsSync(page) ? readFileSync(page) : 'not found');
    });
  });
  await listen(server, port, '127.0.0.1');
  return server;
}
