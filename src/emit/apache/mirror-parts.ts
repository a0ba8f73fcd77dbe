import type { CacheRule } from '../../model/kind.ts';
import {
  activeFiles,
  defaultType,
  hiddenFiles,
  sandboxPolicy,
  textNames,
  textType,
  typesByExtension,
  unlistedNames,
} from '../../serving/content-types.ts';
import { contentSecurityPolicy } from '../../serving/file-headers.ts';
import { cacheHeaders } from '../cache-policy.ts';
import { apacheHeading } from '../heading.ts';
import { lines } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import { methodLines } from './method-part.ts';

/** Extensions that the stock configuration takes for languages or encodings of a file, wherever they stand in its name. */
export const UNMEANT_LANGUAGES =
  '.ca .cs .cz .da .de .dk .ee .el .en .eo .es .et .fr .he .hr .it .ja .ko .ltz .lu .nl .nn .no .pl .po .pt .pt-br .ru .se .sv .tr .zh-cn .zh-tw';
export const UNMEANT_ENCODINGS = '.gz .tgz .Z .bz2 .xz .zst .br .lz4';

/** Guards: of the two tables of headers that Apache has, each answer takes from one. */
export const FINE = '"expr=%{REQUEST_STATUS} -lt 400"';

/** `heliostat/mirror.conf`: what the `<Directory>` of each mirror includes. */
export function mirrorPart(plan: ServePlan): string {
  const { listing, limits } = plan;
  const speed = limits?.mebibytesPerSecond;
  const types = Object.entries(typesByExtension).flatMap(([type, extensions]) =>
    forceType(`\\.(?:${extensions.replaceAll(' ', '|')})$`, type),
  );
  const what = 'how files of mirrors are served. Included in the <Directory> of each.';
  const modules = `allowmethods authz_core autoindex dir env headers mime${speed ? ' ratelimit' : ''}.`;
  return `${apacheHeading(plan, 'mirror.conf', what, modules)}
Require all granted
# Files of a mirror are never configuration.
AllowOverride None
AllowMethods GET HEAD OPTIONS
# Symbolic links are followed only if their owner also owns the target: never one to /etc/passwd. No CGI, SSI, negotiation.
Options ${listing === 'off' ? '' : 'Indexes '}SymLinksIfOwnerMatch
DirectoryIndex index.html
# Package managers request up to this many ranges; without ranges, resuming and zsync would fail.
MaxRanges 256

# Temporary files of a sync. They are left out of listings, too.
RedirectMatch 404 "${hiddenFiles}"
${lines(methodLines(), '')}
# Files are compressed already, and their hashes are checked, so nothing may change their bytes.
SetEnv no-gzip 1
SetEnv no-brotli 1
# Scripts on other sites may read public files.
Header set Access-Control-Allow-Origin *

# Only the last extension decides, whatever the stock configuration says about others. Browsers save unknown types.
AddDefaultCharset Off
RemoveEncoding ${UNMEANT_ENCODINGS}
RemoveLanguage ${UNMEANT_LANGUAGES}
RemoveOutputFilter .shtml
<FilesMatch ".">
    SetHandler default-handler
    ForceType ${defaultType}
</FilesMatch>
${lines([...types, ...forceType(`^(?:${textNames})$`, textType)], '')}
# Folders. Header and footer of a listing are a page of the portal, never a file of the folder.
IndexOptions FancyIndexing HTMLTable XHTML FoldersFirst VersionSort NameWidth=* SuppressDescription SuppressIcon SuppressHTMLPreamble Charset=UTF-8
IndexIgnoreReset On
IndexIgnore ${unlistedNames.join(' ')}
${speed ? `\n# In KiB per second, after the first 64 MiB.\nSetOutputFilter RATE_LIMIT\nSetEnv rate-limit ${speed * 1024}\nSetEnv rate-initial-burst 65536\n` : ''}`;
}

/** `heliostat/sandbox.conf`: what the `<Directory>` of a mirror that is not trusted includes. */
export function sandboxPart(plan: ServePlan): string {
  const what = 'files that a browser would run or show as a page of this site get an origin of their own.';
  return `${apacheHeading(plan, 'sandbox.conf', what, 'headers.')}
Header set Content-Security-Policy "${contentSecurityPolicy}" "expr=%{REQUEST_URI} =~ m#/$#"
<FilesMatch "(?i)${activeFiles}">
    Header set Content-Security-Policy "${sandboxPolicy}"
</FilesMatch>
`;
}

/** The last that fits an address decides here, so the rules stand from the last to the first. */
export function cachePart(type: string, rules: readonly CacheRule[], plan: ServePlan): string {
  const kept = rules
    .toReversed()
    .map(
      ({ class: name, path }) =>
        `Header set Cache-Control "${cacheHeaders[name]}" "expr=%{REQUEST_STATUS} -lt 400 && %{REQUEST_URI} =~ m#${path}#"`,
    );
  const what = `how long caches may keep files of mirrors of type ${type}. The last matching line decides.`;
  return `${apacheHeading(plan, `cache-${type}.conf`, what, 'headers.')}
Header set Cache-Control "${cacheHeaders.pointer}" ${FINE}
${kept.join('\n')}
`;
}

/** A type for names that end so. */
export function forceType(pattern: string, type: string): string[] {
  return [`<FilesMatch "${pattern}">`, `    ForceType "${type}"`, '</FilesMatch>'];
}
