import { cnameToAddress } from '../address.ts';
import { contentSecurityPolicy, fileToType, hashedAsset, isPackable, referrerPolicy } from '../http/file-headers.ts';
import { type ListingPart, listingPath } from '../views/listing.ts';
import { cacheClasses, cacheRules } from './cache-policy.ts';
import {
  activeFiles,
  defaultType,
  gitFiles,
  hiddenFiles,
  sandboxPolicy,
  textFolders,
  textNames,
  textType,
  typesByExtension,
  unlistedNames,
} from './content-types.ts';
import { portalExtensions } from './portal-files.ts';
import type { ServedMirror, ServePlan } from './serve-plan.ts';

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

function virtualHost(plan: ServePlan): string {
  const { system, https, nginx } = plan;
  const place =
    system === 'debian'
      ? '/etc/nginx/sites-available/heliostat.conf, linked from sites-enabled/'
      : '/etc/nginx/conf.d/heliostat.conf';
  const isRedirected = https?.redirect === 'all';
  return `# Heliostat: the virtual host of ${plan.names[0]}, for nginx ${nginx} or newer.
# Goes to ${place}; the folder heliostat/ beside it goes to /etc/nginx/heliostat/.
# To have the same in a virtual host of your own, include heliostat/http.conf in http {} and heliostat/server.conf in
# your server {} instead of this file; the latter brings the location / of the portal.
# Test it with: nginx -t
# Modules: all in nginx itself${plan.listing === 'fancyindex' ? ', but for libnginx-mod-http-fancyindex' : ''}.
# Written by the build: changes belong into \`serve\` of portal.yaml.

include heliostat/http.conf;
${isRedirected ? `\n${redirectingServer(plan)}` : ''}
server {
${lines(isRedirected ? [] : listenHttp(plan))}${lines(listenHttps(plan))}
    server_name ${plan.names.join(' ')};
    include heliostat/server.conf;
}
`;
}

function listenHttp({ httpPort, ipv6 }: ServePlan): string[] {
  return [`listen ${httpPort};`, ...(ipv6 ? [`listen [::]:${httpPort};`] : [])];
}

/** How HTTP/2 is asked for changed in 1.25.1. */
function listenHttps({ https, ipv6, nginx }: ServePlan): string[] {
  if (!https) return [];
  const { port, http2 } = https;
  const addresses = [port, ...(ipv6 ? [`[::]:${port}`] : [])];
  const isNew = isAtLeast(nginx, [1, 25, 1]);
  return [
    ...addresses.map((address) => `listen ${address} ssl${http2 && !isNew ? ' http2' : ''};`),
    ...(hasHttp3({ https, nginx }) ? addresses.map((address) => `listen ${address} quic;`) : []),
    ...(http2 && isNew ? ['http2 on;'] : []),
    `ssl_certificate ${quote(https.certificate)};`,
    `ssl_certificate_key ${quote(https.key)};`,
    'ssl_protocols TLSv1.2 TLSv1.3;',
    'ssl_session_cache shared:heliostat:10m;',
    'ssl_session_tickets off;',
  ];
}

function redirectingServer(plan: ServePlan): string {
  const port = plan.https!.port === 443 ? '' : `:${plan.https!.port}`;
  return `# Everything goes to https, but for the challenges of certificates.
server {
${lines(listenHttp(plan))}
    server_name ${plan.names.join(' ')};
${lines(acmeLocation(plan))}    location / { return 301 https://$host${port}$request_uri; }
}
`;
}

function acmeLocation({ acme }: ServePlan): string[] {
  if (!acme) return [];
  return [`location ^~ /.well-known/acme-challenge/ { alias ${quote(`${acme}/`)}; default_type text/plain; }`];
}

function httpPart(plan: ServePlan): string {
  const types = [...new Set(plan.mirrors.map(({ type }) => type))].sort();
  const { basePath: base, otherLanguages } = plan;
  return `# Heliostat: what nginx must know outside of a virtual host. Included in http {}, by heliostat.conf or by you.

# How long caches may keep a file, by how its mirror is laid out. The first that fits decides.
${types
  .map(
    (type) => `map $uri $heliostat_keep_${type} {
    default "${cacheClasses.pointer}";
${cacheRules(type)
  .map(([name, pattern]) => `    ${quote(`~${pattern}`)} "${cacheClasses[name]}";`)
  .join('\n')}
}
map $status $heliostat_cache_${type} {
${statusLines(`$heliostat_keep_${type}`)}
}`,
  )
  .join('\n')}

# The portal's own files are asked for each time, but for those with a hash in their names.
map $uri $heliostat_keep_portal {
    default "no-cache";
    ${quote(`~^${base}/${hashedAsset}`)} "public, max-age=31536000, immutable";
}
map $status $heliostat_cache_portal {
${statusLines('$heliostat_keep_portal')}
}

# Programs on pages of other sites may read these of the portal.
map $uri $heliostat_origin {
    default "";
    "~^${base}/(api/|mirrorz\\.json$)" "*";
}

# The page of an error, in the language of the address.
map $uri $heliostat_not_found {
    default "${base}/404.html";
${otherLanguages.map((language) => `    "~^${base}/${language}/" "${base}/${language}/404.html";\n`).join('')}}

# What a browser would run or draw as a page of this site, mirrored by strangers, gets an origin of its own.
map $uri $heliostat_sandbox {
    default "";
    ${quote(`~*${activeFiles}`)} "${sandboxPolicy}";
    "~/$" "${contentSecurityPolicy}"; # a listing
}
${limitZones(plan)}${agentMap(plan)}${logFormat(plan)}`;
}

/** Written out, as a look-up costs less than regular expressions, of which each request meets some already. */
function statusLines(keep: string): string {
  return [
    'default "no-store"; # an error, such as a file that comes in minutes',
    ...[301, 302, 307, 308].map((status) => `${status} "no-cache";`),
    ...[200, 206, 304].map((status) => `${status} ${keep};`),
  ]
    .map((line) => `    ${line}`)
    .join('\n');
}

/** An IPv6 address stands for its /64, which is what one customer has; its first 8 of 16 bytes. */
function limitZones({ limits }: ServePlan): string {
  if (!limits) return '';
  const rate = limits.requestsPerSecond;
  return `
# What one address may take at once. An IPv6 network of 64 bits counts as one; an empty key is never limited.
geo $heliostat_exempt {
    default 0;
${limits.exempt.map((network) => `    ${network} 1;\n`).join('')}}
map $binary_remote_addr $heliostat_network {
    default $binary_remote_addr;
    "~(?s)^(?<heliostat_prefix>.{8}).{8}$" $heliostat_prefix;
}
map $heliostat_exempt $heliostat_limited {
    default "";
    0 $heliostat_network;
}
limit_conn_zone $heliostat_limited zone=heliostat_connections:10m;
${rate ? `limit_req_zone $heliostat_limited zone=heliostat_requests:10m rate=${rate}r/s;\n` : ''}`;
}

function agentMap({ blockUserAgents }: ServePlan): string {
  if (!blockUserAgents) return '';
  return `
# Programs that get 403. MirrorManager's crawler decides which mirrors its users are sent to: it always gets in.
map $http_user_agent $heliostat_blocked {
    default 0;
    "~*^mirrormanager" 0;
${blockUserAgents.map((agent) => `    "~*${agent.replaceAll(/[.+]/g, '\\$&')}" 1;\n`).join('')}}
`;
}

function logFormat({ log }: ServePlan): string {
  if (log === 'off') return '';
  const address = log === 'anonymized' ? '$heliostat_cut_address' : '$remote_addr';
  const cut = `
# Addresses cut to their network: a /24, or a /32 of IPv6.
map $remote_addr $heliostat_cut_address {
    default "::";
    "~^(?<heliostat_cut>\\d+\\.\\d+\\.\\d+)\\." "$heliostat_cut.0";
    "~^(?<heliostat_cut6>[0-9a-f]+:[0-9a-f]+):" "$heliostat_cut6::";
}
`;
  return `${log === 'anonymized' ? cut : ''}
# The combined format, and then: bytes in and out, the range asked for, seconds.
log_format heliostat '${address} - - [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" '
                     'in=$request_length out=$bytes_sent range="$http_range" seconds=$request_time';
`;
}

function serverPart(plan: ServePlan): string {
  return `# Heliostat: the portal and the mirrors. Included in server {}, by heliostat.conf or by you.

${logLine(plan)}
# Package managers fetch hundreds of files in a row; a new connection for each would cost both sides.
keepalive_timeout 65s;
keepalive_requests 1000;
server_tokens off;
absolute_redirect off; # works by every name, port and scheme, and behind a proxy
# Looking at each folder on the way to a file for symbolic links takes as long as sending a small file. So files that are
# asked for again and again stay open for a second, and no longer: a new one is seen by then. No error is kept.
open_file_cache max=128 inactive=2s;
open_file_cache_valid 1s;
open_file_cache_min_uses 2;
open_file_cache_errors off;

# Whatever is answered outside of the places below, such as to an address that is none.
add_header Cache-Control $heliostat_cache_portal always;
add_header X-Content-Type-Options nosniff always;
error_page 404 $heliostat_not_found;
${lines(limitLines(plan), '')}
${[...acmeLocation(plan), portalLocations(plan), ...plan.mirrors.map((mirror) => mirrorLocation(mirror, plan))].join('\n')}
`;
}

function logLine({ log, logFolder }: ServePlan): string {
  if (log === 'off') return 'access_log off;';
  return `access_log ${quote(`${logFolder ?? '/var/log/nginx'}/heliostat.log`)} heliostat buffer=64k flush=1s;${logFolder ? '' : " # rotated with nginx's own"}`;
}

function limitLines({ limits, blockUserAgents }: ServePlan): string[] {
  return [
    ...(limits
      ? [
          `limit_conn heliostat_connections ${limits.connections}; # downloads at once; the next one gets 429`,
          'limit_conn_status 429;',
        ]
      : []),
    ...(limits?.requestsPerSecond
      ? [`limit_req zone=heliostat_requests burst=${limits.requestsPerSecond * 10} nodelay;`, 'limit_req_status 429;']
      : []),
    ...(blockUserAgents ? ['if ($heliostat_blocked) { return 403; }'] : []),
  ];
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
location ~ ${quote(`^${base}(?<heliostat_file>/(?:(?:${names})(?:/.*)?)?)$`)} {
    alias ${quote(`${portalRoot}$heliostat_file`)};
    include heliostat/portal.conf;
}`;
}

function mirrorLocation({ path, folder, type, isTrusted, isGit, slug }: ServedMirror, plan: ServePlan): string {
  return `
location = ${quote(path)} { add_header Cache-Control no-store always; return 301 ${quote(`${cnameToAddress(path)}/`)}; }
location ^~ ${quote(`${path}/`)} {
    alias ${quote(`${folder}/`)};
    add_header Cache-Control $heliostat_cache_${type} always;
${isTrusted ? '' : '    add_header Content-Security-Policy $heliostat_sandbox always;\n'}${
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

/** What decides how a folder is listed, whichever mirror it is of. */
function listingPart({ listing }: ServePlan): string {
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

function portalPart(plan: ServePlan): string {
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
add_header Content-Security-Policy "${contentSecurityPolicy}" always;
add_header X-Content-Type-Options nosniff always;
add_header Referrer-Policy ${referrerPolicy} always;
add_header Access-Control-Allow-Origin $heliostat_origin always;
${lines(httpsHeaders(plan), '')}`;
}

/** HTTP/3 is found by being told of over the others. */
function httpsHeaders({ https, nginx }: ServePlan): string[] {
  return [
    ...(https?.hstsSeconds ? [`add_header Strict-Transport-Security "max-age=${https.hstsSeconds}" always;`] : []),
    ...(hasHttp3({ https, nginx }) ? [`add_header Alt-Svc 'h3=":${https!.port}"; ma=86400' always;`] : []),
  ];
}

/** It came with 1.25.0. */
function hasHttp3({ https, nginx }: Pick<ServePlan, 'https' | 'nginx'>): boolean {
  return Boolean(https?.http3) && isAtLeast(nginx, [1, 25, 0]);
}

function mirrorPart(plan: ServePlan): string {
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

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const at = least.findIndex((part, index) => (parts[index] ?? 0) !== part);
  return at === -1 || (parts[at] ?? 0) > least[at]!;
}

/** A text as one word of nginx. What is quoted holds no `$`, as no quoting keeps nginx from reading that. */
function quote(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}

function shellPatternToRegex(pattern: string): string {
  return `"^${pattern.replaceAll(/[.+]/g, '\\$&').replaceAll('*', '.*')}$"`;
}

function lines(statements: readonly string[], indent = '    '): string {
  return statements.map((statement) => `${indent}${statement}\n`).join('');
}
