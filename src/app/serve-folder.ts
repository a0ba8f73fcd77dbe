import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { isLanguage } from '../base/localized.ts';
import { fileToType } from '../serving/file-headers.ts';
import { listingPath } from '../serving/paths.ts';
import type { StatusDocument } from '../site/documents/api-schema.ts';
import { wordsIn } from '../words/index.ts';
import { listen } from './server.ts';

/**
 * Serve a built site, the way a plain web server does. Where a mirror is, there are no files: a page says what would be
 * listed there.
 *
 * @param port 0 picks a free one
 */
export async function serveFolder(folder: string, port: number, host = '127.0.0.1'): Promise<Server> {
  const serve = sirv(folder, {
    dev: true,
    etag: true,
    setHeaders: (response, path) => response.setHeader('content-type', fileToType(toFile(path))),
  });
  const server = createServer((request, response) => {
    serve(request, response, () => {
      const listing = mirrorListing(folder, request.url ?? '/');
      response.writeHead(listing ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(listing ?? readIfThere(join(folder, '404.html')) ?? 'not found');
    });
  });
  await listen(server, port, host);
  return server;
}

/** The file that an address stands for. */
function toFile(path: string): string {
  const file = path.slice(1);
  return file === '' || file.endsWith('/') ? `${file}index.html` : file;
}

/** What a web server would put around the files of a mirror, with a sentence in their place. */
function mirrorListing(folder: string, address: string): string | undefined {
  const status = readIfThere(join(folder, 'api/status.json'));
  if (!status) return undefined;
  const { pathname } = new URL(address, 'http://localhost');
  const { mirrors, site } = JSON.parse(status) as StatusDocument;
  const mirror = mirrors.find(({ addresses }) =>
    addresses.some((own) => own.startsWith(site.url) && `${pathname}/`.startsWith(new URL(own).pathname)),
  );
  const part = (name: 'header' | 'footer') => readIfThere(join(folder, listingPath(mirror!.slug, name)));
  const [header, footer] = mirror ? [part('header'), part('footer')] : [];
  if (header === undefined || footer === undefined) return undefined;
  const language = /<html lang="(\w+)/.exec(header)?.[1];
  const { preview } = wordsIn(isLanguage(language) ? language : 'en').listing;
  return `${header}<p class="notice">${preview}</p>${footer}`;
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
