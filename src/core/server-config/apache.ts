import { contentSecurityPolicy, fileToType, hashedAsset, referrerPolicy } from '../http/file-headers.ts';
import { listingPath } from '../views/listing.ts';
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

/** Extensions that the stock configuration takes for languages or encodings of a file, wherever they stand in its name. */
const UNMEANT_LANGUAGES =
  '.ca .cs .cz .da .de .dk .ee .el .en .eo .es .et .fr .he .hr .it .ja .ko .ltz .lu .nl .nn .no .pl .po .pt .pt-br .ru .se .sv .tr .zh-cn .zh-tw';
const UNMEANT_ENCODINGS = '.gz .tgz .Z .bz2 .xz .zst .br .lz4';

/** Guards: of the two tables of headers that Apache has, each answer takes from one. */
const FINE = '"expr=%{REQUEST_STATUS} -lt 400"';

/** Apache's share of `dist-config/`: the virtual host, and what it and any other one include. */
export function apacheFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  const types = [...new Set(plan.mirrors.map(({ type }) => type))].sort();
  return [
    { file: 'apache/heliostat.conf', text: virtualHosts(plan) },
    { file: 'apache/heliostat/site.conf', text: sitePart(plan) },
    { file: 'apache/heliostat/mirror.conf', text: mirrorPart(plan) },
    { file: 'apache/heliostat/sandbox.conf', text: sandboxPart() },
    ...types.map((type) => ({ file: `apache/heliostat/cache-${type}.conf`, text: cachePart(type) })),
  ];
}

function virtualHosts(plan: ServePlan): string {
  const { system, https, names } = plan;
  const isDebian = system === 'debian';
  const root = isDebian ? '/etc/apache2' : '/etc/httpd';
  const place = isDebian
    ? '/etc/apache2/sites-available/heliostat.conf, for a2ensite heliostat'
    : '/etc/httpd/conf.d/heliostat.conf';
  const enable = isDebian ? ' They are enabled by a2enmod.' : '';
  return `# Heliostat: the virtual host of ${names[0]}, for Apache 2.4.
# Goes to ${place}; the folder heliostat/ beside it goes to ${root}/heliostat/.
# To have the same in a virtual host of your own, include heliostat/site.conf in it instead; it brings the DocumentRoot.
# Test it with: apachectl -t
# Modules: alias allowmethods autoindex dir headers mime rewrite setenvif${https ? ' ssl' : ''}${https?.http2 ? ' http2' : ''}${plan.limits?.mebibytesPerSecond ? ' ratelimit env' : ''}.${enable}
# Written by the build: changes belong into \`serve\` of portal.yaml.

${listenLines(plan)}${[virtualHost(plan, false), ...(https ? [virtualHost(plan, true)] : [])].join('\n')}`;
}

/** Debian listens on 80 and 443 by itself, RHEL on 80, and on 443 with mod_ssl. */
function listenLines({ httpPort, https }: ServePlan): string {
  const ports = [httpPort, ...(https ? [https.port] : [])].filter((port) => port !== 80 && port !== 443);
  return ports.length > 0 ? `${ports.map((port) => `Listen ${port}\n`).join('')}\n` : '';
}

function virtualHost(plan: ServePlan, isSecure: boolean): string {
  const { names, https, httpPort, ipv6 } = plan;
  const port = isSecure ? https!.port : httpPort;
  const [name, ...aliases] = names;
  const address = ipv6 ? `*:${port}` : `0.0.0.0:${port}`;
  const isRedirect = !isSecure && https?.redirect === 'all';
  return `<VirtualHost ${address}>
    ServerName ${name}
${lines([
  ...(aliases.length > 0 ? [`ServerAlias ${aliases.join(' ')}`] : []),
  ...(isSecure ? tlsLines(https!) : []),
  ...(isRedirect ? redirectLines(plan) : ['Include heliostat/site.conf']),
])}</VirtualHost>
`;
}

function tlsLines({ certificate, key, http2, hstsSeconds }: NonNullable<ServePlan['https']>): string[] {
  return [
    'SSLEngine On',
    'SSLProtocol -all +TLSv1.2 +TLSv1.3',
    `SSLCertificateFile ${quote(certificate)}`,
    `SSLCertificateKeyFile ${quote(key)}`,
    ...(http2 ? ['Protocols h2 http/1.1'] : []),
    ...(hstsSeconds ? [`Header always set Strict-Transport-Security "max-age=${hstsSeconds}"`] : []),
  ];
}

/** Everything goes to https, but for the challenges of certificates. */
function redirectLines(plan: ServePlan): string[] {
  return [
    ...acmeLines(plan),
    'RewriteEngine On',
    `RewriteRule "^/(?!\\.well-known/acme-challenge/)" "https://%{SERVER_NAME}${securePort(plan)}%{REQUEST_URI}" [R=301,L]`,
  ];
}

function securePort({ https }: ServePlan): string {
  return https!.port === 443 ? '' : `:${https!.port}`;
}

function acmeLines({ acme }: ServePlan): string[] {
  if (!acme) return [];
  return [
    `Alias "/.well-known/acme-challenge/" ${quote(`${acme}/`)}`,
    `<Directory ${quote(acme)}>`,
    '    Require all granted',
    '    AllowOverride None',
    '</Directory>',
  ];
}

function sitePart(plan: ServePlan): string {
  const { basePath: base, otherLanguages } = plan;
  return `# Heliostat: the portal and the mirrors. Included in <VirtualHost>, by heliostat.conf or by you.

${logLines(plan)}${plan.limits ? '# Connections per address are limited by dist-config/nftables/heliostat.nft; requests per second are not limited.\n' : ''}
# Package managers fetch hundreds of files in a row; a new connection for each would cost both sides.
KeepAlive On
KeepAliveTimeout 15
MaxKeepAliveRequests 1000
TraceEnable Off
FileETag MTime Size
EnableSendfile On
EnableMMAP Off
# A file that is cut short while it is mapped ends the process, hence no mmap.

Header always set X-Content-Type-Options nosniff
# An error, such as that of a file which comes in minutes, is not kept.
Header always set Cache-Control no-store "expr=%{REQUEST_STATUS} -ge 400"
ErrorDocument 404 ${base}/404.html
${otherLanguages.map((language) => `<Location "${base}/${language}/">\n    ErrorDocument 404 ${base}/${language}/404.html\n</Location>\n`).join('')}
# What a sync leaves lying about.
RedirectMatch 404 "${hiddenFiles}"
${lines(agentLines(plan), '')}${lines(acmeLines(plan), '')}
${portalPart(plan)}
# Mirrors. Traces of Debian are text whatever their names.
<LocationMatch "${textFolders}[^/]+$">
    ForceType "${textType}"
</LocationMatch>
${plan.mirrors.map((mirror) => mirrorLines(mirror, base)).join('')}${base === '' ? '' : `\n# The portal comes last, as the first alias that fits decides.\nAlias ${quote(base)} ${quote(plan.portalRoot)}\n`}`;
}

function logLines({ log, logFolder, system }: ServePlan): string {
  if (log === 'off') return '# Requests are not logged here.\n';
  const folder = logFolder ?? (system === 'debian' ? '/var/log/apache2' : '/var/log/httpd');
  const cut = `# Addresses cut to their network: a /24, or a /32 of IPv6.
SetEnvIf Remote_Addr "^(\\d+\\.\\d+\\.\\d+)\\." HELIOSTAT_ADDRESS=$1.0
SetEnvIf Remote_Addr "^([0-9a-f]+:[0-9a-f]+):" HELIOSTAT_ADDRESS=$1::
SetEnvIf Remote_Addr "^::" HELIOSTAT_ADDRESS=::
`;
  const address = log === 'anonymized' ? '%{HELIOSTAT_ADDRESS}e' : '%a';
  return `${log === 'anonymized' ? cut : ''}# The combined format, and then: bytes in and out, the range asked for, seconds. Rotated with Apache's own logs.
LogFormat "${address} - - %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\" in=%I out=%O range=\\"%{Range}i\\" seconds=%{ms}Te-3" heliostat
CustomLog ${quote(`${folder}/heliostat.log`)} heliostat
`;
}

/** MirrorManager's crawler decides which mirrors its users are sent to: it always gets in. */
function agentLines({ blockUserAgents }: ServePlan): string[] {
  if (!blockUserAgents) return [];
  const pattern = blockUserAgents.map((agent) => agent.replaceAll(/[.+]/g, '\\$&')).join('|');
  return [
    '# Programs that get 403, but never the crawler of MirrorManager.',
    `SetEnvIfNoCase User-Agent "${pattern}" HELIOSTAT_BLOCKED`,
    'SetEnvIfNoCase User-Agent "^mirrormanager" !HELIOSTAT_BLOCKED',
    '<Location "/">',
    '    <RequireAll>',
    '        Require all granted',
    '        Require not env HELIOSTAT_BLOCKED',
    '    </RequireAll>',
    '</Location>',
  ];
}

function portalPart(plan: ServePlan): string {
  const { basePath: base, portalRoot, isShared, https } = plan;
  const section = isShared
    ? ['LocationMatch', `"^${base}/(?:(?:${portalPattern(plan)})(?:/|$)|$)"`]
    : ['Directory', quote(portalRoot)];
  return `# The portal.
${base === '' ? `DocumentRoot ${quote(portalRoot)}\n` : ''}<Directory ${quote(portalRoot)}>
    Require all granted
    AllowOverride None
    AllowMethods GET HEAD OPTIONS
    Options SymLinksIfOwnerMatch
    DirectoryIndex index.html
</Directory>
${isShared ? closedFolder(plan) : ''}<${section[0]} ${section[1]}>
${lines(portalHeaders(plan))}${https?.redirect === 'portal' ? lines(['RewriteEngine On', 'RewriteCond %{HTTPS} !=on', `RewriteRule "^" "https://%{SERVER_NAME}${securePort(plan)}%{REQUEST_URI}" [R=301,L]`]) : ''}</${section[0]}>
<Location "${base}/metrics">
    ForceType "${fileToType('metrics')}"
</Location>
`;
}

function portalPattern({ portalNames }: ServePlan): string {
  return portalNames.map((name) => name.replaceAll('.', '\\.')).join('|');
}

/** A folder with mirrors in it is not opened as a whole: work files and logs would be served too. */
function closedFolder(plan: ServePlan): string {
  const below = plan.basePath;
  const mirrors = plan.mirrors
    .filter(({ path }) => path.startsWith(`${below}/`))
    .map(({ path }) => escapeRegex(path.slice(below.length + 1)));
  return `# The folder also holds mirrors and whatever else: only these names of it are served.
RedirectMatch 404 ${quote(`^${below}/(?!(?:${[portalPattern(plan), ...mirrors].join('|')})(?:/|$))(?!\\.well-known/acme-challenge/).`)}
`;
}

function portalHeaders({ basePath: base }: ServePlan): string[] {
  const byType = Map.groupBy(portalExtensions, (extension) => fileToType(`x.${extension}`));
  return [
    ...[...byType].map(([type, extensions]) => `AddType "${type}" ${extensions.join(' ')}`),
    `Header set Cache-Control no-cache ${FINE}`,
    `Header set Cache-Control "public, max-age=31536000, immutable" "expr=%{REQUEST_STATUS} -lt 400 && %{REQUEST_URI} =~ m#^${base}/${hashedAsset}#"`,
    `Header set Content-Security-Policy "${contentSecurityPolicy}"`,
    `Header set Referrer-Policy ${referrerPolicy}`,
    `Header set Access-Control-Allow-Origin * "expr=%{REQUEST_URI} =~ m#^${base}/(api/|mirrorz\\.json$)#"`,
    '<IfModule mod_deflate.c>',
    '    AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json image/svg+xml text/xml text/plain',
    '</IfModule>',
  ];
}

function forceType(pattern: string, type: string): string[] {
  return [`<FilesMatch "${pattern}">`, `    ForceType "${type}"`, '</FilesMatch>'];
}

function mirrorLines({ path, folder, type, isTrusted, isGit, slug }: ServedMirror, basePath: string): string {
  return `
Alias ${quote(path)} ${quote(folder)}
<Directory ${quote(folder)}>
    Include heliostat/mirror.conf
    Include heliostat/cache-${type}.conf
    HeaderName ${basePath}${listingPath(slug, 'header')}
    ReadmeName ${basePath}${listingPath(slug, 'footer')}
${lines([
  ...(isTrusted ? [] : ['Include heliostat/sandbox.conf']),
  ...(isGit ? [] : [`RedirectMatch 404 "${gitFiles}"`]),
])}</Directory>
`;
}

function mirrorPart(plan: ServePlan): string {
  const { listing, limits } = plan;
  const speed = limits?.mebibytesPerSecond;
  const types = Object.entries(typesByExtension).flatMap(([type, extensions]) =>
    forceType(`\\.(?:${extensions.replaceAll(' ', '|')})$`, type),
  );
  return `# Heliostat: how files of mirrors are served. Included in the <Directory> of each.

Require all granted
AllowOverride None
AllowMethods GET HEAD OPTIONS
# Of symbolic links, those that the owner of the target made himself: never one to /etc/passwd. No CGI, SSI, negotiation.
Options ${listing === 'off' ? '' : 'Indexes '}SymLinksIfOwnerMatch
DirectoryIndex index.html
MaxRanges 256
# Package managers ask for up to that many pieces; none at all would end resuming and zsync.

# It is packed, and its hash is checked: nothing may be changed on the way.
SetEnv no-gzip 1
SetEnv no-brotli 1
Header set Access-Control-Allow-Origin *

# By last extension alone, whatever the stock configuration thinks of those before it; saved by browsers if none fits.
AddDefaultCharset Off
RemoveEncoding ${UNMEANT_ENCODINGS}
RemoveLanguage ${UNMEANT_LANGUAGES}
RemoveOutputFilter .shtml
<FilesMatch ".">
    SetHandler default-handler
    ForceType ${defaultType}
</FilesMatch>
${lines([...types, ...forceType(`^(?:${textNames})$`, textType)], '')}
# Folders. What stands around the files is a page of the portal, never one of the folder.
IndexOptions FancyIndexing HTMLTable XHTML FoldersFirst VersionSort NameWidth=* SuppressDescription SuppressIcon SuppressHTMLPreamble Charset=UTF-8
IndexIgnore ${unlistedNames.join(' ')}
${speed ? `\n# In KiB a second, after the first 64 MiB.\nSetOutputFilter RATE_LIMIT\nSetEnv rate-limit ${speed * 1024}\nSetEnv rate-initial-burst 65536\n` : ''}`;
}

function sandboxPart(): string {
  return `# Heliostat: what a browser would run or draw as a page of this site, mirrored by strangers, gets an origin of its own.

Header set Content-Security-Policy "${contentSecurityPolicy}" "expr=%{REQUEST_URI} =~ m#/$#"
<FilesMatch "(?i)${activeFiles}">
    Header set Content-Security-Policy "${sandboxPolicy}"
</FilesMatch>
`;
}

/** The last that fits an address decides here, so the rules stand from the last to the first. */
function cachePart(type: ServedMirror['type']): string {
  const rules = [...cacheRules(type)]
    .reverse()
    .map(
      ([name, pattern]) =>
        `Header set Cache-Control "${cacheClasses[name]}" "expr=%{REQUEST_STATUS} -lt 400 && %{REQUEST_URI} =~ m#${pattern}#"`,
    );
  return `# Heliostat: how long caches may keep files of mirrors of type ${type}. The last line that fits decides.

Header set Cache-Control "${cacheClasses.pointer}" ${FINE}
${rules.join('\n')}
`;
}

function escapeRegex(text: string): string {
  return text.replaceAll(/[.+^(){}|]/g, '\\$&');
}

/** A text as one word of Apache. What is quoted holds neither `$` nor a backslash of its own. */
function quote(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}

function lines(statements: readonly string[], indent = '    '): string {
  return statements.map((statement) => `${indent}${statement}\n`).join('');
}
