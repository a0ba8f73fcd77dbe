import { languages } from '../base/localized.ts';

/** The parts of JSON Schema that the schemas of what people write come out as. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly const?: string | boolean;
  readonly format?: string;
  readonly default?: unknown;
}

/** One table for an object, then one for each object inside it: in a list, `path[]`, or by name, `path.<name>`. */
export function schemaToTables(schema: JsonSchema, path: string): string[] {
  const { oneOf, anyOf, items, properties = {}, required } = withoutNull(schema);
  const others = othersOf(schema);
  if (oneOf) return oneOf.flatMap((member) => schemaToTables(member, memberPath(member, path)));
  if (items) return (items.anyOf ?? [items]).flatMap((item) => schemaToTables(item, `${path}[]`));
  if (anyOf?.some(isOff)) return anyOf.flatMap((member) => schemaToTables(member, path));
  const entries = Object.entries(properties);
  if (entries.length === 0) return others ? schemaToTables(others, `${path}.<name>`) : [];
  const rows = [
    ...entries.map(([key, value]) => row(`\`${key}\`${required?.includes(key) ? ' *' : ''}`, value)),
    ...(others ? [row('any other', others)] : []),
  ];
  return [
    ...(path ? [`## ${path.replaceAll('<', '\\<')}`] : []),
    ['| key (* required) | value | meaning |', '|---|---|---|', ...rows].join('\n'),
    ...entries.flatMap(([key, value]) => schemaToTables(value, path ? `${path}.${key}` : key)),
  ];
}

function row(key: string, schema: JsonSchema): string {
  return `| ${key} | ${kindOf(schema)} | ${meaningOf(schema)} |`;
}

/** What the schema says, and the default that it has where that is one plain value. */
function meaningOf(schema: JsonSchema): string {
  const says = schema.description ?? withoutNull(schema).description ?? '';
  const value = schema.default;
  const text = typeof value === 'string' ? `\`${value}\`` : String(value);
  return value === undefined || typeof value === 'object' || says.includes('Default: ')
    ? says
    : `${says}. Default: ${text}`;
}

/** What the entries of an object are that it does not name. */
function othersOf(schema: JsonSchema): JsonSchema | undefined {
  const { additionalProperties } = withoutNull(schema);
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** Null is allowed where the description explains it, so it is not listed as a type. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const members = membersOf(schema);
  return members.length === 1 ? members[0]! : schema;
}

function membersOf({ anyOf = [] }: JsonSchema): JsonSchema[] {
  return anyOf.flatMap((member) => (member.anyOf ? membersOf(member) : member)).filter(({ type }) => type !== 'null');
}

/** `false` in place of an object turns something off. */
function isOff({ const: only }: JsonSchema): boolean {
  return only === false;
}

function memberPath(member: JsonSchema, path: string): string {
  const type = member.properties?.type?.const;
  return typeof type === 'string' ? `${path} of type ${type}` : path;
}

function kindOf(given: JsonSchema): string {
  const schema = withoutNull(given);
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf) return anyKindOf(membersOf(schema));
  if (schema.items) return `list of ${kindsOf(schema.items)}`;
  if (schema.format === 'uri') return 'address';
  if (schema.format === 'date') return 'date';
  if (schema.format === 'date-time') return 'date and time';
  if (!schema.properties && othersOf(schema)) return `${kindsOf(othersOf(schema)!)} by name`;
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  return types.map((type) => TYPES[type] ?? type).join(', or ') || 'anything';
}

const TYPES: Readonly<Record<string, string>> = { string: 'text', boolean: 'true or false', integer: 'whole number' };

function anyKindOf(members: readonly JsonSchema[]): string {
  if (members.some(({ properties }) => properties?.[languages[0]])) return 'text, or a text per language';
  return [...new Set(members.map(kindOf))].join(', or ');
}

/** The kind of several. */
function kindsOf(given: JsonSchema): string {
  const schema = withoutNull(given);
  if (schema.anyOf) return [...new Set(membersOf(schema).map(kindsOf))].join(' or ');
  if (schema.oneOf) return 'objects';
  const kind = kindOf(schema);
  return schema.enum ? kind : `${kind}${kind.endsWith('s') ? 'es' : 's'}`;
}
