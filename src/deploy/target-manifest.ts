import * as z from 'zod';

/** Where a target keeps what Heliostat knows of it, below the target. */
export const OWN_FOLDER = '.heliostat';

/** Content hashes by file, below the target. */
export type Hashes = ReadonlyMap<string, string>;

/** What a target was given; kept inside it, so that every builder knows what is Heliostat's there. */
export interface TargetManifest {
  /** How many deploys were completed. */
  readonly deploys: number;
  /** The files of the last deploy that was completed. */
  readonly current: Hashes;
  /** Those of the one before, to be put back. */
  readonly previous: Hashes;
  /** Hashed assets that are no longer part of the site, with the number of the last deploy that had them. */
  readonly kept: ReadonlyMap<string, number>;
  /** Files that an unfinished deploy may have written or removed: ours, but with unknown content. */
  readonly touched: ReadonlySet<string>;
  /** An older deploy was put back by hand, so cron must not undo that. */
  readonly isHeld: boolean;
  /** Random name of the run that wrote this, so that another one notices. */
  readonly run: string;
}

/** A target that no deploy has reached. */
export const emptyManifest: TargetManifest = {
  deploys: 0,
  current: new Map(),
  previous: new Map(),
  kept: new Map(),
  touched: new Set(),
  isHeld: false,
  run: '',
};

/** Files are removed because a manifest names them, so it must name nothing outside its target. */
const file = z.string().refine(isPlainFile);
const hashes = z.record(file, z.string());

const schema = z.object({
  version: z.literal(1),
  deploys: z.int(),
  current: hashes,
  previous: hashes,
  kept: z.record(file, z.int()),
  touched: z.array(file),
  isHeld: z.boolean(),
  run: z.string(),
});

/** @returns undefined when it is damaged, or of a release that writes another version */
export function parseManifest(text: string): TargetManifest | undefined {
  try {
    const { version, current, previous, kept, touched, ...rest } = schema.parse(JSON.parse(text));
    return {
      ...rest,
      current: new Map(Object.entries(current)),
      previous: new Map(Object.entries(previous)),
      kept: new Map(Object.entries(kept)),
      touched: new Set(touched),
    };
  } catch {
    return undefined;
  }
}

export function renderManifest({ current, previous, kept, touched, ...rest }: TargetManifest): string {
  return JSON.stringify({
    version: 1,
    ...rest,
    current: Object.fromEntries(current),
    previous: Object.fromEntries(previous),
    kept: Object.fromEntries(kept),
    touched: [...touched],
  });
}

/** Whether a name is a file below a folder and means itself in a filter of rsync, too. */
function isPlainFile(name: string): boolean {
  return /^[^\p{Cc}*?[\]\\]+$/u.test(name) && name.split('/').every((part) => part !== '' && !/^\.\.?$/.test(part));
}
