import { type Document, LineCounter, parseDocument, type Tags } from 'yaml';
import type * as z from 'zod';
import { nearestName } from './nearest-name.ts';
import { type Checked, type Place, type Problem, problem, quoted } from './problems.ts';
import { issueToText } from './schema-fault.ts';
import { keysAt, memberOf, unwrapped } from './schema-keys.ts';
import { deleteAt, nodeAt, offsetOf, type Path, pairAt } from './yaml-path.ts';

/** A rejected value is removed, and with it the values that require it; more rounds than this mean a loop. */
const MOST_ROUNDS = 100;

/** What differs between the kinds of files. */
export interface YamlKind {
  /** Numbers stay the text they are written as: a release `22.10` is not 22.1. */
  readonly numbersAreText?: boolean;
  /** The page that documents every key. */
  readonly reference?: string;
}

/** What a file says; the value is undefined when too little is left, or it is no YAML. */
export interface ParsedYaml<T> extends Checked<T | undefined> {
  /** The keys of the file that something was left out at. */
  readonly faultyKeys: ReadonlySet<unknown>;
}

/**
 * Read a YAML file by its schema. A value that does not fit is a problem with its line and column and is
 * left out; the rest of the file counts.
 * Where the schema asks for a Map, keys keep their order, as those of an object do not (`21` goes before `b`).
 */
export function parseYaml<T>(text: string, file: string, schema: z.ZodType<T>, kind: YamlKind = {}): ParsedYaml<T> {
  const lines = new LineCounter();
  const customTags = kind.numbersAreText ? withoutNumbers : null;
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, customTags });
  // What follows the first fault is mostly its consequence.
  const [fault] = document.errors;
  if (fault) return { value: undefined, problems: [brokenYaml(fault, file, lines)], faultyKeys: new Set() };
  const problems: Problem[] = [];
  const removed = new Set<string>();
  const faultyKeys = new Set<unknown>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { value: content, problems: unusable } = toContent(document, schema, file);
    problems.push(...unusable);
    const result = schema.safeParse(content ?? {});
    if (result.success) return { value: result.data, problems, faultyKeys };
    // A value that was taken out is missed in the next round; that is no news.
    const news = result.error.issues.filter(({ path }) => !removed.has(entryOf(path, document)));
    problems.push(
      ...news.flatMap((issue) => issueToProblems(issue, schema, content, placeFinder(document, lines, file), kind)),
    );
    const faults = outermost(result.error.issues.flatMap((issue) => faultPaths(issue, document)));
    if (faults.length === 0) break;
    for (const path of faults) {
      removed.add(entryOf(path, document));
      faultyKeys.add(path[0]);
    }
    // From the last to the first, so that taking one item out of a list does not move the others.
    for (const path of faults.sort(byPath).reverse()) deleteAt(document, path);
  }
  return { value: undefined, problems, faultyKeys };
}

/** An entry of a map or list, named so that it stays the same when items before it are taken out. */
function entryOf(path: Path, document: Document): string {
  const key = path.at(-1);
  return typeof key === 'number'
    ? `item at ${offsetOf(nodeAt(document, path))}`
    : `${offsetOf(nodeAt(document, path.slice(0, -1)))}:${String(key)}`;
}

/** What to take out of the document for an issue: the value, or the nearest holder of one that is missing. */
function faultPaths(issue: z.core.$ZodIssue, document: Document): Path[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  for (let depth = issue.path.length; depth > 0; depth--) {
    const path = issue.path.slice(0, depth);
    if (nodeAt(document, path) !== undefined) return [path];
  }
  return [];
}

/** Paths that are not inside another one, each once. */
function outermost(paths: readonly Path[]): Path[] {
  const texts = new Map(paths.map((path) => [`${path.join('\0')}\0`, path]));
  return [...texts]
    .filter(([text]) => ![...texts.keys()].some((other) => other !== text && text.startsWith(other)))
    .map(([, path]) => path);
}

function byPath(a: Path, b: Path): number {
  const at = a.findIndex((key, index) => key !== b[index]);
  const [left, right] = [a[at], b[at]];
  return typeof left === 'number' && typeof right === 'number' ? left - right : 0;
}

function brokenYaml(error: { message: string; pos: [number, number] }, file: string, lines: LineCounter): Problem {
  const { line, col: column } = lines.linePos(error.pos[0]);
  const fix = 'Correct the line; indent with spaces, and quote texts that contain ": ".';
  const fault = error.message.split('\n')[0]!.replace(/\.$/, '');
  return problem('broken-yaml', { file, line, column }, `not valid YAML: ${fault}`, fix);
}

/** The plain content. Aliases are followed a limited number of times, so that no file can grow without bound. */
function toContent(document: Document, schema: z.ZodType, file: string): Checked<unknown> {
  try {
    return { value: withObjects(document.toJS({ maxAliasCount: 100, mapAsMap: true }), schema), problems: [] };
  } catch (error) {
    const fix = 'Write the values out instead of using aliases.';
    const says = `not usable YAML: ${(error as Error).message}`;
    return { value: undefined, problems: [problem('broken-yaml', { file }, says, fix)] };
  }
}

/** The content with objects in place of maps, but where the schema asks for a map. */
function withObjects(content: unknown, schema: z.ZodType | undefined): unknown {
  const memberFor = (key: string) => schema && memberOf(schema, key);
  if (Array.isArray(content)) return content.map((item) => withObjects(item, memberFor('')));
  if (!(content instanceof Map)) return content;
  const entries = [...content].map(([key, value]) => [key, withObjects(value, memberFor(key))] as const);
  return schema && unwrapped(schema).def.type === 'map' ? new Map(entries) : Object.fromEntries(entries);
}

function withoutNumbers(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || !/:(int|float)$/.test(tag.tag));
}

function issueToProblems(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  content: unknown,
  placeOf: (path: Path, isKey: boolean) => Place,
  { reference = 'docs/reference/' }: YamlKind,
): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path, content);
    return issue.keys.map((key) => unknownKey(key, known, placeOf([...issue.path, key], true)));
  }
  const fix = `See ${reference} for every key and an example; the value is left out until then.`;
  return [problem('bad-value', placeOf(issue.path, false), issueToText(issue), fix)];
}

/** A key that no schema has, with the one that was probably meant. */
export function unknownKey(key: string, known: readonly string[], place: Place): Problem {
  const nearest = nearestName(key, known);
  const list = known.length > 0 ? `Use one of ${known.join(', ')}.` : 'Remove it.';
  const fix = nearest ? `Did you mean ${quoted(nearest)}? ${list}` : list;
  return problem('unknown-key', place, `key ${quoted(key)} is not known`, fix);
}

/** Where a path is in the text: the key itself, the value, or the nearest holder of what is missing. */
function placeFinder(document: Document, lines: LineCounter, file: string): (path: Path, isKey: boolean) => Place {
  return (path, isKey) => {
    const offset = (isKey ? keyOffset(document, path) : undefined) ?? valueOffset(document, path);
    if (offset === undefined) return { file };
    const { line, col: column } = lines.linePos(offset);
    return { file, line, column };
  };
}

function keyOffset(document: Document, path: Path): number | undefined {
  return offsetOf(pairAt(document, path)?.key);
}

function valueOffset(document: Document, path: Path): number | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const offset = offsetOf(nodeAt(document, path.slice(0, depth)));
    if (offset !== undefined) return offset;
  }
  return undefined;
}
