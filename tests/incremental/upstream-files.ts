import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PortalTest } from '../portal-test.ts';
import { Upstream } from '../upstream.ts';
import { contentOf } from './edit.ts';

/** The key that `/keyed/…` wants in `X-Key`. */
export const KEY = 'open sesame';

/**
 * The files of the content folder on the web, as JSON, for sources that are asked by it: `/plain/<file>`; with a key,
 * `/keyed/<file>`; through another host's name, `/elsewhere/<file>`; and anything else is an error.
 */
export async function serveFiles(portal: PortalTest): Promise<Upstream> {
  const upstream = await Upstream.start();
  upstream.answers((request, response) => answer(portal, request, response));
  return upstream;
}

function answer(portal: PortalTest, { url, headers }: IncomingMessage, response: ServerResponse): void {
  const [, how, file = ''] = (url ?? '').split('/');
  const [, port] = (headers.host ?? '').split(':');
  if (how === 'elsewhere') response.writeHead(302, { location: `http://localhost:${port}/plain/${file}` }).end();
  else if (how === 'plain' || (how === 'keyed' && headers['x-key'] === KEY))
    response.end(JSON.stringify(contentOf(portal, `content/${file}`)));
  else response.writeHead(403).end();
}
