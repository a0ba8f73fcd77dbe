/*
 * The keys that help tells readers to expect, and what a survey finds of them in the tree of a mirror.
 */

/** A key whose fingerprint a document shows. */
export interface HelpKey {
  /** 40 hexadecimal digits, or 64. */
  readonly fingerprint: string;
  /** Files of the tree that are signed with it, or signatures of such, with `*` for any name. */
  readonly of: readonly string[];
  /** Files of the tree that it is in, with `*` for any name. */
  readonly file: readonly string[];
}

/** What a survey saw of a key. */
export interface KeyLook {
  readonly fingerprint: string;
  /** A file with another key, and the fingerprint of that, or a part of it. */
  readonly differs?: { readonly file: string; readonly found: string } | undefined;
  /** When the key in the tree ends, the first of all copies. */
  readonly ends?: { readonly file: string; readonly time: Date } | undefined;
  /** A file with a copy that only weak hashes bind to its owner. */
  readonly weak?: string | undefined;
}
