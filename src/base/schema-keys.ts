import type * as z from 'zod';

/** The keys that a schema allows at `path`; `content` selects the member of a union. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[], content: unknown): string[] {
  const plain = unwrapped(schema);
  if (plain.def.type === 'union') return unionKeysAt(plain as z.ZodUnion, path, content);
  if (path.length === 0) return plain.def.type === 'object' ? Object.keys((plain as z.ZodObject).shape) : [];
  const [key, ...rest] = path as [PropertyKey, ...PropertyKey[]];
  const inner = (content as Record<PropertyKey, unknown> | undefined)?.[key];
  const member = memberOf(plain, String(key));
  return member ? keysAt(member, rest, inner) : [];
}

/** A discriminated union takes the member whose `type` fits; any other union takes all its objects. */
function unionKeysAt(union: z.ZodUnion, path: readonly PropertyKey[], content: unknown): string[] {
  const options = union.options.map((option) => unwrapped(option as z.ZodType));
  const type = (content as { type?: unknown } | undefined)?.type;
  const fitting = options.filter(
    (option) => option.def.type === 'object' && (option as z.ZodObject).shape.type?.safeParse(type).success,
  );
  return (fitting.length > 0 ? fitting : options).flatMap((option) => keysAt(option, path, content));
}

/** The schema of an entry of an object, list, record or map. */
export function memberOf(schema: z.ZodType, key: string): z.ZodType | undefined {
  const plain = unwrapped(schema);
  if (plain.def.type === 'object') return ownMember((plain as z.ZodObject).shape, key);
  if (plain.def.type === 'array') return (plain as z.ZodArray).element as z.ZodType;
  if (plain.def.type === 'record' || plain.def.type === 'map') return (plain as z.ZodRecord).valueType as z.ZodType;
  return undefined;
}

/** Content may name keys like `__proto__`, which every object answers to. */
function ownMember(shape: Readonly<Record<string, unknown>>, key: string): z.ZodType | undefined {
  return Object.hasOwn(shape, key) ? (shape[key] as z.ZodType) : undefined;
}

/** The schema inside `optional()`, `nullable()`, `default()` and so on. */
export function unwrapped(schema: z.ZodType): z.ZodType {
  const inner = (schema.def as { innerType?: z.ZodType }).innerType;
  return inner ? unwrapped(inner) : schema;
}
