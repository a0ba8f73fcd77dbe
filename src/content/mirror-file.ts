import type { MirrorContent } from './mirror-schema.ts';

/** Content of one mirror, and the file it stands in. */
export interface MirrorFile {
  readonly file: string;
  readonly cname: string;
  /** Undefined when the file is not valid YAML. */
  readonly content: MirrorContent | undefined;
  /** Nothing that decides what web servers serve was left out. Default: true */
  readonly isServedAsSaid?: boolean;
}
