import { gitFiles, hiddenFiles, textFolders, textType } from '../../serving/content-types.ts';
import { listingPath, maintenanceRoute } from '../../serving/paths.ts';
import { RETRY_SECONDS } from '../cache-policy.ts';
import { apacheHeading } from '../heading.ts';
import { escapeRegex, lines, quote } from '../quoting.ts';
import type { RetiredRule } from '../retired-rules.ts';
import type { ServePlan } from '../serve-plan.ts';
import type { ServedMirror } from '../served-mirror.ts';
import { portalPart } from './portal-part.ts';
import { acmeLines } from './virtual-host.ts';

/** `heliostat/site.conf`: the portal and each mirror, for any `<VirtualHost>`. */
export function sitePart(plan: ServePlan): string {
  const { basePath: base, otherLanguages } = plan;
  const what = 'the portal and the mirrors. Included in <VirtualHost>, by heliostat.conf or by you.';
  const modules = 'alias allowmethods authz_core autoindex dir env headers mime rewrite setenvif.';
  return `${apacheHeading(plan, 'site.conf', what, modules)}
${logLines(plan)}${plan.limits ? '# Connections per address are limited by dist-config/nftables/heliostat.nft; requests per second are not limited.\n' : ''}
# Package managers fetch hundreds of files in a row; a new connection for each would be slow.
KeepAlive On
KeepAliveTimeout 15
MaxKeepAliveRequests 1000
# TRACE is not needed.
TraceEnable Off
# The same on every host with the same file, unlike inode numbers.
FileETag MTime Size
# The kernel sends files directly. A file that is truncated while it is mapped would crash a child of the server.
EnableSendfile On
EnableMMAP Off

# Browsers must not guess types from the content of files.
Header always set X-Content-Type-Options nosniff
# Errors are not cached: the file may exist in a few minutes.
Header always set Cache-Control no-store "expr=%{REQUEST_STATUS} -ge 400"
# While the folder of a mirror is not there, as its disk is not mounted, files are not missing: programs try again later.
${lines(awayLines(plan), '')}ErrorDocument 503 ${base}${maintenanceRoute}
Header always set Retry-After ${RETRY_SECONDS} "expr=%{REQUEST_STATUS} -eq 503"
# In the language of the URL.
ErrorDocument 404 ${base}/404.html
${otherLanguages.map((language) => `<Location "${base}/${language}/">\n    ErrorDocument 404 ${base}/${language}/404.html\n</Location>\n`).join('')}
# Temporary files of a sync.
RedirectMatch 404 "${hiddenFiles}"
${lines(agentLines(plan), '')}${lines(acmeLines(plan), '')}${plan.retired.map((rule) => retiredLines(rule, base)).join('')}
${portalPart(plan)}
# Mirrors. Debian's trace files are text, whatever their names.
<LocationMatch "${textFolders}[^/]+$">
    ForceType "${textType}"
</LocationMatch>
${plan.mirrors.map((mirror) => mirrorLines(mirror, base)).join('')}${base === '' ? '' : `\n# The portal comes last, because the first matching alias decides.\nAlias ${quote(base)} ${quote(plan.portalRoot)}\n`}`;
}

function logLines({ log, logFolder, system }: ServePlan): string {
  if (log === 'off') return '# Requests are not logged here.\n';
  const folder = logFolder ?? (system === 'debian' ? '/var/log/apache2' : '/var/log/httpd');
  const cut = `# Addresses are cut to their network: /24, or /32 for IPv6.
SetEnvIf Remote_Addr "^(\\d+\\.\\d+\\.\\d+)\\." HELIOSTAT_ADDRESS=$1.0
SetEnvIf Remote_Addr "^([0-9a-f]+:[0-9a-f]+):" HELIOSTAT_ADDRESS=$1::
SetEnvIf Remote_Addr "^::" HELIOSTAT_ADDRESS=::
`;
  const address = log === 'anonymized' ? '%{HELIOSTAT_ADDRESS}e' : '%a';
  return `${log === 'anonymized' ? cut : ''}# The combined format, plus bytes in and out, the requested range, and seconds. ${logFolder ? 'Rotated by heliostat.logrotate.' : "Rotated with Apache's own logs."}
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
    '    AuthMerging And',
    '    <RequireAll>',
    '        Require all granted',
    '        Require not env HELIOSTAT_BLOCKED',
    '    </RequireAll>',
    '</Location>',
  ];
}

/** One rule for all mirrors whose folders are below `dataRoot`, and one for each other. */
function awayLines({ mirrors, basePath, dataRoot }: ServePlan): string[] {
  const below = (path: string) => (path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined);
  const [usual, others] = [true, false].map((isUsual) =>
    mirrors.filter(({ path, folder }) => (folder === dataRoot + below(path)) === isUsual),
  ) as [ServedMirror[], ServedMirror[]];
  const paths = usual.map(({ path }) => escapeRegex(below(path)!));
  const rules = [
    ...(usual.length > 0 ? [[`^${basePath}(${paths.join('|')})(?:/|$)`, `${literal(dataRoot)}%1`]] : []),
    ...others.map(({ path, folder }) => [`^${escapeRegex(path)}(?:/|$)`, literal(folder)]),
  ] as [string, string][];
  // mod_rewrite knows no quotation mark within quotation marks: a pattern can do without, the name of a folder cannot.
  const writable = rules.filter(([, folder]) => !folder.includes('"'));
  return [
    ...(writable.length > 0 ? ['RewriteEngine On'] : []),
    ...writable.flatMap(([pattern, folder]) => [
      `RewriteCond %{REQUEST_URI} "${pattern.replaceAll('"', '\\x22')}"`,
      `RewriteCond "${folder}" !-d`,
      'RewriteRule ^ - [R=503,L]',
    ]),
  ];
}

/** In the text of a condition, a percent sign begins a variable. */
function literal(text: string): string {
  return text.replaceAll('%', '\\%');
}

/** `Redirect` keeps the rest of the address. */
function retiredLines({ path, to, page }: RetiredRule, basePath: string): string {
  const rule = to?.endsWith('/')
    ? [`Redirect 301 ${quote(path)} ${quote(to.slice(0, -1))}`]
    : to
      ? [`RedirectMatch 301 ${quote(`^${escapeRegex(path)}(?:/|$)`)} ${quote(to)}`]
      : [
          `Redirect 410 ${quote(path)}`,
          `<Location ${quote(path)}>`,
          `    ErrorDocument 410 ${basePath}${page}`,
          '</Location>',
        ];
  return `# No longer mirrored.\n${lines(rule, '')}`;
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
