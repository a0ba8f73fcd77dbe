import type { Found } from '../../deploy/deploy-plan.ts';

/** Reads the bytes of a file that is to be deployed. */
export type ReadFile = (file: string) => Uint8Array;

/** A folder that a site is deployed to, wherever it is. Files are named below it. Every method may throw. */
export interface Target {
  /** As the operator names it. */
  readonly name: string;
  /** Whether the target is locked until `close`. */
  readonly isLocked: boolean;
  readManifest(): Promise<string | undefined>;
  /** What is at these paths, without following links; a path with nothing at it is left out. */
  look(paths: readonly string[]): Promise<ReadonlyMap<string, Found>>;
  /** Make ready what `put` and `remove` will need; readers see nothing of it. */
  prepare(files: readonly string[], read: ReadFile): void;
  /** Write the target's manifest, whole or not at all. */
  writeManifest(text: string): Promise<void>;
  /** Bring prepared files into place, each whole or not at all. */
  put(files: readonly string[]): Promise<void>;
  /** @param interrupted files that a deploy which was killed may have left half transferred */
  remove(files: readonly string[], interrupted: readonly string[]): Promise<void>;
  /** Clean up and unlock. */
  close(): void;
}
