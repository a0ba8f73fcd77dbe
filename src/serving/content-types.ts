const TEXT = 'text/plain; charset=utf-8';

/** What a mirror's file is served as if neither its name nor its last extension is known: browsers save it. */
export const defaultType = 'application/octet-stream';

/**
 * Types by last extension alone: `x.iso.sha256` is text, `x.txt.gz` is not. Programs that a server might run are text,
 * archives and packages are what `defaultType` says. HTML pages declare their own charset; mirrored pages are often not UTF-8.
 */
export const typesByExtension: Readonly<Record<string, string>> = {
  [TEXT]:
    'txt text log md rst yaml yml toml ini conf cfg list lst csv tsv diff patch asc sha1 sha224 sha256 sha384 sha512 sha1sum sha256sum sha512sum md5 md5sum b2sum dsc changes key pub manifest chk spec info sh bash py pl rb php phtml cgi shtml var lua c h',
  'text/html': 'html htm',
  'text/css': 'css',
  'text/javascript': 'js mjs',
  'application/json': 'json',
  'application/wasm': 'wasm',
  'text/xml': 'xml',
  'application/xhtml+xml': 'xhtml',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg jpeg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/x-icon': 'ico',
  'font/woff2': 'woff2',
  'font/woff': 'woff',
  'application/x-bittorrent': 'torrent',
  'application/metalink4+xml': 'meta4',
  'application/x-zsync': 'zsync',
};

/** Last names of files that are text without an extension that says so. */
export const textNames =
  '(In)?Release|Release\\.gpg|Packages|Sources|README|HEADER|LICENSE|COPYING|INSTALL|NEWS|ChangeLog|DESCRIPTION|VERSION|FILES|Manifest|[A-Z0-9_-]*SUMS|[^/]*CHECKSUM|lastsync|lastupdate|last-updated';

/** Folders whose files are always text: files with Debian traces are named after hosts. */
export const textFolders = '/project/trace/';
export const textType = TEXT;

/** What a browser would run or draw as a page of this site. */
export const activeFiles = '\\.(x?html?|svgz?|xml|xslt?|pdf|mht|mhtml)$';

/** A mirrored page in an origin of its own: it may be read and clicked, but has no script, cookies or requests. */
export const sandboxPolicy =
  "sandbox allow-downloads allow-popups; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** Names of what a sync leaves lying about, and of what no mirror means to publish. */
export const workFiles = '/(\\.(~tmp~|rsync-(partial|tmp)|svn|hg|ht[^/]*|nfs[^/]*|zfs)|lost\\+found)(/|$)';

/**
 * rsync receives `name` as `.name.XXXXXX`: six random letters and digits. An ending of six small letters, or one that
 * names a hash, is taken for a real one (`.x.readme`, `.image.sha256`): of rsync's, one in 180 looks like that.
 */
export const temporaryFiles = '/\\.[^/]+\\.[A-Za-z0-9]{6}$';
export const realEndings = '\\.(?:[a-z]{6}|sha[0-9]{3})$';

/** All of the above in one, for servers that can look ahead. */
export const hiddenFiles = `${workFiles}|${temporaryFiles.replace('[A-Za', '(?!(?:[a-z]{6}|sha[0-9]{3})$)[A-Za')}`;

const ANY = '[A-Za-z0-9]';
const LETTER = '[A-Za-z]';
const ODD = '[A-Z0-9]';
/** Six characters with an odd one at some place, that are no `sha` and three digits. */
const randomEndings = [
  ...[0, 1, 2].map((at) => ANY.repeat(at) + ODD + ANY.repeat(5 - at)),
  ...[`[A-Za-rt-z0-9]${ANY}${ANY}`, `s[A-Za-gi-z0-9]${ANY}`, 'sh[A-Zb-z0-9]'].flatMap((first) =>
    [0, 1, 2].map((at) => first + ANY.repeat(at) + ODD + ANY.repeat(2 - at)),
  ),
  // `shaabc` is small letters alone, so one of the other two is odd.
  ...[0, 1, 2].flatMap((letter) =>
    [0, 1, 2]
      .filter((odd) => odd !== letter)
      .map((odd) => `sha${[0, 1, 2].map((at) => (at === letter ? LETTER : at === odd ? ODD : ANY)).join('')}`),
  ),
  ...[0, 1, 2].map((at) => `sha${ANY.repeat(at)}[A-Z]${ANY.repeat(2 - at)}`),
];

/** rsync's temporary names for servers that compare lists with patterns of a shell, and cannot look ahead. */
export const temporaryNames = randomEndings.map((ending) => `.?*.${ending}`);

/** The inside of git repositories, which a mirror of such repositories does mean to publish. */
export const gitFiles = '/\\.git(/|$)';

/** The same for listings, as patterns of a shell. */
export const unlistedNames = ['.~tmp~', '.rsync-*', '.svn', '.hg', '.ht*', '.nfs*', '.zfs', '.git', 'lost+found'];
