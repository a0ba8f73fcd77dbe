import { readFileSync } from 'node:fs';
import { type Problem, problem } from '../base/problems.ts';
import { charactersOf } from '../help/layers.ts';
import type { HelpFacts, HelpLayer } from '../model/help.ts';
import type { InspectApart } from './inspect-apart.ts';
import type { InspectRequest } from './inspect-worker.ts';
import { keyOf } from './key-of.ts';
import { writeFileAtomic } from './write-file.ts';

/** What is remembered of the documents of a name, so that reading them again is not needed to know what they hold. */
export interface InspectionResult {
  readonly key: string;
  readonly facts: HelpFacts;
  readonly problems: readonly Problem[];
  /** Set when the documents of a person are too much to read: then the library's alone are shown. */
  readonly isLeftOut?: true;
}

/** Raised whenever documents are read in another way. */
export const READING = 7;
/** Of all documents of a mirror; tests/help-complex.test.ts tries what such a size can hold. */
const SMALL_CHARACTERS = 8_000;
const LONG_LINE = /[^\n]{400}/;

/**
 * What the documents of each name hold. They are inspected when they are new, and not before.
 *
 * @param path where this site remembers it
 * @param ofLibrary what was found in the library when the code was compiled; asked for when something is new
 */
export async function inspectAll(
  byName: ReadonlyMap<string, readonly HelpLayer[]>,
  path: string,
  ofLibrary: () => Readonly<Record<string, InspectionResult>>,
): Promise<Readonly<Record<string, InspectionResult>>> {
  const known = loadInspected(path);
  const inspected = await inspectNew(byName, known, ofLibrary);
  saveInspected(path, known, inspected);
  return inspected;
}

/** The same, remembered nowhere. */
export async function inspectNew(
  byName: ReadonlyMap<string, readonly HelpLayer[]>,
  known: Readonly<Record<string, InspectionResult>>,
  ofLibrary: () => Readonly<Record<string, InspectionResult>>,
): Promise<Readonly<Record<string, InspectionResult>>> {
  const names = [...byName.keys()];
  const nameSet = new Set(names);
  let library: Readonly<Record<string, InspectionResult>> | undefined;
  let apart: InspectApart | undefined;
  const startApart = async () => (apart ??= new (await import('./inspect-apart.ts')).InspectApart());
  try {
    const inspected: Record<string, InspectionResult> = {};
    for (const [name, layers] of byName) {
      const key = keyOfHelp(layers, names);
      if (known[name]?.key === key) inspected[name] = known[name];
      else {
        library ??= ofLibrary();
        const found = library[name];
        inspected[name] = found?.key === key ? found : { key, ...(await inspect({ layers }, nameSet, startApart)) };
      }
    }
    return inspected;
  } finally {
    await apart?.close();
  }
}

/** The library's links are tried by the tests, so the names of a site do not matter to it, nor where it lies. */
function keyOfHelp(layers: readonly HelpLayer[], names: readonly string[]): string {
  if (ownFiles(layers).length > 0) return keyOf(READING, layers, names);
  return keyOf(
    READING,
    layers.at(-1)!.files.map(({ name, text }) => [name, text]),
  );
}

/** The layers of a name without what people wrote: the library is the lowest. */
export function libraryAlone(layers: readonly HelpLayer[]): readonly HelpLayer[] {
  return layers.map((layer, index) => (index === layers.length - 1 ? layer : { ...layer, files: [] }));
}

/**
 * The library is tried by the tests; other documents may be anything, and are read apart. What is small is not, as starting
 * a thread takes longer: nothing of that size can take long or nest deep, whatever it is made of.
 *
 * @param names every name that has help
 */
export async function inspect(
  { layers, found }: Pick<InspectRequest, 'layers' | 'found'>,
  names: ReadonlySet<string>,
  startApart: () => Promise<InspectApart>,
): Promise<Omit<InspectionResult, 'key'>> {
  if (isSmall(ownFiles(layers))) return inspectHere({ layers, names, found });
  const apart = await startApart();
  const checked = await apart.inspect({ layers, names, found });
  if (checked) return { facts: checked.value, problems: checked.problems };
  const { facts, problems } = await inspectHere({ layers: libraryAlone(layers), names, found });
  return { facts, problems: [...problems, tooComplex(layers)], isLeftOut: true };
}

async function inspectHere({
  layers,
  names,
  found,
}: InspectRequest): Promise<Omit<InspectionResult, 'key' | 'isLeftOut'>> {
  const { inspectHelp } = await import('../help/inspect.ts');
  const { value: facts, problems } = inspectHelp(layers, (name) => names.has(name), found);
  return { facts, problems };
}

function ownFiles(layers: readonly HelpLayer[]) {
  return layers.slice(0, -1).flatMap(({ files }) => files);
}

/** Few characters, and none of them in long lines, in which quotes and lists nest deep. */
function isSmall(files: HelpLayer['files']): boolean {
  return charactersOf(files) <= SMALL_CHARACTERS && !files.some(({ text }) => LONG_LINE.test(text));
}

function tooComplex(layers: readonly HelpLayer[]): Problem {
  const [largest] = ownFiles(layers).toSorted((a, b) => b.text.length - a.text.length);
  return problem(
    'help-too-complex',
    { file: largest!.shown },
    'the help of this mirror is too long, nests too deep or takes more than 3 s to read; it is left out',
    'Make it shorter or less nested: nested lists, quotes, brackets and HTML tags take long to read.',
  );
}

/** What was remembered; nothing where that is damaged. */
export function loadInspected(path: string): Readonly<Record<string, InspectionResult>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, InspectionResult>;
  } catch {
    return {}; // None yet, or damaged: what it would tell is found out anew.
  }
}

/** Remember it; a file that says the same stays untouched. */
export function saveInspected(
  path: string,
  known: Readonly<Record<string, InspectionResult>>,
  now: Record<string, InspectionResult>,
): void {
  const isSame = Object.keys(now).every((name) => known[name] === now[name]);
  if (!isSame || Object.keys(known).length !== Object.keys(now).length) writeFileAtomic(path, JSON.stringify(now));
}
