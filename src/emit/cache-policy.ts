import type { MirrorType } from '../model/mirror-types.ts';

/**
 * Cache classes of files. `pointer`: changes in place, revalidate each time. `versioned`: a new version has
 * a new name, but it may be signed again. `immutable`: its name is the hash of its content.
 *
 * Proxies must not transform what package managers check the hash of.
 */
export const cacheClasses = {
  pointer: 'no-cache, no-transform',
  versioned: 'public, max-age=2592000, no-transform',
  immutable: 'public, max-age=31536000, immutable, no-transform',
} as const;

/** A class and the addresses that have it: a regular expression that Perl's, Rust's and Go's libraries all read. */
export type CacheRule = readonly [keyof typeof cacheClasses, string];

const BLOB: CacheRule = ['immutable', '/(blobs|manifests)/sha256:[0-9a-f]{64}$'];
const REPODATA: CacheRule = ['immutable', '/repodata/[0-9a-f]{32,128}-[^/]+$'];
const BY_HASH: CacheRule = ['immutable', '/by-hash/(MD5Sum|SHA1|SHA256|SHA512)/[0-9a-f]{32,128}$'];
const PYPI: CacheRule = ['immutable', '/packages/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{60,64}/[^/]+$'];
const NAR: CacheRule = ['immutable', '/nar/[0-9a-z]{52}\\.nar(\\.[a-z0-9]+)?$'];
const OBJECT: CacheRule = ['immutable', '/objects/[0-9a-f]{2}/[0-9a-f]{62}\\.(filez|file|commit|dirtree|dirmeta)$'];

/**
 * Beyond the type's own rules; the first that fits decides. A wrong `pointer` costs a 304, a wrong `immutable` breaks
 * clients for a year: so only hashes are immutable, folders with names that move are pointers, and so is everything
 * that no rule knows, images above all (`latest.iso`).
 */
const general: readonly CacheRule[] = [
  BY_HASH,
  REPODATA,
  PYPI,
  NAR,
  OBJECT,
  ['pointer', '/(dists|repodata|simple|project/trace|current|latest|daily|testing|snapshots?|rawhide|development)/'],
  ['versioned', '\\.(u?deb|ddeb|dsc|d?rpm|apk|whl|crate|gem|conda|nupkg|jar|AppImage)$'],
  ['versioned', '\\.pkg\\.tar\\.(zst|xz|gz)$|/pool/.+\\.(tar|diff)\\.(gz|bz2|xz|zst|lzma)$'],
];

const own: Readonly<Record<MirrorType, readonly CacheRule[]>> = {
  general: [],
  debian: [BY_HASH, ['pointer', '/(dists|project/trace)/|/(ls-lR|Archive-Update-)[^/]*$']],
  rpm: [REPODATA, ['pointer', '/(repodata|media\\.1)/|/(fullfile|image|fullfiletime)list[^/]*$']],
  arch: [['pointer', '\\.(db|files|links)(\\.tar\\.[a-z0-9]+)?(\\.sig|\\.old)?$']],
  alpine: [['pointer', '/APKINDEX\\.tar\\.gz$']],
  pypi: [PYPI, ['pointer', '/simple/|/pypi/[^/]+/json$']],
  conda: [
    ['immutable', '/[0-9a-f]{64}\\.msgpack\\.zst$'],
    ['pointer', '/(current_)?repodata[^/]*$|/(channeldata\\.json|rss\\.xml)[^/]*$'],
    ['versioned', '\\.(conda|tar\\.bz2)$'],
  ],
  cran: [
    ['pointer', '/PACKAGES[^/]*$|\\.rds$|/bin/'],
    ['versioned', '/src/contrib/.*[^/]+_[^/]+\\.tar\\.gz$'],
  ],
  // Packages are overwritten in place.
  ctan: [['pointer', '/']],
  rubygems: [['versioned', '/gems/[^/]+\\.gem$']],
  crates: [
    ['pointer', '/index/|/config\\.json$'],
    ['versioned', '\\.crate$'],
  ],
  maven: [
    ['pointer', '/maven-metadata\\.xml[^/]*$|-SNAPSHOT'],
    ['versioned', '\\.(jar|pom|war|aar|module|klib)$'],
  ],
  nix: [NAR, ['pointer', '\\.narinfo$|/nix-cache-info$']],
  ostree: [OBJECT, ['pointer', '/(summary|config)[^/]*$|/refs/|\\.commitmeta$']],
  openwrt: [
    ['pointer', '/snapshots/|/(Packages|sha256sums)[^/]*$|/profiles\\.json$'],
    ['versioned', '\\.(ipk|apk)$'],
  ],
  gentoo: [
    ['pointer', '/metadata/|/layout\\.conf$|/Manifest[^/]*$|/latest-[^/]*$'],
    ['versioned', '/distfiles/.+'],
  ],
  oci: [BLOB],
  npm: [['versioned', '/-/[^/]+\\.tgz$']],
  homebrew: [BLOB],
};

/**
 * Indexes of package managers, and listings: they are short, and needed during large downloads. Only for servers with
 * look-ahead in regular expressions: installers beside Debian's indexes are large.
 */
export const indexFiles = [
  '/$|/(by-hash|repodata|simple|project/trace)/|/dists/(?!.*/installer-)',
  '/((In)?Release(\\.gpg)?|(Packages|Sources|PACKAGES|APKINDEX|(current_)?repodata|channeldata|maven-metadata)[^/]*)$',
  '\\.(db|files)(\\.tar\\.[a-z0-9]+)?(\\.sig)?$|\\.narinfo$|/(nix-cache-info|config\\.json|summary)$',
].join('|');

/** Every rule for a mirror of some type; the first match decides, else it is a `pointer`. */
export function cacheRules(type: MirrorType): readonly CacheRule[] {
  return [...new Set([...own[type], ...general])];
}
