/** What a folder was given at the last run; kept beside the data, so that nothing else in the folder is touched. */
export interface Manifest {
  /** The folder, absolute. */
  readonly folder: string;
  readonly files: { readonly [file: string]: FileRecord };
}

export interface FileRecord {
  /** Hash of what the file was made from. */
  readonly key: string;
  readonly bytes: number;
}

/** A file that the folder should have. */
export interface Wanted {
  /** Below the folder. */
  readonly file: string;
  /** Hash of everything the file is made from. */
  readonly key: string;
}

export interface PublishPlan<T extends Wanted> {
  /** To make, and to move into place if the bytes differ. */
  readonly make: readonly T[];
  /** To remove, last of all: pages that link to them are gone or changed by then. */
  readonly remove: readonly string[];
}

/**
 * Decide which files have to be made anew: those made from something else than last time, and those that
 * are not there as they were left.
 *
 * @param bytesOf the size of a file now, undefined when it is not there
 */
export function planPublish<T extends Wanted>(
  previous: Manifest | undefined,
  wanted: readonly T[],
  bytesOf: (file: string) => number | undefined,
): PublishPlan<T> {
  const known = new Map(Object.entries(previous?.files ?? {}));
  const files = new Set(wanted.map(({ file }) => file));
  return {
    make: wanted.filter(({ file, key }) => {
      const record = known.get(file);
      return record?.key !== key || record.bytes !== bytesOf(file);
    }),
    remove: [...known.keys()].filter((file) => !files.has(file)),
  };
}
