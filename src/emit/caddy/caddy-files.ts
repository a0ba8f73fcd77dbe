import type { ServePlan } from '../serve-plan.ts';
import { isUnfit } from './mirror-part.ts';
import { sitePart } from './site-part.ts';
import { virtualHosts } from './virtual-host.ts';

/** Caddy's share of `dist-config/`: one file with the sites, and a snippet for those of the operator. */
export function caddyFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  return [{ file: 'caddy/heliostat.caddy', text: [heading(plan), sitePart(plan), ...virtualHosts(plan)].join('\n') }];
}

function heading({ mirrors, names }: ServePlan): string {
  const unfit = mirrors.filter(isUnfit);
  return `# Heliostat: the sites of ${names[0]}, for Caddy 2.6 or newer.
# Goes to /etc/caddy/heliostat.caddy; the Caddyfile beside it says: import heliostat.caddy
# To have the same in a site of your own, import this file and say in the site: import heliostat
# Test it with: caddy validate --config /etc/caddy/Caddyfile
# Modules: all in Caddy itself.
# Caddy cannot check who owns a symbolic link, so it follows all: let nobody put links into mirrors. It has no limits on
# connections, requests, speed and ranges, and a list of files of its own. Written by the build: changes belong into
# \`serve\` of portal.yaml.
${unfit.map(({ slug }) => `# Left out, as its address has a brace or a percent sign: ${slug}\n`).join('')}`;
}
