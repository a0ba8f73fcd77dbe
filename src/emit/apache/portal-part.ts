import { contentSecurityPolicy, hashedAsset, referrerPolicy, searchWorkerPolicy } from '../../serving/file-headers.ts';
import { searchWorker } from '../../serving/paths.ts';
import { extensionsByType, portalDefaultType, portalPlaces } from '../../serving/portal-types.ts';
import { escapeRegex, lines, quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import { methodLines, preflightLines } from './method-part.ts';
import { FINE, forceType, UNMEANT_ENCODINGS, UNMEANT_LANGUAGES } from './mirror-parts.ts';
import { securePort } from './virtual-host.ts';

/** How files of the portal are served. */
export function portalPart(plan: ServePlan): string {
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
${lines(portalHeaders(plan))}${https?.redirect === 'portal' ? lines(['RewriteCond %{HTTPS} !=on', `RewriteRule "^" "https://%{SERVER_NAME}${securePort(plan)}%{REQUEST_URI}" [R=301,L]`]) : ''}</${section[0]}>
${isShared ? sharedTypes(plan) : ''}${portalPlaces.map(({ pattern, type }) => typeByAddress(`^${base}/${pattern}`, type)).join('')}${preflightLines(plan)}`;
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
  return `# The folder also holds mirrors and other files: only these names in it are served.
RedirectMatch 404 ${quote(`^${below}/(?!(?:${[portalPattern(plan), ...mirrors].join('|')})(?:/|$))(?!\\.well-known/acme-challenge/).`)}
`;
}

/** Types by extension, for a folder that is the portal's alone. */
function fileTypes(): string[] {
  return [
    '<FilesMatch ".">',
    `    ForceType ${portalDefaultType}`,
    '</FilesMatch>',
    ...[...extensionsByType()].flatMap(([type, extensions]) => forceType(`\\.(?:${extensions.join('|')})$`, type)),
  ];
}

/** The same by address, where the folder has mirrors in it, too. */
function sharedTypes(plan: ServePlan): string {
  const here = `^${plan.basePath}/(?=(?:${portalPattern(plan)})(?:/|$))`;
  const rules = [
    [`${here}.*[^/]$`, portalDefaultType] as const,
    ...[...extensionsByType()].map(([type, extensions]) => [`${here}.*\\.(?:${extensions.join('|')})$`, type] as const),
  ];
  return rules.map(([pattern, type]) => typeByAddress(pattern, type)).join('');
}

function typeByAddress(pattern: string, type: string): string {
  return `<LocationMatch "${pattern}">\n    ForceType "${type}"\n</LocationMatch>\n`;
}

function portalHeaders({ basePath: base, isShared }: ServePlan): string[] {
  return [
    '# Types of the files of the portal.',
    'AddDefaultCharset Off',
    `RemoveEncoding ${UNMEANT_ENCODINGS}`,
    `RemoveLanguage ${UNMEANT_LANGUAGES}`,
    ...(isShared ? [] : fileTypes()),
    ...methodLines(),
    '# Caching, content security policy, referrer policy, and cross-origin access.',
    `Header set Cache-Control no-cache ${FINE}`,
    `Header set Cache-Control "public, max-age=31536000, immutable" "expr=%{REQUEST_STATUS} -lt 400 && %{REQUEST_URI} =~ m#^${base}/${hashedAsset}#"`,
    `Header set Content-Security-Policy "${contentSecurityPolicy}"`,
    `Header set Content-Security-Policy "${searchWorkerPolicy}" "expr=%{REQUEST_URI} == '${base}/${searchWorker}'"`,
    `Header set Referrer-Policy ${referrerPolicy}`,
    `Header set Access-Control-Allow-Origin * "expr=%{REQUEST_URI} =~ m#^${base}/(api/|mirrorz\\.json$)#"`,
    '# Compressed, if the client supports it.',
    '<IfModule mod_deflate.c>',
    '    AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json image/svg+xml text/xml text/plain',
    '</IfModule>',
  ];
}
