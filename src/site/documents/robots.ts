import { addressToLink, siteBasePath } from '../../base/address.ts';
import type { Portal } from '../../model/portal.ts';
import { document } from '../document.ts';
import { once } from '../page.ts';

/** What search engines may read. */
export const robots = document({
  route: '/robots.txt',
  each: once,
  inputs: (_, { portal: { site, mirrors } }) => ({
    site: { url: site.url },
    mirrors: mirrors.map(({ addresses }) => ({ addresses })),
  }),
  text: portalToRobots,
});

interface RobotsInputs {
  readonly site: Pick<Portal['site'], 'url'>;
  readonly mirrors: readonly Pick<Portal['mirrors'][number], 'addresses'>[];
}

/**
 * `/robots.txt`: the portal may be read; the terabytes of the mirrors are no use to a search engine. Wget obeys it too, though
 * it fetches what somebody has told it to, which is what mirrors are for.
 */
export function portalToRobots(portal: RobotsInputs): string {
  const base = siteBasePath(portal.site.url);
  const trees = portal.mirrors
    .flatMap(({ addresses }) => addresses.map((address) => addressToLink(address, portal.site.url)))
    .filter((link) => link.startsWith(`${base}/`) && !/[?#]/.test(link));
  const lines = [...new Set(trees)].sort().map((tree) => `Disallow: ${tree}`);
  return [
    'User-agent: *',
    ...lines,
    '',
    'User-agent: Wget',
    'Disallow:',
    '',
    `Sitemap: ${portal.site.url}/sitemap.xml`,
    '',
  ].join('\n');
}
