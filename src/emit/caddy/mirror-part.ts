import { cnameToAddress } from '../../base/address.ts';
import {
  activeFiles,
  defaultType,
  gitFiles,
  sandboxPolicy,
  temporaryNames,
  textFolders,
  textNames,
  textType,
  typesByExtension,
  unlistedNames,
} from '../../serving/content-types.ts';
import { contentSecurityPolicy } from '../../serving/file-headers.ts';
import { listingPath } from '../../serving/paths.ts';
import { cacheHeaders } from '../cache-policy.ts';
import { escapeRegex, quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import type { ServedMirror } from '../served-mirror.ts';
import { indented } from './indented.ts';

/**
 * Whether a mirror is left out: Caddy replaces what is in braces, and compares with what is encoded where there is a
 * percent sign.
 */
export function isUnfit({ path, folder }: ServedMirror): boolean {
  return /[{}%]/.test(path + folder);
}

/** For `strip_prefix`, which compares bytes of what is encoded, and takes those beyond ASCII for characters. */
export function encodedPath(path: string): string {
  return path.replaceAll(/[^\0-\x7f]+/g, encodeURIComponent);
}

/** How a mirror is served. The last that fits a path decides here, so the rules stand from the last to the first. */
export function mirrorPart(mirror: ServedMirror, number: number, plan: ServePlan): string {
  const { path, folder, type, isTrusted, isGit, slug } = mirror;
  const escaped = escapeRegex(path);
  const matched = (pattern: string, name: string, line: string) => `@${name} path_regexp ${quote(pattern)}\n${line}`;
  const types = Object.entries(typesByExtension).map(
    ([type, extensions]) => [`\\.(?:${extensions.replaceAll(' ', '|')})$`, type] as const,
  );
  const named = [...types, [`/(?:${textNames})$|${textFolders}[^/]+$`, textType] as const];
  const rules = plan.cacheRules.get(type)!.toReversed();
  const lines = [
    // While the folder is not there, as its disk is not mounted, files are not missing: programs try again later.
    `@away${number} not file {\n\troot ${quote(folder)}\n\ttry_files /\n}`,
    `error @away${number} 503`,
    ...(isGit ? [] : [matched(gitFiles, `git${number}`, `error @git${number} 404`)]),
    `uri strip_prefix ${quote(encodedPath(path))}`,
    `root * ${quote(folder)}`,
    'header Access-Control-Allow-Origin *',
    // It would remember the order of a list.
    'header -Set-Cookie',
    `header Content-Type ${defaultType}`,
    ...named.map(([pattern, type], at) =>
      matched(pattern, `type${number}_${at}`, `header @type${number}_${at} Content-Type ${quote(type)}`),
    ),
    `@index${number} {\n\tpath_regexp "/$"\n\tfile {path}index.html\n}`,
    `header Cache-Control ${quote(cacheHeaders.pointer)}`,
    ...rules.map(({ class: name, path: pattern }, at) =>
      matched(pattern, `keep${number}_${at}`, `header @keep${number}_${at} Cache-Control ${quote(cacheHeaders[name])}`),
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
${indented(lines, '\t\t\t\t')}			}
		}
`;
}
