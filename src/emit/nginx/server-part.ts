import { cnameToAddress } from '../../base/address.ts';
import { gitFiles } from '../../serving/content-types.ts';
import { allowedMethods } from '../../serving/methods.ts';
import { type ListingPart, listingPath, maintenanceRoute } from '../../serving/paths.ts';
import { nginxHeading } from '../heading.ts';
import { preflight } from '../portal-files.ts';
import { escapeRegex, lines, quote } from '../quoting.ts';
import type { RetiredRule } from '../retired-rules.ts';
import type { ServePlan } from '../serve-plan.ts';
import type { ServedMirror } from '../served-mirror.ts';
import { nameInVariables } from './variable-name.ts';

/** `heliostat/server.conf`: the portal and each mirror, for any `server {}`. */
export function serverPart(plan: ServePlan): string {
  const what = 'the portal and the mirrors. Included in server {}, by heliostat.conf or by you.';
  return `${nginxHeading('server.conf', what, modulesOf(plan))}
${logLine(plan)}
log_not_found off; # the access log has them; package managers request many files that no mirror has
# Package managers fetch hundreds of files in a row; a new connection for each would be slow.
keepalive_timeout 65s;
keepalive_requests 1000;
server_tokens off; # the version is not needed
absolute_redirect off; # redirects work for every name, port and scheme, and behind a proxy
# Checking each folder of a path for symbolic links takes as long as sending a small file. So files that are
# requested again and again stay open for one second, so that new versions are seen soon. Errors are not cached.
open_file_cache max=128 inactive=2s;
open_file_cache_valid 1s;
open_file_cache_min_uses 2;
open_file_cache_errors off;

# Answers outside of the locations below, such as 404.
add_header Cache-Control $hs_cache_portal always;
add_header X-Content-Type-Options nosniff always;
error_page 404 $hs_not_found;
error_page 503 ${quote(plan.basePath + maintenanceRoute)}; # the folder of a mirror is not there: see mirror.conf
# Files answer GET and HEAD only; all other methods, and CORS preflights, are answered here.
error_page 405 = @hs_method;
location @hs_method {
    add_header Allow "${allowedMethods}" always;
    add_header Cache-Control no-store always;
    add_header X-Content-Type-Options nosniff always;
    add_header Access-Control-Allow-Origin $hs_preflight always;
${lines(preflight.map(([name, value]) => `add_header ${name} $hs_preflight${value === '*' ? '' : `_${name.split('-').at(-1)!.toLowerCase()}`} always;`))}    if ($request_method = OPTIONS) { return 204; }
    return 405;
}
# The headers of the file are set already for a 416; this avoids adding them twice.
error_page 416 @hs_range;
location @hs_range { add_header Cache-Control ""; return 416; }
${lines(limitLines(plan), '')}
${[...acmeLocation(plan), portalLocations(plan), ...plan.retired.map((rule) => retiredLocation(rule, plan)), ...plan.mirrors.map((mirror) => mirrorLocation(mirror, plan))].join('\n')}
`;
}

/** Both modules that put something around lists are loaded where they are used. */
function modulesOf({ listing }: ServePlan): string {
  return {
    autoindex: 'all in nginx itself, with --with-http_addition_module.',
    fancyindex: 'all in nginx itself, but for fancyindex.',
    off: 'all in nginx itself.',
  }[listing];
}

function logLine({ log, logFolder }: ServePlan): string {
  if (log === 'off') return 'access_log off; # requests are not logged';
  return `access_log ${quote(`${logFolder ?? '/var/log/nginx'}/heliostat.log`)} heliostat buffer=64k flush=1s;${logFolder ? ' # rotated by heliostat.logrotate' : " # rotated with nginx's own"}`;
}

function limitLines({ limits, blockUserAgents }: ServePlan): string[] {
  return [
    ...(limits?.requestsPerSecond
      ? [
          `limit_req zone=hs_requests burst=${limits.requestsPerSecond * 10} nodelay; # bursts of ten seconds`,
          'limit_req_status 429; # too many requests: programs retry later',
        ]
      : []),
    ...(blockUserAgents ? ['if ($hs_blocked) { return 403; }'] : []),
  ];
}

/** Location of ACME challenges; nothing if no folder is set. */
export function acmeLocation({ acme }: ServePlan): string[] {
  if (!acme) return [];
  return [`location ^~ /.well-known/acme-challenge/ { alias ${quote(`${acme}/`)}; default_type text/plain; }`];
}

/** A folder with mirrors in it is not opened as a whole: work files and logs would be served too. */
function portalLocations({ basePath: base, portalRoot, portalNames, isShared }: ServePlan): string {
  if (!isShared)
    return `location ${quote(`${base}/`)} {
    alias ${quote(`${portalRoot}/`)};
    include heliostat/portal.conf;
}`;
  const names = portalNames.map((name) => name.replaceAll('.', '\\.')).join('|');
  return `# The folder also holds mirrors and other files: only these names in it belong to the portal.
location ${quote(`${base}/`)} { return 404; }
location ~ ${quote(`^${base}(?<hs_file>/(?:(?:${names})(?:/.*)?)?)$`)} {
    alias ${quote(`${portalRoot}$hs_file`)};
    include heliostat/portal.conf;
}`;
}

function mirrorLocation({ path, folder, type, isTrusted, isGit, slug }: ServedMirror, plan: ServePlan): string {
  return `
location = ${quote(path)} { add_header Cache-Control no-store always; return 301 ${quote(`${cnameToAddress(path)}/`)}; }
location ^~ ${quote(`${path}/`)} {
    alias ${quote(`${folder}/`)};
    add_header Cache-Control $hs_cache_${nameInVariables(type)} always;
${isTrusted ? '' : '    add_header Content-Security-Policy $hs_sandbox always;\n'}${
  isGit ? '' : `    location ~ "${gitFiles}" { return 404; }\n`
}    include heliostat/mirror.conf;
${lines(listingLines(slug, plan))}}`;
}

/** A redirect keeps the rest of the address, encoded as it was asked for. */
function retiredLocation({ path, to, page }: RetiredRule, { basePath }: ServePlan): string {
  const folder = to?.endsWith('/')
    ? `rewrite ${quote(`^${escapeRegex(path)}/?(.*)$`)} ${quote(`${to}$1`)} permanent;`
    : to
      ? `return 301 ${quote(to)};`
      : `error_page 410 ${quote(basePath + page)}; return 410;`;
  return `
# No longer mirrored.
location = ${quote(path)} { ${folder} }
location ^~ ${quote(`${path}/`)} { ${folder} }`;
}

/** In a location of its own, as what stands around a list of files must not come around mirrored pages. */
function listingLines(slug: string, { listing, basePath }: ServePlan): string[] {
  if (listing === 'off') return [];
  const part = (name: ListingPart) => `"${basePath}${listingPath(slug, name)}"`;
  const around = {
    autoindex: `add_before_body ${part('header')}; add_after_body ${part('footer')};`,
    fancyindex: `fancyindex_header ${part('fancyindex')}; fancyindex_footer ${part('footer')};`,
  };
  return [`location ~ /$ { include heliostat/listing.conf; ${around[listing]} }`];
}
