import { cnameToAddress } from '../../base/address.ts';
import {
  activeFiles,
  defaultType,
  gitFiles,
  realEndings,
  sandboxPolicy,
  temporaryFiles,
  temporaryNames,
  textFolders,
  textNames,
  textType,
  typesByExtension,
  unlistedNames,
  workFiles,
} from '../../serving/content-types.ts';
import { contentSecurityPolicy, hashedAsset, referrerPolicy, searchWorkerPolicy } from '../../serving/file-headers.ts';
import { listingPath, searchWorker } from '../../serving/paths.ts';
import { extensionsByType, portalDefaultType, portalPlaces, portalTypes } from '../../serving/portal-types.ts';
import { cacheClasses, cacheRules } from '../cache-policy.ts';
import { allow, preflight, privateAddresses } from '../portal-files.ts';
import { quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import type { ServedMirror } from '../served-mirror.ts';

/** Caddy replaces what is in braces, and compares with what is encoded where there is a percent sign. */
const UNFIT = /[{}%]/;

/** Caddy's share of `dist-config/`: one file with the sites, and a snippet for those of the operator. */
export function caddyFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  return [{ file: 'caddy/heliostat.caddy', text: [heading(plan), snippet(plan), ...sites(plan)].join('\n') }];
}

function heading({ mirrors, names }: ServePlan): string {
  const unfit = mirrors.filter(({ path, folder }) => UNFIT.test(path + folder));
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

function sites({ names, https, httpPort }: ServePlan): string[] {
  const addresses = (scheme: string, port: number) => names.map((name) => `${scheme}://${name}:${port}`).join(', ');
  const redirect = `	@insecure not path /.well-known/acme-challenge/*
	redir @insecure https://{host}:${https?.port}{uri} permanent
`;
  const secure =
    https &&
    `${addresses('https', https.port)} {
	tls ${quote(https.certificate)} ${quote(https.key)}
${https.hstsSeconds ? `\theader Strict-Transport-Security "max-age=${https.hstsSeconds}"\n` : ''}	import heliostat
}
`;
  return [
    `${addresses('http', httpPort)} {\n${https?.redirect === 'all' ? redirect : ''}\timport heliostat\n}\n`,
    ...(secure ? [secure] : []),
  ];
}

function snippet(plan: ServePlan): string {
  const mirrors = plan.mirrors.filter(({ path, folder }) => !UNFIT.test(path + folder));
  return `(heliostat) {
${logBlock(plan)}	header -Server
	header X-Content-Type-Options nosniff
	# In this order, and not in the one that Caddy prefers: it would answer before it asks who is blocked.
	route {
${agentLines(plan)}		@crossSite {
			method OPTIONS
			not path_regexp ${quote(privateAddresses(plan))}
		}
		header @crossSite Access-Control-Allow-Origin *
${preflight
  .map(
    ([name, value]) => `		header @crossSite ${name} ${quote(value)}
`,
  )
  .join('')}		@unread not method GET HEAD
		header @unread ${allow[0]} ${quote(allow[1])}
		@options method OPTIONS
		respond @options 204
		@other not method GET HEAD OPTIONS
		error @other 405
${plan.acme ? acmeBlock(plan.acme) : ''}
		# What a sync leaves lying about.
		@work path_regexp ${quote(workFiles)}
		error @work 404
		@temporary {
			path_regexp ${quote(temporaryFiles)}
			not path_regexp ${quote(realEndings)}
		}
		error @temporary 404
${mirrors.map((mirror, number) => mirrorBlock(mirror, number, plan)).join('')}
${portalBlock(plan)}	}
${errorBlock(plan)}}
`;
}

/**
 * One line of JSON per request, with bytes out, range and time, and from Caddy 2.7 bytes in; Caddy rotates it itself.
 * It has all headers, so that of an address which a proxy tells must go too.
 */
function logBlock({ log, logFolder }: ServePlan): string {
  if (log === 'off') return '';
  const format =
    log === 'full'
      ? 'format json'
      : 'format filter {\n\t\t\twrap json\n\t\t\tfields {\n\t\t\t\trequest>remote_ip ip_mask {\n\t\t\t\t\tipv4 24\n\t\t\t\t\tipv6 32\n\t\t\t\t}\n\t\t\t\trequest>headers>X-Forwarded-For delete\n\t\t\t}\n\t\t}';
  return `	log {
		output file ${quote(`${logFolder ?? '/var/log/caddy'}/heliostat.log`)}
		${format}
	}
`;
}

function agentLines({ blockUserAgents }: ServePlan): string {
  if (!blockUserAgents) return '';
  const pattern = blockUserAgents.map((agent) => agent.replaceAll(/[.+]/g, '\\$&')).join('|');
  return `		@blocked {
			header_regexp User-Agent ${quote(`(?i)${pattern}`)}
			not header_regexp User-Agent "(?i)^mirrormanager"
		}
		error @blocked 403
`;
}

function acmeBlock(folder: string): string {
  return `		handle_path /.well-known/acme-challenge/* {
			root * ${quote(folder)}
			file_server
		}
`;
}

/** The last that fits a path decides here, so the rules stand from the last to the first. */
function mirrorBlock(mirror: ServedMirror, number: number, plan: ServePlan): string {
  const { path, folder, type, isTrusted, isGit, slug } = mirror;
  const escaped = path.replaceAll(/[.+^()|]/g, '\\$&');
  const matched = (pattern: string, name: string, line: string) => `@${name} path_regexp ${quote(pattern)}\n${line}`;
  const types = Object.entries(typesByExtension).map(
    ([type, extensions]) => [`\\.(?:${extensions.replaceAll(' ', '|')})$`, type] as const,
  );
  const named = [...types, [`/(?:${textNames})$|${textFolders}[^/]+$`, textType] as const];
  const rules = cacheRules(type).toReversed();
  const lines = [
    ...(isGit ? [] : [matched(gitFiles, `git${number}`, `error @git${number} 404`)]),
    // It compares bytes of what is encoded, and takes those beyond ASCII for characters.
    `uri strip_prefix ${quote(path.replaceAll(/[^\0-\x7f]+/g, encodeURIComponent))}`,
    `root * ${quote(folder)}`,
    'header Access-Control-Allow-Origin *',
    // It would remember the order of a list.
    'header -Set-Cookie',
    `header Content-Type ${defaultType}`,
    ...named.map(([pattern, type], at) =>
      matched(pattern, `type${number}_${at}`, `header @type${number}_${at} Content-Type ${quote(type)}`),
    ),
    `@index${number} {\n\tpath_regexp "/$"\n\tfile {path}index.html\n}`,
    `header Cache-Control ${quote(cacheClasses.pointer)}`,
    ...rules.map(([name, pattern], at) =>
      matched(pattern, `keep${number}_${at}`, `header @keep${number}_${at} Cache-Control ${quote(cacheClasses[name])}`),
    ),
    ...(isTrusted
      ? []
      : [
          matched(
            `(?i)${activeFiles}`,
            `active${number}`,
            `header @active${number} Content-Security-Policy ${quote(sandboxPolicy)}`,
          ),
          `@list${number} path_regexp "/$"`,
          `header @list${number} Content-Security-Policy ${quote(contentSecurityPolicy)}`,
          // A folder may be answered by its index.html.
          `header @index${number} Content-Security-Policy ${quote(sandboxPolicy)}`,
        ]),
    `header @index${number} Content-Type text/html`,
    `file_server {\n${plan.listing === 'off' ? '' : `\tbrowse ${quote(plan.portalRoot + listingPath(slug, 'caddy'))}\n`}\thide ${[...unlistedNames, ...temporaryNames].map(quote).join(' ')}\n}`,
  ];
  return `
		@exactly${number} path_regexp ${quote(`^${escaped}$`)}
		redir @exactly${number} ${cnameToAddress(path)}/ permanent
		@mirror${number} path_regexp ${quote(`^${escaped}/`)}
		handle @mirror${number} {
			route {
${indent(lines, '\t\t\t\t')}			}
		}
`;
}

function portalBlock(plan: ServePlan): string {
  const { basePath: base, portalRoot, portalNames, isShared, https } = plan;
  const names = portalNames.map((name) => name.replaceAll('.', '\\.')).join('|');
  const byType = extensionsByType();
  const lines = [
    ...(https?.redirect === 'portal'
      ? ['@plain protocol http', `redir @plain https://{host}:${https.port}{uri} permanent`]
      : []),
    ...(isShared
      ? [
          '# The folder also holds mirrors and whatever else: only these names of it are the portal’s.',
          `@strange not path_regexp ${quote(`^${base}/(?:(?:${names})(?:/|$)|$)`)}`,
          'error @strange 404',
        ]
      : []),
    ...(base ? [`uri strip_prefix ${base}`] : []),
    `root * ${quote(portalRoot)}`,
    'encode gzip',
    `header Content-Type ${portalDefaultType}`,
    '@page path_regexp "/$"',
    `header @page Content-Type ${quote(portalTypes.html!)}`,
    ...[...byType].flatMap(([type, extensions], at) => [
      `@portal${at} path_regexp ${quote(`\\.(?:${extensions.join('|')})$`)}`,
      `header @portal${at} Content-Type ${quote(type)}`,
    ]),
    ...portalPlaces.flatMap(({ pattern, type }, at) => [
      `@place${at} path_regexp ${quote(`^/${pattern}`)}`,
      `header @place${at} Content-Type ${quote(type)}`,
    ]),
    'header Cache-Control no-cache',
    `@hashed path_regexp ${quote(`^/${hashedAsset}`)}`,
    'header @hashed Cache-Control "public, max-age=31536000, immutable"',
    `header Content-Security-Policy ${quote(contentSecurityPolicy)}`,
    `@worker path /${searchWorker}`,
    `header @worker Content-Security-Policy ${quote(searchWorkerPolicy)}`,
    `header Referrer-Policy ${referrerPolicy}`,
    '@data path /api/* /mirrorz.json',
    'header @data Access-Control-Allow-Origin *',
    'file_server',
  ];
  return `\t\thandle {\n\t\t\troute {\n${indent(lines, '\t\t\t\t')}\t\t\t}\n\t\t}\n`;
}

/** What was said of the file that was not there must not be said of the page that says so. */
function errorBlock({ portalRoot, basePath, otherLanguages }: ServePlan): string {
  const languages = otherLanguages.flatMap((language) => [
    `@${language} path ${basePath}/${language}/*`,
    `rewrite @${language} /${language}/404.html`,
  ]);
  const lines = [
    'header Cache-Control no-store',
    'header Content-Type "text/html; charset=utf-8"',
    `header Content-Security-Policy ${quote(contentSecurityPolicy)}`,
    '@missing expression {err.status_code} == 404',
    `handle @missing {\n\troot * ${quote(portalRoot)}\n${indent(
      [
        'route {',
        ...languages.map((line) => `\t${line}`),
        '\t@rest not path */404.html',
        '\trewrite @rest /404.html',
        '\tfile_server',
        '}',
      ],
      '\t',
    )}}`,
    'handle {\n\trespond "{err.status_code} {err.status_text}"\n}',
  ];
  return `\thandle_errors {\n\t\troute {\n${indent(lines, '\t\t\t')}\t\t}\n\t}\n`;
}

function indent(statements: readonly string[], tabs: string): string {
  return statements
    .flatMap((statement) => statement.split('\n'))
    .filter(Boolean)
    .map((line) => `${tabs}${line}\n`)
    .join('');
}
