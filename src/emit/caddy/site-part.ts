import { realEndings, temporaryFiles, workFiles } from '../../serving/content-types.ts';
import { contentSecurityPolicy } from '../../serving/file-headers.ts';
import { maintenanceRoute } from '../../serving/paths.ts';
import { RETRY_SECONDS } from '../cache-policy.ts';
import { allow, preflight, privateAddresses } from '../portal-files.ts';
import { escapeRegex, quote } from '../quoting.ts';
import type { RetiredRule } from '../retired-rules.ts';
import type { ServePlan } from '../serve-plan.ts';
import { indented } from './indented.ts';
import { encodedPath, isUnfit, mirrorPart } from './mirror-part.ts';
import { portalPart } from './portal-part.ts';

/** The snippet `(heliostat)`: the portal and each mirror, for any site that imports it. */
export function sitePart(plan: ServePlan): string {
  const mirrors = plan.mirrors.filter((mirror) => !isUnfit(mirror));
  return `(heliostat) {
${logBlock(plan)}	header -Server
	header X-Content-Type-Options nosniff
	# In this order, instead of Caddy's default order, which would answer before it checks blocked programs.
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
		# Temporary files of a sync.
		@work path_regexp ${quote(workFiles)}
		error @work 404
		@temporary {
			path_regexp ${quote(temporaryFiles)}
			not path_regexp ${quote(realEndings)}
		}
		error @temporary 404
${plan.retired.filter(isFit).map(retiredPart).join('')}${mirrors.map((mirror, number) => mirrorPart(mirror, number, plan)).join('')}
${portalPart(plan)}	}
${errorBlock(plan)}}
`;
}

/** Caddy replaces what is in braces, and compares with what is encoded where there is a percent sign. */
function isFit({ path, to = '' }: RetiredRule): boolean {
  return !/[{}%]/.test(path) && !/[{}]/.test(to);
}

/** A redirect keeps the rest of the address and the query. */
function retiredPart({ path, to }: RetiredRule, number: number): string {
  const name = `@retired${number}`;
  const matcher = `\n\t\t# No longer mirrored.\n\t\t${name} path_regexp ${quote(retiredPattern(path))}\n`;
  if (to === undefined) return `${matcher}\t\terror ${name} 410\n`;
  if (!to.endsWith('/')) return `${matcher}\t\tredir ${name} ${quote(to)} permanent\n`;
  const lines = [
    `uri strip_prefix ${quote(encodedPath(path))}`,
    `redir * ${quote(`${to.slice(0, -1)}{uri}`)} permanent`,
  ];
  return `${matcher}\t\thandle ${name} {\n\t\t\troute {\n${indented(lines, '\t\t\t\t')}\t\t\t}\n\t\t}\n`;
}

function retiredPattern(path: string): string {
  return `^${escapeRegex(path)}(?:/|$)`;
}

/**
 * One line of JSON per request, with bytes out, range and time, and from Caddy 2.7 bytes in; Caddy rotates it itself.
 * The log holds every header, so X-Forwarded-For must be removed as well.
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

/** What was said of the file that was not there must not be said of the page that says so. */
function errorBlock({ portalRoot, basePath, otherLanguages, retired }: ServePlan): string {
  const languages = otherLanguages.flatMap((language) => [
    `@${language} path ${basePath}/${language}/*`,
    `rewrite @${language} /${language}/404.html`,
  ]);
  const gone = retired.flatMap(({ path, to, page }, number) =>
    to === undefined
      ? [`@gone${number} path_regexp ${quote(retiredPattern(path))}`, `rewrite @gone${number} ${page}`]
      : [],
  );
  const lines = [
    'header Cache-Control no-store',
    'header Content-Type "text/html; charset=utf-8"',
    `header Content-Security-Policy ${quote(contentSecurityPolicy)}`,
    '@missing expression {err.status_code} == 404',
    errorPages('@missing', portalRoot, [...languages, '@rest not path */404.html', 'rewrite @rest /404.html']),
    '@unavailable expression {err.status_code} == 503',
    `header @unavailable Retry-After ${RETRY_SECONDS}`,
    errorPages('@unavailable', portalRoot, [`rewrite * ${maintenanceRoute}`]),
    ...(gone.length > 0 ? ['@gone expression {err.status_code} == 410', errorPages('@gone', portalRoot, gone)] : []),
    'handle {\n\trespond "{err.status_code} {err.status_text}"\n}',
  ];
  return `\thandle_errors {\n\t\troute {\n${indented(lines, '\t\t\t')}\t\t}\n\t}\n`;
}

/** The page for an error, from the folder of the portal. */
function errorPages(matcher: string, portalRoot: string, rewrites: readonly string[]): string {
  const route = ['route {', ...rewrites.map((line) => `\t${line}`), '\tfile_server', '}'];
  return `handle ${matcher} {\n\troot * ${quote(portalRoot)}\n${indented(route, '\t')}}`;
}
