/** What a folder was given at the last run; kept beside the data, so that nothing else in the folder is touched. */
export interface Manifest {
  /** The folder, absolute. */
  readonly folder: string;
  readonly files: { readonly [file: string]: FileRecord };
}

export interface FileRecord {
  /** Hash of what the file was made from. */
  readonly key: string;
  readonly baseKey?: string | undefined;
  readonly bytes: number;
}

/** A file that the folder should have. */
export interface Wanted {
  /** Below the folder. */
  readonly file: string;
  /** Hash of everything the file is made from. */
  readonly key: string;
  /** Hash of what a file that is made from the history has to be made from beside it. */
  readonly baseKey?: string | undefined;
  /** The history cannot be read, so the file would lack it: one that is there stays while its `baseKey` is the same. */
  readonly isPartial?: boolean | undefined;
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
    make: wanted.filter((item) => {
      const record = known.get(item.file);
      return !record || record.bytes !== bytesOf(item.file) || !isGoodEnough(record, item);
    }),
    remove: [...known.keys()].filter((file) => !files.has(file)),
  };
}

function isGoodEnough(record: FileRecord, { key, baseKey, isPartial = false }: Wanted): boolean {
  return record.key === key || (isPartial && record.baseKey === baseKey);
}
