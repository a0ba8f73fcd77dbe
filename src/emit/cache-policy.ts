import type { CacheRule } from '../model/kind.ts';

/** What each class of files is sent with. Proxies must not transform what package managers check the hash of. */
export const cacheHeaders: Readonly<Record<CacheRule['class'], string>> = {
  pointer: 'no-cache, no-transform',
  versioned: 'public, max-age=2592000, no-transform',
  immutable: 'public, max-age=31536000, immutable, no-transform',
};

/**
 * Beyond a kind's own rules; the first that fits decides. A wrong `pointer` costs a 304, a wrong `immutable` breaks
 * clients for a year: so only hashes are immutable, folders with names that move are pointers, and so is everything
 * that no rule knows, images above all (`latest.iso`).
 */
const general: readonly CacheRule[] = [
  { class: 'immutable', path: '/by-hash/(MD5Sum|SHA1|SHA256|SHA512)/[0-9a-f]{32,128}$' },
  { class: 'immutable', path: '/repodata/[0-9a-f]{32,128}-[^/]+$' },
  { class: 'immutable', path: '/packages/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{60,64}/[^/]+$' },
  { class: 'immutable', path: '/nar/[0-9a-z]{52}\\.nar(\\.[a-z0-9]+)?$' },
  { class: 'immutable', path: '/objects/[0-9a-f]{2}/[0-9a-f]{62}\\.(filez|file|commit|dirtree|dirmeta)$' },
  {
    class: 'pointer',
    path: '/(dists|repodata|simple|project/trace|current|latest|daily|testing|snapshots?|rawhide|development)/',
  },
  { class: 'versioned', path: '\\.(u?deb|ddeb|dsc|d?rpm|apk|whl|crate|gem|conda|nupkg|jar|AppImage)$' },
  {
    class: 'versioned',
    path: '\\.pkg\\.tar\\.(zst|xz|gz)$|/pool/.+\\.(tar|diff)\\.(gz|bz2|xz|zst|lzma)$',
  },
];

/**
 * Indexes of package managers, and listings: they are short, and needed during large downloads. Only for servers with
 * look-ahead in regular expressions: installers beside Debian's indexes are large.
 */
export const indexFiles = [
  '/$|/(by-hash|repodata|simple|project/trace)/|/dists/(?!.*/installer-)',
  '/((In)?Release(\\.gpg)?|(Packages|Sources|PACKAGES|APKINDEX|(current_)?repodata|channeldata|maven-metadata)[^/]*)$',
  '\\.(db|files)(\\.tar\\.[a-z0-9]+)?(\\.sig)?$|\\.narinfo$|/(nix-cache-info|config\\.json|summary)$',
].join('|');

/** Every rule for a mirror of a kind with these rules; the first match decides, else it is a `pointer`. */
export function cacheRules(own: readonly CacheRule[]): readonly CacheRule[] {
  const all = [...own, ...general];
  return [...new Map(all.map((rule) => [`${rule.class} ${rule.path}`, rule])).values()];
}

/** When programs should ask again for files whose disk is not mounted. */
export const RETRY_SECONDS = 600;
