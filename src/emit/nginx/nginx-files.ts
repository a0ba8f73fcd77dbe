import type { ServePlan } from '../serve-plan.ts';
import { httpPart } from './http-part.ts';
import { listingPart, mirrorPart, portalPart } from './location-parts.ts';
import { serverPart } from './server-part.ts';
import { virtualHost } from './virtual-host.ts';

/** nginx's share of `dist-config/`: the virtual host, and what it and any other one include. */
export function nginxFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  return [
    { file: 'nginx/heliostat.conf', text: virtualHost(plan) },
    { file: 'nginx/heliostat/http.conf', text: httpPart(plan) },
    { file: 'nginx/heliostat/server.conf', text: serverPart(plan) },
    { file: 'nginx/heliostat/portal.conf', text: portalPart(plan) },
    { file: 'nginx/heliostat/mirror.conf', text: mirrorPart(plan) },
    ...(plan.listing === 'off' ? [] : [{ file: 'nginx/heliostat/listing.conf', text: listingPart(plan) }]),
  ];
}
