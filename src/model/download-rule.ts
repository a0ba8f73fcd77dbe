import type { Localized } from '../base/localized.ts';
import type { Companion, DownloadCategory } from './download.ts';

/**
 * Which files of a tree are downloads, and what their paths say. `{version}` and the like in a template stand for the group of
 * `match` with that name, `{1}` for the first group; in paths of files beside, `{file}` is the name of the download.
 */
export interface FileRule {
  /** cnames of the mirrors that may have them. */
  readonly mirrors: readonly string[];
  /** Paths below the tree; `*` stands for any name or part of one, `[a-z]` for one character. */
  readonly paths: readonly string[];
  /** Regular expression that a path must have. */
  readonly match: string;
  /** Flags of that expression. */
  readonly flags: string;
  /** What that is compared with: the path, or the name of the file alone. */
  readonly matchOn: 'path' | 'name';
  /** What stands before a path below the tree when it is compared. */
  readonly before?: string | undefined;
  /** Templates; a key that is missing has the group of its name, if there is one. */
  readonly version?: string | undefined;
  readonly architecture?: string | undefined;
  readonly kind?: string | undefined;
  /** `architecture` is a platform, which may be a system as well. */
  readonly isPlatform?: true | undefined;
  /** How many versions are listed. */
  readonly newest: number;
  /** Template; versions are counted apart for each of its values. */
  readonly newestOf?: string | undefined;
  /** Where checksums are: templates of paths relative to the folder of the file, the first that is there counts. */
  readonly checksums: readonly string[];
  /** Template of the path of the list's signature; `{list}` is the name of the list. */
  readonly listSignature?: string | undefined;
  /** Templates of the paths of files beside it. */
  readonly beside: Readonly<Partial<Record<Companion, string>>>;
}

/** All that is known of how one distribution or application is laid out. */
export interface DownloadRule {
  /** Name of its file: `debian`. */
  readonly distro: string;
  readonly title: Localized;
  readonly category: DownloadCategory;
  /** What sources call it: `Debian`. */
  readonly names: readonly string[];
  readonly files: readonly FileRule[];
}

/** A file that a scan found. Paths are relative to the tree of its mirror. */
export interface FoundFile {
  readonly path: string;
  readonly version?: string | undefined;
  readonly architecture?: string | undefined;
  readonly kind?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly modified?: Date | undefined;
  readonly checksum?: FoundChecksum | undefined;
  readonly listSignature?: string | undefined;
  readonly beside?: Readonly<Partial<Record<Companion, string>>> | undefined;
}

/** A checksum of which the list is a file of the same tree. */
export interface FoundChecksum {
  readonly algorithm: 'sha512' | 'sha256' | 'sha1' | 'md5';
  readonly value?: string | undefined;
  readonly list: string;
}

/** What the scan of one mirror by one rule found. */
export interface Scan {
  readonly distro: string;
  readonly cname: string;
  /** Hash of the rule, which another rule's scan does not have. */
  readonly rule: string;
  readonly at: Date;
  readonly files: readonly FoundFile[];
}
