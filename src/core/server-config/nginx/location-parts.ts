import { fileToType, isPackable, referrerPolicy } from '../../http/file-headers.ts';
import {
  defaultType,
  hiddenFiles,
  textFolders,
  textNames,
  textType,
  typesByExtension,
  unlistedNames,
} from '../content-types.ts';
import { portalExtensions } from '../portal-files.ts';
import { lines, quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import { hasHttp3 } from './nginx-version.ts';

/** `heliostat/portal.conf`: what each location of the portal includes. */
export function portalPart(plan: ServePlan): string {
  const { https } = plan;
  const byType = Map.groupBy(portalExtensions, (extension) => fileToType(`x.${extension}`));
  return `# Heliostat: how files of the portal are served. Included in their locations.

${https?.redirect === 'portal' ? `if ($scheme = http) { return 301 https://$host${https.port === 443 ? '' : `:${https.port}`}$request_uri; }\n` : ''}index index.html;
types {
${[...byType].map(([type, extensions]) => `    ${quote(type)} ${extensions.join(' ')};`).join('\n')}
}
default_type "${fileToType('metrics')}"; # the one file without an extension
gzip on;
gzip_vary on;
gzip_types ${[...new Set(portalExtensions.filter((extension) => isPackable(`x.${extension}`)).map((extension) => quote(fileToType(`x.${extension}`))))].join(' ')};
add_header Cache-Control $heliostat_cache_portal always;
add_header Content-Security-Policy $heliostat_policy_portal always;
add_header X-Content-Type-Options nosniff always;
add_header Referrer-Policy ${referrerPolicy} always;
add_header Access-Control-Allow-Origin $heliostat_origin always;
${lines(httpsHeaders(plan), '')}`;
}

/** `heliostat/mirror.conf`: what the location of each mirror includes. */
export function mirrorPart(plan: ServePlan): string {
  const { limits } = plan;
  const types = Object.entries(typesByExtension).map(([type, extensions]) => `    ${quote(type)} ${extensions};`);
  const speed = limits?.mebibytesPerSecond;
  return `# Heliostat: how files of mirrors are served. Included in the location of each.

# Of symbolic links, those that the owner of the target made himself: never one to /etc/passwd.
disable_symlinks if_not_owner from=$document_root;
sendfile on;
tcp_nopush on;
max_ranges 256; # package managers ask for up to that many pieces; none at all would end resuming and zsync
gzip off; # it is packed, and its hash is checked: nothing may be changed on the way
charset off;
index index.html;
${speed ? `limit_rate_after 64m;\nlimit_rate ${speed}m;\n` : ''}
add_header X-Content-Type-Options nosniff always;
add_header Access-Control-Allow-Origin * always;
${lines(httpsHeaders(plan), '')}
# What a sync leaves lying about.
location ~ "${hiddenFiles}" { return 404; }

# By last extension alone; saved by browsers if none fits.
types {
${types.join('\n')}
}
default_type ${defaultType};
location ~ "^(?>.*/)(?:${textNames})$|${textFolders}[^/]+$" { default_type "${textType}"; }
`;
}

/** What decides how a folder is listed, whichever mirror it is of. */
export function listingPart({ listing }: ServePlan): string {
  const more = [
    'name_length 255',
    'time_format "%Y-%m-%d %H:%M"',
    `ignore ${unlistedNames.map(shellPatternToRegex).join(' ')}`,
  ];
  const options = ['exact_size off', 'localtime on', ...(listing === 'fancyindex' ? more : [])];
  return `# Heliostat: how folders are listed. Included in a location of each mirror.

${listing} on;
${options.map((option) => `${listing}_${option};`).join('\n')}
`;
}

/** HTTP/3 is found by being told of over the others. */
function httpsHeaders({ https, nginx }: ServePlan): string[] {
  return [
    ...(https?.hstsSeconds ? [`add_header Strict-Transport-Security "max-age=${https.hstsSeconds}" always;`] : []),
    ...(hasHttp3({ https, nginx }) ? [`add_header Alt-Svc 'h3=":${https!.port}"; ma=86400' always;`] : []),
  ];
}

function shellPatternToRegex(pattern: string): string {
  return `"^${pattern.replaceAll(/[.+]/g, '\\$&').replaceAll('*', '.*')}$"`;
}
