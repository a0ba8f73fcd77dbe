import { contentSchemas } from '../../src/reference/schema-documents.ts';

/** The parts of a JSON Schema that the schemas of content have. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** A step from a value to one inside it: a key of its own, an item of a list, of one type if so, or an entry of a table. */
export type Step =
  | { readonly key: string }
  | { readonly item: string | undefined }
  | { readonly entryBeside: readonly string[] };

/** A key that a file may have. */
export interface SchemaKey {
  /** `portal: sources[tunasync].redirects`, `help: input.*.note`. */
  readonly name: string;
  /** Which of the files that people write: `portal`. */
  readonly schema: string;
  readonly steps: readonly Step[];
  /** What it may be, one for each member of a union. */
  readonly allows: readonly JsonSchema[];
}

/** Every key of every schema of the files that people write, nested ones too. */
export function allSchemaKeys(): SchemaKey[] {
  const keys = contentSchemas().flatMap(({ file, text }) => {
    const schema = file.replace(/^schemas\/|\.schema\.json$/g, '');
    return keysIn(JSON.parse(text) as JsonSchema, schema, []);
  });
  const byName = Map.groupBy(keys, ({ name }) => name);
  return [...byName.values()].map((same) => ({ ...same[0]!, allows: same.flatMap(({ allows }) => allows) }));
}

/** What decides nothing about keys, and what is followed below. */
const KNOWN =
  /^(\$schema|title|description|default|type|const|enum|format|pattern|(min|max)(imum|Length|Items)|exclusiveMinimum|required|properties|additionalProperties|propertyNames|items|anyOf|oneOf)$/;

function keysIn(node: JsonSchema, schema: string, steps: readonly Step[]): SchemaKey[] {
  const odd = Object.keys(node).find((word) => !KNOWN.test(word));
  if (odd)
    throw new Error(`${schema}: ${stepsToText(steps)} has ${odd}: have tests/incremental/schema-keys.ts follow it`);
  const { properties = {}, additionalProperties: entries, items } = node;
  const keyTo = (step: Step, inner: JsonSchema): SchemaKey[] => {
    const path = [...steps, step];
    return [
      { name: `${schema}: ${stepsToText(path)}`, schema, steps: path, allows: members(inner) },
      ...into(inner, path),
    ];
  };
  const into = (inner: JsonSchema, path: readonly Step[]) =>
    members(inner).flatMap((member) => keysIn(member, schema, path));
  const itemOf = (member: JsonSchema): Step => ({ item: member.properties?.type?.const?.toString() });
  return [
    ...Object.entries(properties).flatMap(([key, inner]) => keyTo({ key }, inner)),
    ...(typeof entries === 'object' ? keyTo({ entryBeside: Object.keys(properties) }, entries) : []),
    ...(items ? members(items).flatMap((member) => keysIn(member, schema, [...steps, itemOf(member)])) : []),
    ...(steps.length === 0 ? (node.anyOf ?? node.oneOf ?? []).flatMap((member) => keysIn(member, schema, steps)) : []),
  ];
}

function members(node: JsonSchema): readonly JsonSchema[] {
  return (node.anyOf ?? node.oneOf) ? [...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap(members) : [node];
}

function stepsToText(steps: readonly Step[]): string {
  return steps
    .map((step) => ('key' in step ? `.${step.key}` : 'item' in step ? `[${step.item ?? ''}]` : '.*'))
    .join('')
    .replace(/^\./, '');
}

/**
 * Another value that the key may have: the other one of two, another of some, another number; undefined where only a
 * person knows a value that makes sense.
 *
 * @param before the value that it has
 */
export function anotherValue({ allows }: SchemaKey, before: unknown): unknown {
  for (const { type, enum: values, minimum, exclusiveMinimum, maximum } of allows) {
    if (values) return values.find((value) => value !== before);
    if (type === 'boolean') return before !== true;
    if (type === 'integer' || type === 'number') {
      const number = Number(before ?? 0);
      const step = type === 'integer' ? 1 : 0.25;
      return [number + step, number - step].find(
        (other) =>
          other <= (maximum ?? Infinity) && other >= (minimum ?? -Infinity) && other > (exclusiveMinimum ?? -Infinity),
      );
    }
  }
  return undefined;
}
