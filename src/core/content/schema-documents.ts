import * as z from 'zod';
import { demoSchema } from '../sources/demo.ts';
import { listSchema } from '../sources/list.ts';
import { cnameSchema, mirrorSchema } from './mirror-schema.ts';
import { portalSchema } from './portal-schema.ts';

/** Every file that people write, its schema, what it is for, and the smallest one that is of use. */
const contentFiles = [
  {
    name: 'portal',
    file: 'portal.yaml',
    purpose: 'Who we are, where the state comes from, in which languages.',
    schema: portalSchema,
    example: `site: { url: https://mirrors.example.org, abbr: EXAMPLE, name: 样例镜像站 }
languages: [zh, en]
sources:
  - { type: tunasync, url: http://127.0.0.1:14242/jobs }`,
  },
  {
    name: 'mirror',
    file: 'mirrors/<cname>.yaml',
    purpose: 'What no source tells of a mirror. It wins over every source, but for the state and the size.',
    schema: mirrorSchema,
    example: `name: { zh: 优麒麟, en: Ubuntu Kylin }
desc: { zh: 面向中文用户的 Ubuntu 官方衍生版, en: The Ubuntu flavour for readers of Chinese }
category: os`,
  },
  {
    name: 'demo',
    file: 'demo.yaml',
    purpose: 'The jobs of a `demo` source.',
    schema: demoSchema,
    example: `jobs:
  - { name: debian, upstream: rsync://upstream.example.org/debian/, size: 2.4T, everyMinutes: 240 }`,
  },
  {
    name: 'list',
    file: 'list.yaml',
    purpose: 'The mirrors of a `list` source: caches, proxies, second names, and whatever no program reports on.',
    schema: listSchema,
    example: `mirrors:
  - { cname: goproxy, url: https://goproxy.example.org, state: proxy }
  - { cname: debian-archive, alias: debian }`,
  },
  {
    name: 'cname',
    file: 'cname.json',
    purpose: 'Other names of mirrors, and the cname that each stands for; followed until no alias is left.',
    schema: cnameSchema,
    example: '{ "Arch Linux": "archlinux" }',
  },
] as const;

/** The parts of JSON Schema that the schemas of this folder come out as. */
interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly format?: string;
}

/** JSON Schemas for editors: `schemas/portal.schema.json` and so on. */
export function contentSchemas(): { readonly file: string; readonly text: string }[] {
  return contentFiles.map(({ name, file, purpose, schema }) => ({
    file: `schemas/${name}.schema.json`,
    text: `${JSON.stringify({ ...toJsonSchema(schema), title: file, description: purpose }, null, 2)}\n`,
  }));
}

/** The reference pages, Markdown: every key with what it means and what it may be. */
export function contentReference(): { readonly file: string; readonly text: string }[] {
  return contentFiles.map(({ name, file, purpose, schema, example }) => ({
    file: `${name}.md`,
    text: [
      `# ${file}`,
      '<!-- Made from the schema in src/core/content; change it there. -->',
      purpose,
      `\`\`\`${file.endsWith('.json') ? 'json' : 'yaml'}\n${example}\n\`\`\``,
      ...schemaToTables(toJsonSchema(schema), ''),
      '',
    ].join('\n\n'),
  }));
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
}

/** One table for an object, then one for each object inside it. */
function schemaToTables(schema: JsonSchema, path: string): string[] {
  if (schema.oneOf) return schema.oneOf.flatMap((member) => schemaToTables(member, memberPath(member, path)));
  if (schema.items) return schemaToTables(schema.items, `${path}[]`);
  const entries = Object.entries(schema.properties ?? {});
  if (entries.length === 0) return [];
  const rows = entries.map(
    ([key, value]) =>
      `| \`${key}\`${schema.required?.includes(key) ? ' *' : ''} | ${kindOf(value)} | ${value.description ?? ''} |`,
  );
  return [
    ...(path ? [`## ${path}`] : []),
    ['| key (* required) | value | meaning |', '|---|---|---|', ...rows].join('\n'),
    ...entries.flatMap(([key, value]) => schemaToTables(value, path ? `${path}.${key}` : key)),
  ];
}

function memberPath(member: JsonSchema, path: string): string {
  const type = member.properties?.type?.const;
  return type ? `${path} of type ${type}` : path;
}

function kindOf(schema: JsonSchema): string {
  if (schema.const) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf) return 'text, or a text per language';
  if (schema.items)
    return `list of ${schema.items.enum ? kindOf(schema.items) : schema.items.properties || schema.items.oneOf ? 'objects' : 'texts'}`;
  if (schema.format === 'uri') return 'address';
  if (schema.format === 'date') return 'date';
  if (schema.format === 'date-time') return 'date and time';
  return { string: 'text', boolean: 'true or false', integer: 'whole number' }[schema.type ?? ''] ?? schema.type ?? '';
}
