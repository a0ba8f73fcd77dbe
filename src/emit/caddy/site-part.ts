import { realEndings, temporaryFiles, workFiles } from '../../serving/content-types.ts';
import { contentSecurityPolicy } from '../../serving/file-headers.ts';
import { allow, preflight, privateAddresses } from '../portal-files.ts';
import { quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import { indented } from './indented.ts';
import { isUnfit, mirrorPart } from './mirror-part.ts';
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
${mirrors.map((mirror, number) => mirrorPart(mirror, number, plan)).join('')}
${portalPart(plan)}	}
${errorBlock(plan)}}
`;
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
    `handle @missing {\n\troot * ${quote(portalRoot)}\n${indented(
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
  return `\thandle_errors {\n\t\troute {\n${indented(lines, '\t\t\t')}\t\t}\n\t}\n`;
}
