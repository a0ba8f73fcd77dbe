/** A mirror whose files are on this machine. */
export interface ServedMirror {
  readonly slug: string;
  /** For people, in the portal's first language. */
  readonly name: string;
  /** Its address from the root of the host, decoded: `/debian`, `/pub/中文 a`. No slash at the end. */
  readonly path: string;
  /** Its name for rsync, which has no slashes in it: its address below the site's, `pub-debian`. */
  readonly module: string;
  readonly folder: string;
  /** The kind whose cache rules it has, or `general`. */
  readonly type: string;
  readonly isTrusted: boolean;
  readonly isGit: boolean;
}
