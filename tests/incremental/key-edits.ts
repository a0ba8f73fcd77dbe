import type { PortalTest } from '../portal-test.ts';
import { contentOf, type Edit, filesLike, setValue, type ValuePath } from './edit.ts';
import { allSchemaKeys, anotherValue, type SchemaKey, type Step } from './schema-keys.ts';

/** How one key is edited, where the base site has it or would have it. */
export type KeyEdit = Omit<Edit, 'name' | 'make'> & {
  /** The value that it gets; undefined takes it away. Default: another one that the schema allows, or none of a table. */
  readonly to?: unknown;
};

/** The files of each schema. */
const FILES: Readonly<Record<string, RegExp>> = {
  portal: /^content\/portal\.yaml$/,
  mirror: /^content\/mirrors\/.*\.yaml$/,
  help: /^content\/help\/.*\.yaml$/,
  catalogue: /^checkout\/content\/library\/mirrors\/.*\.yaml$/,
  incident: /^content\/incidents\/.*\.md$/,
  kind: /^content\/kinds\/plain\.yaml$/,
  downloads: /^content\/downloads\/example\.yaml$/,
  demo: /^content\/demo\.yaml$/,
  list: /^content\/list\.yaml$/,
  cname: /^content\/cname\.json$/,
};

/** Where a key is, or would be. */
interface KeyPlace {
  readonly file: string;
  readonly path: ValuePath;
  /** Undefined where the base site lacks the key. */
  readonly value: unknown;
}

/**
 * An edit for every key of every schema.
 *
 * @param portal the base site
 * @param table the edits that a person has to think of, by the name of the key
 * @throws naming the keys that nothing says how to edit, and those that are no more
 */
export function editsOfKeys(portal: PortalTest, table: Readonly<Record<string, KeyEdit>>): Edit[] {
  const keys = allSchemaKeys();
  const edits = keys.map((key) => ({ key, edit: editOf(key, portal, table[key.name]) }));
  const unknown = edits.flatMap(({ key, edit }) => (edit ? [] : [key.name]));
  if (unknown.length > 0)
    throw new Error(`say how tests/incremental/key-values.ts edits these keys: ${unknown.join(', ')}`);
  const gone = Object.keys(table).filter((name) => !keys.some((key) => key.name === name));
  if (gone.length > 0)
    throw new Error(`tests/incremental/key-values.ts edits keys that are no more: ${gone.join(', ')}`);
  return edits.flatMap(({ edit }) => edit ?? []);
}

function editOf(key: SchemaKey, portal: PortalTest, said: KeyEdit = {}): Edit | undefined {
  const to = 'to' in said ? said.to : anotherValue(key, placeOf(key, portal)?.value);
  const isKnown = 'to' in said || to !== undefined || key.allows.some(({ type }) => type === 'object');
  return isKnown ? { ...said, name: key.name, make: (edited) => setKey(key, edited, to) } : undefined;
}

function setKey(key: SchemaKey, portal: PortalTest, to: unknown): void {
  const place = placeOf(key, portal);
  if (!place) throw new Error(`${key.name}: the site has no place for it`);
  setValue(portal, place.file, place.path, to);
}

/** The first place that has the key, else the first that could. */
function placeOf({ schema, steps }: SchemaKey, portal: PortalTest): KeyPlace | undefined {
  const places = filesLike(portal, FILES[schema]!).flatMap((file) =>
    placesIn(contentOf(portal, file), steps).map((place) => ({ file, ...place })),
  );
  return places.find(({ value }) => value !== undefined) ?? places[0];
}

function placesIn(whole: unknown, [step, ...rest]: readonly Step[]): Omit<KeyPlace, 'file'>[] {
  if (!step) return [{ path: [], value: whole }];
  return entriesOf(whole, step).flatMap(([key, inner]) =>
    placesIn(inner, rest).map(({ path, value }) => ({ path: [key, ...path], value })),
  );
}

function entriesOf(whole: unknown, step: Step): [key: string | number, value: unknown][] {
  if ('item' in step) {
    const isMeant = (item: unknown) => step.item === undefined || Object(item).type === step.item;
    return Array.isArray(whole) ? [...whole.entries()].filter(([, item]) => isMeant(item)) : [];
  }
  const known = new Map<string, unknown>(isTable(whole) ? Object.entries(whole) : []);
  if ('key' in step) return whole === undefined || isTable(whole) ? [[step.key, known.get(step.key)]] : [];
  return [...known].filter(([key]) => !step.entryBeside.includes(key));
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
