import {
  defaultType,
  hiddenFiles,
  temporaryNames,
  textFolders,
  textNames,
  textType,
  typesByExtension,
  unlistedNames,
} from '../../serving/content-types.ts';
import { isPackableType, referrerPolicy } from '../../serving/file-headers.ts';
import { extensionsByType, portalDefaultType, portalPlaces } from '../../serving/portal-types.ts';
import { nginxHeading } from '../heading.ts';
import { lines, quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import { hasHttp3 } from './nginx-version.ts';

/** `heliostat/portal.conf`: what each location of the portal includes. */
export function portalPart(plan: ServePlan): string {
  const { https } = plan;
  const byType = extensionsByType();
  const packed = [...byType.keys(), ...portalPlaces.map(({ type }) => type)].filter(isPackableType);
  return `${nginxHeading('portal.conf', 'how files of the portal are served. Included in their locations.')}
${https?.redirect === 'portal' ? `if ($scheme = http) { return 301 https://$host${https.port === 443 ? '' : `:${https.port}`}$request_uri; } # people use https\n` : ''}index index.html;

# Types of the files of the portal.
types {
${[...byType].map(([type, extensions]) => `    ${quote(type)} ${extensions.join(' ')};`).join('\n')}
}
default_type ${portalDefaultType};
${portalPlaces.map(({ pattern, type }) => `location ~ ${quote(`^${plan.basePath}/${pattern}`)} { types {} default_type ${quote(type)}; }\n`).join('')}
# Compressed, if the client supports it.
gzip on;
gzip_vary on;
gzip_types ${[...new Set(packed)].map(quote).join(' ')};

# Caching, content security policy, no type guessing, referrer policy, and cross-origin access.
add_header Cache-Control $hs_cache_portal always;
add_header Content-Security-Policy $hs_policy_portal always;
add_header X-Content-Type-Options nosniff always;
add_header Referrer-Policy ${referrerPolicy} always;
add_header Access-Control-Allow-Origin $hs_origin always;
add_header Retry-After $hs_retry always;
${lines(httpsHeaders(plan), '')}`;
}

const awayComment =
  'While the folder is not there, as its disk is not mounted, files are not missing: programs try again later.';
const awayLine = 'if (!-d $document_root) { return 503; }';

/** `heliostat/mirror.conf`: what the location of each mirror includes. */
export function mirrorPart(plan: ServePlan): string {
  const types = Object.entries(typesByExtension).map(([type, extensions]) => `    ${quote(type)} ${extensions};`);
  return `${nginxHeading('mirror.conf', 'how files of mirrors are served. Included in the location of each.')}
# Symbolic links are followed only if their owner also owns the target: never one to /etc/passwd.
disable_symlinks if_not_owner from=$document_root;
sendfile on; # the kernel sends files directly
tcp_nopush on; # headers and the start of a file in one packet
max_ranges 256; # package managers request up to this many ranges; without ranges, resuming and zsync would fail
gzip off; # files are compressed already, and their hashes are checked
charset off; # pages declare their own charset
index index.html;
${lines(limitLines(plan), '')}
# No type guessing, and scripts on other sites may read public files.
add_header X-Content-Type-Options nosniff always;
add_header Access-Control-Allow-Origin * always;
${lines(httpsHeaders(plan), '')}
# ${awayComment}
${awayLine}

# Temporary files of a sync.
location ~ "${hiddenFiles}" { return 404; }

# Only the last extension decides. Browsers save unknown types.
types {
${types.join('\n')}
}
default_type ${defaultType};
location ~ "^(?>.*/)(?:${textNames})$|${textFolders}[^/]+$" { ${awayLine} default_type "${textType}"; }
`;
}

/** What one address may take of mirrors; the portal is not counted. */
function limitLines({ limits }: ServePlan): string[] {
  if (!limits) return [];
  const speed = limits.mebibytesPerSecond;
  return [
    `limit_conn hs_connections ${limits.connections}; # parallel downloads, without indexes`,
    'limit_conn_status 429; # too many requests: programs retry later',
    ...(speed
      ? [
          'limit_rate_after 64m; # most packages are complete by then',
          `limit_rate ${speed}m; # per second and download`,
        ]
      : []),
  ];
}

/** What decides how a folder is listed, whichever mirror it is of. */
export function listingPart({ listing }: ServePlan): string {
  const more = [
    'name_length 255; # whole names',
    'time_format "%Y-%m-%d %H:%M";',
    'show_dotfiles on; # installers and crawlers need files such as .treeinfo',
    `ignore ${[...unlistedNames, ...temporaryNames].map(shellPatternToRegex).join(' ')}; # temporary files of a sync`,
  ];
  const options = [
    'exact_size off; # 1.4G',
    'localtime on; # like the portal',
    ...(listing === 'fancyindex' ? more : []),
  ];
  return `${nginxHeading('listing.conf', 'how folders are listed. Included in a location of each mirror.', `${listing}.`)}
${awayLine} # as in mirror.conf
${listing} on;
${options.map((option) => `${listing}_${option}`).join('\n')}
`;
}

/** Clients learn about HTTP/3 from a header over the other protocols. */
function httpsHeaders({ https, nginx }: ServePlan): string[] {
  return [
    ...(https?.hstsSeconds ? [`add_header Strict-Transport-Security "max-age=${https.hstsSeconds}" always;`] : []),
    ...(hasHttp3({ https, nginx }) ? [`add_header Alt-Svc 'h3=":${https!.port}"; ma=86400' always;`] : []),
  ];
}

function shellPatternToRegex(pattern: string): string {
  return `"^${pattern.replaceAll(/[.+]/g, '\\$&').replaceAll('?*', '.+').replaceAll('*', '.*')}$"`;
}
