import { contentSecurityPolicy } from '../../src/serving/file-headers.ts';

/** What a server must answer when it is asked for the head of an address. */
export interface Expected {
  readonly url: string;
  readonly status: readonly number[];
  readonly type: RegExp;
  readonly cache: readonly (string | undefined)[];
  /** The policy that a browser must get; none where the file cannot do anything in one. */
  readonly policy: 'portal' | 'sandbox' | 'none' | 'any';
}

const HASH = '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea';
const HELLO = '/debian/pool/main/h/hello/hello_2.10';
const MAIN = '/debian/dists/bookworm/main';
const UPDATES = '/fedora/linux/updates/40/Everything/x86_64';
const ISO = '/fedora/linux/releases/40/Workstation/x86_64/iso';
const LIVE = `${ISO}/Fedora-Workstation-Live-x86_64-40-1.14.iso`;

const POINTER = ['no-cache, no-transform'];
const VERSIONED = ['public, max-age=2592000, no-transform'];
const IMMUTABLE = ['public, max-age=31536000, immutable, no-transform'];
const TEXT = /^text\/plain; charset=utf-8$/;
const BYTES = /^application\/octet-stream$/;
const HTML = /^text\/html/;

function rows(expected: Omit<Expected, 'url'>, ...urls: readonly string[]): Expected[] {
  return urls.map((url) => ({ ...expected, url }));
}

function served(type: RegExp, cache: readonly string[], policy: Expected['policy'], ...urls: readonly string[]) {
  return rows({ status: [200], type, cache, policy }, ...urls);
}

const inIso = (...endings: readonly string[]) => endings.map((ending) => `${ISO}/f.${ending}`);

/** Every kind of address that a mirror is asked for, and what Apache and nginx were once measured to answer well. */
export const policy: readonly Expected[] = [
  ...served(HTML, ['no-cache'], 'portal', '/', '/help/debian/'),
  ...served(/^text\/javascript/, ['public, max-age=31536000, immutable'], 'portal', '/_heliostat/app.Abc12345.js'),
  ...served(TEXT, ['no-cache'], 'portal', '/robots.txt', '/status.txt', '/help/debian/files/x/debian.sources'),
  ...served(/^text\/plain; version=0\.0\.4; charset=utf-8$/, ['no-cache'], 'portal', '/metrics'),
  ...served(/^text\/markdown; charset=utf-8$/, ['no-cache'], 'portal', '/help/debian/index.md'),
  ...served(/^text\/xml; charset=utf-8$/, ['no-cache'], 'portal', '/status/feed.xml', '/sitemap.xml'),
  ...served(/^application\/json; charset=utf-8$/, ['no-cache'], 'portal', '/api/status.json', '/mirrorz.json'),
  ...served(/^image\/svg\+xml; charset=utf-8$/, ['no-cache'], 'portal', '/badge/debian.svg'),
  ...served(
    TEXT,
    POINTER,
    'none',
    '/debian/dists/bookworm/InRelease',
    '/debian/dists/bookworm/Release',
    '/debian/dists/bookworm/Release.gpg',
    `${MAIN}/binary-amd64/Packages`,
    '/debian/project/trace/mirror.example.org',
    '/debian/stable-link/InRelease',
    `${UPDATES}/repodata/repomd.xml.asc`,
    `${UPDATES}/repodata/repomd.xml.key`,
    '/archlinux/lastsync',
    '/archlinux/lastupdate',
    '/alpine/last-updated',
    '/gentoo/metadata/timestamp.chk',
    '/openwrt/p/Packages.manifest',
    '/misc/%E4%B8%AD%E6%96%87%20a+b%2525%23%3F.txt',
    ...['sha256sum', 'asc', 'sha256', 'md5'].map((ending) => `${LIVE}.${ending}`),
    ...inIso('yaml', 'txt', 'php', 'shtml', 'cgi', 'sh', 'var', 'key'),
    `${ISO}/README`,
    `${ISO}/.image.sha256`,
  ),
  ...served(
    BYTES,
    POINTER,
    'none',
    `${MAIN}/binary-amd64/Packages.gz`,
    `${MAIN}/binary-amd64/Packages.xz`,
    '/debian/dists/bookworm/Contents-amd64.gz',
    `${MAIN}/i18n/Translation-en.xz`,
    '/debian/ls-lR.gz',
    '/debian/dists/poollink/main/h/hello/hello_2.10-3_amd64.deb',
    `${UPDATES}/repodata/primary.xml.gz`,
    `${UPDATES}/repodata/filelists.sqlite.bz2`,
    ...['db', 'db.tar.gz', 'files', 'db.sig'].map((ending) => `/archlinux/core/os/x86_64/core.${ending}`),
    '/alpine/v3.20/main/x86_64/APKINDEX.tar.gz',
    '/pypi/web/simple/foo/index.v1_json',
    '/anaconda/pkgs/main/linux-64/repodata.json.zst',
    '/CTAN/timestamp',
    '/openwrt/p/Packages.gz',
    LIVE,
    `${LIVE}.sig`,
    `${ISO}/.x.readme`,
    ...inIso('img', 'qcow2', 'img.xz', 'vhdx', 'msi', 'dmg', 'exe', 'zip', 'tgz', 'tar.gz', 'tar.bz2', 'tar.zst'),
    ...inIso('pkg.tar.zst.sig', 'shtml.gz', 'html.en', 'txt.es', 'deb.ja', 'metalink', 'zck', 'gpg'),
  ),
  ...served(
    BYTES,
    IMMUTABLE,
    'none',
    `${MAIN}/binary-amd64/by-hash/SHA256/${HASH}`,
    `${UPDATES}/repodata/${HASH}-primary.xml.zst`,
    `${UPDATES}/repodata/${HASH}-filelists.xml.gz`,
    `${UPDATES}/repodata/${HASH}-comps-Everything.x86_64.xml.zck`,
    `/pypi/web/packages/aa/bb/${HASH}/foo-1.0-py3-none-any.whl`,
  ),
  ...served(
    BYTES,
    VERSIONED,
    'none',
    `${HELLO}-3_amd64.deb`,
    `${HELLO}.orig.tar.gz`,
    `${UPDATES}/Packages/h/hello-2.12-1.fc40.x86_64.rpm`,
    '/alpine/v3.20/main/x86_64/busybox-1.36.1-r29.apk',
    '/misc/dir%20with%20space/g%2B%2B_1%253a2~rc1_amd64.deb',
    ...inIso('apk', 'crate', 'gem', 'jar', 'pkg.tar.zst', 'AppImage'),
  ),
  ...served(TEXT, VERSIONED, 'none', `${HELLO}-3.dsc`),
  ...served(/^text\/xml$/, POINTER, 'sandbox', `${UPDATES}/repodata/repomd.xml`, `${ISO}/f.xml`),
  ...served(/^text\/html$/, POINTER, 'sandbox', '/pypi/web/simple/foo/', `${ISO}/f.html`),
  ...served(/^image\/svg\+xml$/, POINTER, 'sandbox', `${ISO}/f.svg`),
  ...served(/^application\/pdf$/, POINTER, 'sandbox', `${ISO}/f.pdf`),
  ...served(BYTES, POINTER, 'sandbox', `${ISO}/f.svgz`),
  ...served(
    /^application\/json$/,
    POINTER,
    'none',
    '/anaconda/pkgs/main/linux-64/repodata.json',
    '/anaconda/pkgs/main/linux-64/current_repodata.json',
    `${ISO}/f.json`,
  ),
  ...served(/^text\/javascript$/, POINTER, 'none', `${ISO}/f.js`),
  ...served(/^text\/css$/, POINTER, 'none', `${ISO}/f.css`),
  ...served(/^application\/x-zsync$/, POINTER, 'none', `${LIVE}.zsync`),
  ...served(/^application\/x-bittorrent$/, POINTER, 'none', `${LIVE}.torrent`),
  ...served(/^application\/metalink4\+xml$/, POINTER, 'none', `${ISO}/f.meta4`),
  ...rows(
    { status: [404], type: HTML, cache: ['no-store'], policy: 'portal' },
    '/nope',
    '/no-such-mirror/x.iso',
    '/debian/pool/main/h/hello/none.deb',
    '/debian/dists/bookworm/none',
    '/fedora/.~tmp~/hello.rpm',
    '/fedora/.~tmp~/',
    '/debian/.rsync-partial/x.deb',
    `${ISO}/.Fedora-Workstation.iso.Ab12Cd`,
    '/debian/pool/.git/config',
    '/debian/.htaccess',
    '/debian/dists/.~tmp~/InRelease',
    '/debian/%2e~tmp~/x',
  ),
  ...rows(
    { status: [403], type: HTML, cache: ['no-store'], policy: 'any' },
    '/misc/escape',
    '/fedora/prebitflip/x.iso',
    '/fedora/prebitflip/',
  ),
  ...rows({ status: [400], type: HTML, cache: ['no-store'], policy: 'any' }, '/debian/../../../../etc/passwd'),
  ...rows({ status: [404, 400], type: HTML, cache: ['no-store'], policy: 'any' }, '/debian/..%2f..%2fetc/passwd'),
  ...rows(
    { status: [301], type: HTML, cache: [undefined, 'no-store', 'no-cache'], policy: 'any' },
    '/debian',
    '/misc/dir%20with%20space',
  ),
];

/** What an answer lacks of what it must be; nothing when it is fine. */
export function faultsOf(
  { url, status, type, cache, policy: wanted }: Expected,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string | undefined>> },
): string[] {
  const { headers } = answer;
  const csp = headers['content-security-policy'];
  const hasPolicy = {
    portal: csp === contentSecurityPolicy,
    sandbox: csp?.startsWith('sandbox') ?? false,
    none: csp === undefined,
    any: true,
  }[wanted];
  const faults = {
    status: !status.includes(answer.status) && String(answer.status),
    'content-type': !type.test(headers['content-type'] ?? '') && headers['content-type'],
    'cache-control': !cache.includes(headers['cache-control']) && headers['cache-control'],
    policy: !hasPolicy && `${csp} instead of ${wanted}`,
    nosniff: headers['x-content-type-options'] !== 'nosniff' && wanted !== 'any' && 'missing',
    encoding: (headers['content-encoding'] || headers['content-language']) && 'of a mirrored file',
  };
  return Object.entries(faults).flatMap(([name, fault]) =>
    fault === false || (fault === undefined && name === 'encoding') ? [] : [`${url}: ${name}: ${fault}`],
  );
}
