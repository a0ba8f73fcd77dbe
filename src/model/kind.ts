import type { Localized } from '../base/localized.ts';

/** How the time in a stamp is found; without any key, it is the first time in the text. */
export interface StampReading {
  /** Field of a deb822 file: `Date`. */
  readonly field?: string | undefined;
  /** Path in a JSON document: `meta.last-serial`. */
  readonly json?: string | undefined;
  /** Name of an XML element or attribute; the latest one counts: `revision`. */
  readonly xml?: string | undefined;
  /** Regular expression with one group; the latest match counts. */
  readonly match?: string | undefined;
  /** `modified`: when the file was changed last. `commit`: the last commit of the git repository whose `HEAD` it is. */
  readonly from?: 'modified' | 'commit' | undefined;
}

/** A file with a time: how old the content of a tree is, or until when clients accept it. */
export interface Stamp extends StampReading {
  /** Path below the tree; `*` stands for any name within a folder. */
  readonly file: string;
}

/** An index of a tree, and how the files that it lists are found. */
export interface TreeIndex {
  readonly file: string;
  /** `release`: the checksums of a deb822 file; `repomd`: the locations in a repomd.xml. Paths are relative to `base`. */
  readonly lists: 'release' | 'repomd';
  /** Folder that the listed paths are relative to, from the folder of the index. */
  readonly base: string;
}

/**
 * How long caches may keep a file. `pointer`: it changes in place, so it is revalidated each time. `versioned`: a new version
 * has a new name, but it may be signed again. `immutable`: its name is the hash of its content.
 */
export const cacheClasses = ['pointer', 'versioned', 'immutable'] as const;

/** A class, and the addresses that have it: a regular expression that Perl's, Rust's and Go's libraries all read. */
export interface CacheRule {
  readonly class: (typeof cacheClasses)[number];
  readonly path: string;
}

/** A sort of tree: all that is known of the trees of one ecosystem. */
export interface Kind {
  readonly name: string;
  readonly title: Localized;
  /** cnames of mirrors of this kind. */
  readonly names: readonly string[];
  /** Files by which a folder is known to be of this kind; each of them has to be there. */
  readonly found: readonly string[];
  /** The first that can be read says how old the content is. */
  readonly stamps: readonly Stamp[];
  /** Addresses of upstream's own trees, by cname. */
  readonly upstreams: Readonly<Record<string, string>>;
  /** Files with a date after which clients refuse them. */
  readonly expires: readonly Stamp[];
  /** Files that each whole tree has. */
  readonly whole: readonly string[];
  readonly indexes: readonly TreeIndex[];
  /** How far behind upstream a tree of this kind normally is at most, in hours. */
  readonly behindHours: number;
  /**
   * How long caches may keep its files: the first rule that fits decides. `type` is the kind that has the rules, which is what
   * configurations name them by. Undefined where only the rules for all trees hold.
   */
  readonly cache?: { readonly type: string; readonly rules: readonly CacheRule[] } | undefined;
}

/** Which kind a mirror is of: by its content, else by its cname, else undefined. */
export function cnameToKind(
  cname: string,
  own: string | undefined,
  kinds: ReadonlyMap<string, Kind>,
): Kind | undefined {
  if (own !== undefined) return kinds.get(own);
  const name = cname.toLowerCase();
  return [...kinds.values()].find(({ names }) => names.some((known) => known.toLowerCase() === name));
}
