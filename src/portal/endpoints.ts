import { isPlainHost } from '../base/address.ts';
import { type Note, type Place, problem, quoted } from '../base/problems.ts';
import type { EndpointContent } from '../content/portal-schema.ts';
import type { SiteEndpoint } from '../model/endpoint.ts';
import type { Endpoint, Reading } from '../model/report.ts';

/**
 * The endpoints of the site: those of portal.yaml, then those of sources. Only the first endpoint with a label is used; what
 * content says of one wins over sources.
 */
export function assembleEndpoints(
  own: readonly EndpointContent[],
  file: string,
  readings: readonly Reading[],
  note: Note,
): SiteEndpoint[] {
  const endpointsByLabel = new Map<string, SiteEndpoint>();
  for (const { public: isPublic, ...endpoint } of own) {
    addEndpoint(endpointsByLabel, { ...endpoint, isPublic }, { file, path: 'endpoints' }, note);
  }
  const ownLabels = new Set(endpointsByLabel.keys());
  for (const { source, endpoints = [] } of readings) {
    for (const endpoint of endpoints) {
      if (!ownLabels.has(endpoint.label)) addEndpoint(endpointsByLabel, endpoint, { source, path: 'endpoints' }, note);
    }
  }
  return [...endpointsByLabel.values()];
}

function addEndpoint(endpointsByLabel: Map<string, SiteEndpoint>, endpoint: Endpoint, place: Place, note: Note): void {
  const { label, name = label } = endpoint;
  if (!endpointsByLabel.has(label)) {
    endpointsByLabel.set(label, { ...endpoint, name, address: endpointToAddress(endpoint) });
    return;
  }
  const fix = 'Give each endpoint a label of its own; only the first one is used.';
  note(problem('duplicate-endpoint', place, `label ${quoted(label)} is used twice`, fix));
}

/** A line is of use only for what its filter names: without `SSL` and `NOSSL` it is for no browser. */
function endpointToAddress({ resolve, filter }: Endpoint): string | undefined {
  const scheme = filter.includes('SSL') ? 'https' : filter.includes('NOSSL') ? 'http' : undefined;
  const address = `${scheme}://${resolve}`;
  return scheme && URL.canParse(address) && isPlainHost(new URL(address).host) ? address : undefined;
}
