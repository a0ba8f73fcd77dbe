import type { ServePlan } from '../serve-plan.ts';
import { cachePart, mirrorPart, sandboxPart } from './mirror-parts.ts';
import { sitePart } from './site-part.ts';
import { virtualHosts } from './virtual-host.ts';

/** Apache's share of `dist-config/`: the virtual host, and what it and any other one include. */
export function apacheFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  return [
    { file: 'apache/heliostat.conf', text: virtualHosts(plan) },
    { file: 'apache/heliostat/site.conf', text: sitePart(plan) },
    { file: 'apache/heliostat/mirror.conf', text: mirrorPart(plan) },
    { file: 'apache/heliostat/sandbox.conf', text: sandboxPart(plan) },
    ...[...plan.cacheRules].map(([type, rules]) => ({
      file: `apache/heliostat/cache-${type}.conf`,
      text: cachePart(type, rules, plan),
    })),
  ];
}
