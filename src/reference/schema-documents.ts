import * as z from 'zod';
import { cnameSchema, mirrorSchema } from '../content/mirror-schema.ts';
import { portalSchema } from '../content/portal-schema.ts';
import { helpSchema } from '../help/schema.ts';
import { demoSchema } from '../sources/demo.ts';
import { listSchema } from '../sources/list.ts';
import { type JsonSchema, schemaToTables } from './schema-tables.ts';

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
    name: 'help',
    file: 'help/<cname>/<language>.yaml',
    purpose:
      'Title of a page of help, its blocks and what can be chosen; see docs/help-format.md. Null takes away what the layers below say.',
    schema: helpSchema,
    example: `_: Ubuntu
input:
  release:
    _: Release
    option:
      resolute: { _: 26.04 LTS }
      noble: { _: 24.04 LTS }`,
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

/** JSON Schemas for editors: `schemas/portal.schema.json` and so on. */
export function contentSchemas(): { readonly file: string; readonly text: string }[] {
  return contentFiles.map(({ name, file, purpose, schema }) => ({
    file: `schemas/${name}.schema.json`,
    text: `${JSON.stringify({ ...toJsonSchema(schema, schema === helpSchema), title: file, description: purpose }, null, 2)}\n`,
  }));
}

/** The reference pages, Markdown: every key with what it means and what it may be. */
export function contentReference(): { readonly file: string; readonly text: string }[] {
  return contentFiles.map(({ name, file, purpose, schema, example }) => ({
    file: `${name}.md`,
    text: [
      `# ${file.replaceAll('<', '\\<')}`,
      '<!-- Made from the schema in src/; change it there. -->',
      purpose,
      `\`\`\`${file.endsWith('.json') ? 'json' : 'yaml'}\n${example}\n\`\`\``,
      ...schemaToTables(toJsonSchema(schema), ''),
      '',
    ].join('\n\n'),
  }));
}

/** @param numbersAreText whether a number that is not quoted is read as the text that it is written as */
function toJsonSchema(schema: z.ZodType, numbersAreText = false): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: ({ zodSchema }) =>
      zodSchema instanceof z.ZodMap ? mapToObject(zodSchema, numbersAreText) : 'throw',
    override({ jsonSchema }) {
      const { type, pattern, format, enum: values } = jsonSchema;
      const isAnyText = type === 'string' && !pattern && !format && !values;
      if (numbersAreText && isAnyText) Object.assign(jsonSchema, { type: ['string', 'number'] });
    },
  }) as JsonSchema;
}

/** What is read into a map is written as any other object. */
function mapToObject({ keyType, valueType }: z.ZodMap, numbersAreText: boolean): z.core.JSONSchema.BaseSchema {
  const inner = (schema: z.core.$ZodType, isValue: boolean) => {
    const { $schema, ...plain } = toJsonSchema(
      schema as z.ZodType,
      isValue && numbersAreText,
    ) as z.core.JSONSchema.JSONSchema;
    return plain;
  };
  return { type: 'object', propertyNames: inner(keyType, false), additionalProperties: inner(valueType, true) };
}
