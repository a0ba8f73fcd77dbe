import type { Problem } from './problems.ts';

/** A text file below a folder of the content, named relative to the content folder. */
export interface TextFile {
  readonly name: string;
  /** As messages name it. */
  readonly shown: string;
  readonly text: string;
  /** Why there is no text. */
  readonly fault?: Problem;
}
