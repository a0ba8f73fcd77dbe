import { cnameToAddress } from '../../base/address.ts';
import { gitFiles } from '../../serving/content-types.ts';
import { allowedMethods } from '../../serving/methods.ts';
import { type ListingPart, listingPath } from '../../serving/paths.ts';
import { nginxHeading } from '../heading.ts';
import { preflight } from '../portal-files.ts';
import { lines, quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import type { ServedMirror } from '../served-mirror.ts';

/** `heliostat/server.conf`: the portal and each mirror, for any `server {}`. */
export function serverPart(plan: ServePlan): string {
  const what = 'the portal and the mirrors. Included in server {}, by heliostat.conf or by you.';
  return `${nginxHeading('server.conf', what, modulesOf(plan))}
${logLine(plan)}
log_not_found off; # the access log tells; package managers ask for many files that no mirror has
# Package managers fetch hundreds of files in a row; a new connection for each would cost both sides.
keepalive_timeout 65s;
keepalive_requests 1000;
server_tokens off; # nobody needs the version
absolute_redirect off; # works by every name, port and scheme, and behind a proxy
# Looking at each folder on the way to a file for symbolic links takes as long as sending a small file. So files that are
# asked for again and again stay open for a second, and no longer: a new one is seen by then. No error is kept.
open_file_cache max=128 inactive=2s;
open_file_cache_valid 1s;
open_file_cache_min_uses 2;
open_file_cache_errors off;

# Whatever is answered outside of the places below, such as to an address that is none.
add_header Cache-Control $hs_cache_portal always;
add_header X-Content-Type-Options nosniff always;
error_page 404 $hs_not_found;
# What may be asked, and by pages of other sites; files answer nothing but reading, and this is where the rest comes.
error_page 405 = @hs_method;
location @hs_method {
    add_header Allow "${allowedMethods}" always;
    add_header Cache-Control no-store always;
    add_header X-Content-Type-Options nosniff always;
    add_header Access-Control-Allow-Origin $hs_preflight always;
${lines(preflight.map(([name, value]) => `add_header ${name} $hs_preflight${value === '*' ? '' : `_${name.split('-').at(-1)!.toLowerCase()}`} always;`))}    if ($request_method = OPTIONS) { return 204; }
    return 405;
}
# The headers of the file that has no such range stand already; this adds none, so that they are not there twice.
error_page 416 @hs_range;
location @hs_range { add_header Cache-Control ""; return 416; }
${lines(limitLines(plan), '')}
${[...acmeLocation(plan), portalLocations(plan), ...plan.mirrors.map((mirror) => mirrorLocation(mirror, plan))].join('\n')}
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
  if (log === 'off') return 'access_log off; # no request is logged';
  return `access_log ${quote(`${logFolder ?? '/var/log/nginx'}/heliostat.log`)} heliostat buffer=64k flush=1s;${logFolder ? ' # rotated by heliostat.logrotate' : " # rotated with nginx's own"}`;
}

function limitLines({ limits, blockUserAgents }: ServePlan): string[] {
  return [
    ...(limits?.requestsPerSecond
      ? [
          `limit_req zone=hs_requests burst=${limits.requestsPerSecond * 10} nodelay; # ten seconds’ worth at once`,
          'limit_req_status 429; # too many requests, which programs know to repeat later',
        ]
      : []),
    ...(blockUserAgents ? ['if ($hs_blocked) { return 403; }'] : []),
  ];
}

/** Where certificate authorities look for their challenges; nothing where no folder is told. */
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
  return `# The folder also holds mirrors and whatever else: only these names of it are the portal's.
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
    add_header Cache-Control $hs_cache_${type} always;
${isTrusted ? '' : '    add_header Content-Security-Policy $hs_sandbox always;\n'}${
  isGit ? '' : `    location ~ "${gitFiles}" { return 404; }\n`
}    include heliostat/mirror.conf;
${lines(listingLines(slug, plan))}}`;
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
