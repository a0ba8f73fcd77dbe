import { activeFiles, sandboxPolicy } from '../../serving/content-types.ts';
import { contentSecurityPolicy, hashedAsset, searchWorkerPolicy } from '../../serving/file-headers.ts';
import { searchWorker } from '../../serving/paths.ts';
import { cacheHeaders, indexFiles, RETRY_SECONDS } from '../cache-policy.ts';
import { nginxHeading } from '../heading.ts';
import { preflight, privateAddresses } from '../portal-files.ts';
import { quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import { nameInVariables } from './variable-name.ts';

/**
 * `heliostat/http.conf`: the maps and zones that the other files name. Variables have short names: two of more than
 * sixteen characters do not fit into one bucket of nginx's table of them, and with mirrors of many types it warns then.
 */
export function httpPart(plan: ServePlan): string {
  const { basePath: base, otherLanguages } = plan;
  const what = 'settings outside of a virtual host. Included in http {}, by heliostat.conf or by you.';
  return `${nginxHeading('http.conf', what, 'all in nginx itself, and PCRE.')}
# How long caches may keep a file, by the layout of its mirror. The first match decides.
${[...plan.cacheRules]
  .map(
    ([type, rules]) => `map $uri $hs_keep_${nameInVariables(type)} {
    default "${cacheHeaders.pointer}";
${rules.map(({ class: name, path }) => `    ${quote(`~${path}`)} "${cacheHeaders[name]}";`).join('\n')}
}
map $status $hs_cache_${nameInVariables(type)} {
${statusLines(`$hs_keep_${nameInVariables(type)}`)}
}`,
  )
  .join('\n')}

# Files of the portal are revalidated each time, except those with a hash in their names.
map $uri $hs_keep_portal {
    default "no-cache";
    ${quote(`~^${base}/${hashedAsset}`)} "public, max-age=31536000, immutable";
}
map $status $hs_cache_portal {
${statusLines('$hs_keep_portal')}
}

# When to ask again for what is not available, in seconds.
map $status $hs_retry {
    default "";
    503 "${RETRY_SECONDS}";
}

# Content security policy. Only the search worker may compile WebAssembly, so pages need not.
map $uri $hs_policy_portal {
    default "${contentSecurityPolicy}";
    ${quote(`${base}/${searchWorker}`)} "${searchWorkerPolicy}";
}

# Scripts on other sites may read these files of the portal.
map $uri $hs_origin {
    default "";
    "~^${base}/(api/|mirrorz\\.json$)" "*";
}

# CORS preflight for requests with custom headers, only for what other sites may read.
map "$request_method $uri" $hs_preflight {
    default "";
    ${quote(`~^OPTIONS (?!${privateAddresses(plan).slice(1)})`)} "*";
}
${preflight
  .filter(([, value]) => value !== '*')
  .map(
    ([name, value]) => `map $hs_preflight $hs_preflight_${name.split('-').at(-1)!.toLowerCase()} {
    "*" "${value}";
    default "";
}
`,
  )
  .join('')}
# The error page, in the language of the URL.
map $uri $hs_not_found {
    default "${base}/404.html";
${otherLanguages.map((language) => `    "~^${base}/${language}/" "${base}/${language}/404.html";\n`).join('')}}

# Files that a browser would run or show as a page of this site get an origin of their own.
map $uri $hs_sandbox {
    default "";
    ${quote(`~*${activeFiles}`)} "${sandboxPolicy}";
    "~/$" "${contentSecurityPolicy}"; # a listing
}
${limitZones(plan)}${agentMap(plan)}${logFormat(plan)}`;
}

/** Written out, as a look-up costs less than regular expressions, of which each request meets some already. */
function statusLines(keep: string): string {
  return [
    'default "no-store"; # errors: the file may exist in a few minutes',
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
# Limits per address. An IPv6 network of 64 bits counts as one address; an empty key is never limited.
geo $hs_exempt {
    default 0;
${limits.exempt.map((network) => `    ${network} 1;\n`).join('')}}
map $binary_remote_addr $hs_network {
    default $binary_remote_addr;
    "~(?s)^(?<hs_prefix>.{8}).{8}$" $hs_prefix;
}
# MirrorManager's crawler is never limited: it requests every file in turn to decide which mirrors its users are sent to.
map "$hs_exempt $http_user_agent" $hs_limited {
    default $hs_network;
    "~^1" "";
    "~*^0 mirrormanager" "";
}
# Indexes are not counted, so that a client with the maximum number of downloads can still update its system.
map $uri $hs_downloading {
    default $hs_limited;
    ${quote(`~${indexFiles}`)} "";
}
limit_conn_zone $hs_downloading zone=hs_connections:10m;
${rate ? `limit_req_zone $hs_limited zone=hs_requests:10m rate=${rate}r/s;\n` : ''}`;
}

function agentMap({ blockUserAgents }: ServePlan): string {
  if (!blockUserAgents) return '';
  return `
# Programs that get 403, but never MirrorManager's crawler, which decides which mirrors its users are sent to.
map $http_user_agent $hs_blocked {
    default 0;
    "~*^mirrormanager" 0;
${blockUserAgents.map((agent) => `    "~*${agent.replaceAll(/[.+]/g, '\\$&')}" 1;\n`).join('')}}
`;
}

function logFormat({ log }: ServePlan): string {
  if (log === 'off') return '';
  const address = log === 'anonymized' ? '$hs_cut_address' : '$remote_addr';
  const cut = `
# Addresses are cut to their network: /24, or /32 for IPv6.
map $remote_addr $hs_cut_address {
    default "::";
    "~^(?<hs_cut>\\d+\\.\\d+\\.\\d+)\\." "$hs_cut.0";
    "~^(?<hs_cut6>[0-9a-f]+:[0-9a-f]+):" "$hs_cut6::";
}
`;
  return `${log === 'anonymized' ? cut : ''}
# The combined format, plus bytes in and out, the requested range, and seconds.
log_format heliostat '${address} - - [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" '
                     'in=$request_length out=$bytes_sent range="$http_range" seconds=$request_time';
`;
}
