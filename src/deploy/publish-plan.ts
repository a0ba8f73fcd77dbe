import { type Problem, problem } from '../base/problems.ts';

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
export interface WantedFile {
  /** Below the folder. */
  readonly file: string;
  /** Hash of everything the file is made from. */
  readonly key: string;
  /** Hash of the inputs of a file other than the history. */
  readonly baseKey?: string | undefined;
  /** The history cannot be read, so the file would lack it: one that is there stays while its `baseKey` is the same. */
  readonly isPartial?: boolean | undefined;
}

export interface PublishPlan<T extends WantedFile> {
  /** To make, and to move into place if the bytes differ. */
  readonly make: readonly T[];
  /** The files to write, in order: a page comes after the files that it links to. */
  readonly phases: readonly (readonly string[])[];
  /** To remove, last of all: pages that link to them are gone or changed by then. */
  readonly remove: readonly string[];
}

/** What is known of the files of a folder without the manifest. */
export interface Ours {
  readonly touched: ReadonlySet<string>;
  readonly owned: ReadonlySet<string>;
}

const nothingOurs: Ours = { touched: new Set(), owned: new Set() };

/**
 * Decide which files must be made again: those with changed inputs, and those that are missing or were
 * changed by others.
 *
 * @param bytesOf the current size of a file, undefined when it is missing
 * @param ours the files of Heliostat, and those of them that an unfinished run may have replaced or removed
 */
export function planPublish<T extends WantedFile>(
  previous: Manifest | undefined,
  wanted: readonly T[],
  bytesOf: (file: string) => number | undefined,
  { touched, owned }: Ours = nothingOurs,
): PublishPlan<T> {
  const known = new Map(Object.entries(previous?.files ?? {}));
  const files = new Set(wanted.map(({ file }) => file));
  const make = wanted.filter((item) => {
    const record = touched.has(item.file) ? undefined : known.get(item.file);
    return !record || record.bytes !== bytesOf(item.file) || !isGoodEnough(record, item);
  });
  return {
    make,
    phases: toPhases(
      make.map(({ file }) => file),
      known,
    ),
    remove: [...new Set([...known.keys(), ...touched, ...owned])].filter((file) => !files.has(file)),
  };
}

function isGoodEnough(record: FileRecord, { key, baseKey, isPartial = false }: WantedFile): boolean {
  return record.key === key || (isPartial && record.baseKey === baseKey);
}

/** Assets, pages that are new, pages that may link to those, and what programs read. */
export function toPhases(files: readonly string[], current: ReadonlyMap<string, unknown>): string[][] {
  const [assets, fresh, pages, documents]: [string[], string[], string[], string[]] = [[], [], [], []];
  for (const file of files) {
    if (file.startsWith('_heliostat/')) assets.push(file);
    else if (file.endsWith('.html')) (current.has(file) ? pages : fresh).push(file);
    else (/(^(api|badge)\/|\.(json|xml|txt)$|^metrics$)/.test(file) ? documents : assets).push(file);
  }
  return [assets, fresh, pages, documents];
}

/**
 * Files to write that exist but are not ours, or whose folder is a link or a file. Files with the right bytes
 * are not included, because they need not be written.
 *
 * @param kindOf kind of the entry at a path of the folder; links are not followed
 */
export function foreignFiles(
  files: Iterable<string>,
  owned: { has(file: string): boolean },
  kindOf: (path: string) => 'file' | 'folder' | 'other' | undefined,
): Set<string> {
  const isFolder = new Map<string, boolean>();
  const isWayClear = (folder: string): boolean => {
    if (folder === '') return true;
    const known = isFolder.get(folder);
    if (known !== undefined) return known;
    const isClear = isWayClear(parentOf(folder)) && [undefined, 'folder'].includes(kindOf(folder));
    isFolder.set(folder, isClear);
    return isClear;
  };
  return new Set(
    [...files].filter((file) => {
      if (!isWayClear(parentOf(file))) return true;
      const kind = kindOf(file);
      return kind !== undefined && !(kind === 'file' && owned.has(file));
    }),
  );
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** @param shown names a file of the folder as messages do */
export function inTheWay(foreign: readonly string[], shown: (file: string) => string): Problem[] {
  return foreign.map((file) => {
    const says = 'this path is for a file of the portal, but something else is there';
    const fix = 'Move it elsewhere, or build into another folder; it is left unchanged.';
    return problem('file-in-the-way', { file: shown(file) }, says, fix);
  });
}
