import { type Entrance, isSameWay } from './plan-survey.ts';

/** An endpoint, as far as its ways in follow from it. */
interface EndpointWays {
  /** Host, `host:port` or `host/path`. */
  readonly resolve: string;
  readonly isPublic: boolean;
  /** `V4`, `V6`, `SSL` and `NOSSL`. */
  readonly filter: readonly string[];
}

/**
 * Every way by which a visitor comes to the site: those of its public endpoints, else those of its address. Endpoints for
 * some networks alone need not be open to this machine.
 *
 * @param siteUrl without a slash at the end
 * @param hasRsync whether the mirrors are offered by rsync too
 */
export function siteEntrances(siteUrl: string, endpoints: readonly EndpointWays[], hasRsync: boolean): Entrance[] {
  const { protocol, host, pathname } = new URL(siteUrl);
  const own: EndpointWays = {
    resolve: host + pathname.replace(/\/+$/, ''),
    isPublic: true,
    filter: ['V4', 'V6', protocol === 'https:' ? 'SSL' : 'NOSSL'],
  };
  const open = endpoints.filter(({ isPublic }) => isPublic);
  const all = (open.length > 0 ? open : [own]).flatMap((endpoint) => endpointEntrances(endpoint, hasRsync));
  // Several endpoints may be one host to rsync, which knows neither their ports nor their paths.
  return all.filter((entrance, position) => all.findIndex((other) => isSameWay(other, entrance)) === position);
}

function endpointEntrances({ resolve, filter }: EndpointWays, hasRsync: boolean): Entrance[] {
  const schemes = [
    ...(filter.includes('SSL') ? (['https'] as const) : []),
    ...(filter.includes('NOSSL') ? (['http'] as const) : []),
    ...(hasRsync ? (['rsync'] as const) : []),
  ];
  const families = [...(filter.includes('V4') ? ([4] as const) : []), ...(filter.includes('V6') ? ([6] as const) : [])];
  return schemes.flatMap((scheme) =>
    families.flatMap((family) => {
      const base = scheme === 'rsync' ? `rsync://${resolve.replace(/(:\d+)?(\/.*)?$/, '')}` : `${scheme}://${resolve}`;
      return URL.canParse(base) ? [{ scheme, family, host: new URL(base).host, base }] : [];
    }),
  );
}
