import { addressBelowSite } from '../../base/address.ts';
import { type Language, textIn } from '../../base/localized.ts';
import type { Portal } from '../../model/portal.ts';

/** An address that visitors may put into their programs. */
export interface WayView {
  readonly label: string;
  readonly address: string;
}

/** What the ways into a site are made from. */
export interface WaysInputs {
  readonly url: string;
  readonly endpoints: readonly Pick<Portal['endpoints'][number], 'name' | 'address' | 'filter'>[];
  readonly hasRsync: boolean;
}

export function waysInputs({ site, endpoints, serve }: Portal): WaysInputs {
  return {
    url: site.url,
    endpoints: endpoints.map(({ name, address, filter }) => ({ name, address, filter })),
    hasRsync: serve?.rsync !== undefined,
  };
}

/** The address of the site by each protocol, then its other lines by name. */
export function waysIn({ url, endpoints, hasRsync }: WaysInputs, language: Language): WayView[] {
  const [first, ...others] = endpoints;
  const own = url.replace(/^https?:/, '');
  const schemes = first ? schemesOf(first.filter) : [new URL(url).protocol.slice(0, -1)];
  return [
    ...schemes.map((scheme) => ({ label: scheme, address: `${scheme}:${own}/` })),
    ...(hasRsync ? [{ label: 'rsync', address: `rsync://${new URL(url).hostname}/` }] : []),
    ...others.flatMap(({ name, address }) =>
      address === undefined ? [] : [{ label: textIn(name, language) ?? '', address: `${address}/` }],
    ),
  ];
}

/**
 * The addresses of one mirror: those of the site with its path, or where its files are if that is elsewhere.
 *
 * @param address of its files, absolute
 */
export function waysTo(address: string, inputs: WaysInputs, language: Language): WayView[] {
  const below = addressBelowSite(address, inputs.url);
  if (below === undefined) return [{ label: new URL(address).protocol.slice(0, -1), address }];
  return waysIn(inputs, language).map((way) => ({ ...way, address: way.address + below }));
}

/** A line without either is for no browser; the site then still has the address that it is called by. */
function schemesOf(filter: readonly string[]): string[] {
  const schemes = [...(filter.includes('SSL') ? ['https'] : []), ...(filter.includes('NOSSL') ? ['http'] : [])];
  return schemes.length > 0 ? schemes : ['https'];
}
