import * as z from 'zod';
import { languages } from '../base/localized.ts';
import { catalogueSchema } from '../content/catalogue-schema.ts';
import { downloadRuleSchema } from '../content/download-schema.ts';
import { incidentSchema } from '../content/incident-schema.ts';
import { kindSchema } from '../content/kind-schema.ts';
import { cnameSchema, mirrorSchema } from '../content/mirror-schema.ts';
import { pathKeys } from '../content/path-keys.ts';
import { portalSchema } from '../content/portal-schema.ts';
import { helpSchema } from '../help/schema.ts';
import { allKinds, contentKinds } from '../model/content-kinds.ts';
import { demoSchema } from '../sources/demo.ts';
import { listSchema } from '../sources/list.ts';
import { type JsonSchema, schemaToTables } from './schema-tables.ts';

/** The name of a kind of file and what it is for, as the table of kinds has them. */
function fileOf(kind: keyof typeof contentKinds): { readonly file: string; readonly purpose: string } {
  const { file, description } = contentKinds[kind];
  return { file, purpose: description };
}

/** Every file with a schema that people write, its schema, what it is for, and the smallest one that is of use. */
const contentFiles = [
  {
    name: 'portal',
    ...fileOf('portal'),
    schema: portalSchema,
    example: `site: { url: https://mirrors.example.org, abbr: EXAMPLE, name: 样例镜像站 }
languages: [zh, en]
sources:
  - { type: tunasync, url: http://127.0.0.1:14242/jobs }`,
  },
  {
    name: 'mirror',
    ...fileOf('mirror'),
    schema: mirrorSchema,
    example: `name: { zh: 优麒麟, en: Ubuntu Kylin }
desc: { zh: 面向中文用户的 Ubuntu 官方衍生版, en: The Ubuntu flavour for readers of Chinese }
category: os`,
  },
  {
    name: 'help',
    ...fileOf('helpOptions'),
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
    name: 'incident',
    ...fileOf('incident'),
    schema: incidentSchema,
    example: `title: Power work in the machine room
level: maintenance
affects: { mirrors: [debian, ubuntu] }
from: 2026-08-08 22:00
until: 2026-08-09 02:00`,
  },
  {
    name: 'kind',
    ...fileOf('kind'),
    schema: kindSchema,
    example: `names: [debian]
stamps:
  - { file: project/trace/master }
upstreams: { debian: https://deb.debian.org/debian/ }
expires:
  - { file: dists/*/Release, field: Valid-Until }
behindHours: 12`,
  },
  {
    name: 'catalogue',
    file: 'library/mirrors/<cname>.yaml',
    purpose:
      'What every site that mirrors a project says of it: one file of the library, `content/library/mirrors/` in the folder of Heliostat. Sources and the [file of the site](mirror.md) come before it. It never adds a mirror to a site.',
    schema: catalogueSchema,
    example: `name: Ubuntu
desc: { zh: Canonical 主导开发的 Linux 发行版, en: The Linux distribution led by Canonical }
category: os
homepage: https://ubuntu.com/
words: [乌班图]`,
  },
  {
    name: 'downloads',
    ...fileOf('downloads'),
    schema: downloadRuleSchema,
    example: `title: Debian
names: [Debian]
files:
  - mirrors: [debian-cd]
    path: current/*/iso-cd/debian-*-netinst.iso
    match: 'debian-(?<version>[\\d.]+)-(?<architecture>\\w+)-(?<kind>netinst)\\.iso$'
    checksums: SHA256SUMS
    checksumsSignature: '{list}.sign'`,
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
    purpose: 'The mirrors of a `list` source: caches, proxies, aliases, and mirrors that no program reports.',
    schema: listSchema,
    example: `mirrors:
  - { cname: goproxy, url: https://goproxy.example.org, state: proxy }
  - { cname: debian-archive, alias: debian }`,
  },
  {
    name: 'cname',
    ...fileOf('cname'),
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
  return [{ file: 'content.md', text: contentFolderText() }, ...schemaReference()];
}

function schemaReference(): { readonly file: string; readonly text: string }[] {
  return contentFiles.map(({ name, file, purpose, schema, example }) => ({
    file: `${name}.md`,
    text: [
      `# ${file.replaceAll('<', '\\<')}`,
      '<!-- Generated from the schema in src/; edit that. -->',
      purpose,
      `\`\`\`${file.endsWith('.json') ? 'json' : 'yaml'}\n${example}\n\`\`\``,
      ...schemaToTables(toJsonSchema(schema), ''),
      '',
    ].join('\n\n'),
  }));
}

/** Which files of the content folder are read, and what becomes of the others. */
function contentFolderText(): string {
  return [
    '# The content folder',
    '<!-- Generated from the table in src/model/content-kinds.ts; edit that. -->',
    'All content is in one folder: `content/`, or the folder of `--content` or `PORTAL_CONTENT`. File names are case-sensitive.',
    table(
      ['file', 'example', 'meaning'],
      allKinds.map(({ file, example, description }) => [`\`${file}\``, `\`${example}\``, description]),
    ),
    `\`<language>\` is ${languages.map((language) => `\`${language}\``).join(' or ')}. Only \`portal.yaml\` is required. Keys of [portal.yaml](portal.md), [mirror files](mirror.md), [the library's files of projects](catalogue.md), [help](help.md), [incidents](incident.md), [kinds](kind.md), [downloads](downloads.md), [cname.json](cname.md).`,
    '## Paths in portal.yaml',
    'These paths are relative to the content folder. They may point outside of it.',
    table(
      ['key', 'meaning'],
      pathKeys.map(({ key, description }) => [`\`${key}\``, description]),
    ),
    '## Other files',
    OTHER_FILES,
    '',
  ].join('\n\n');
}

const OTHER_FILES = `Any other file or folder is reported as [unread-file](../problems/unread-file.md), with the name that was probably meant. These are not reported:

- names that start with a dot, and everything in such folders: \`.git\`, \`.DS_Store\`. They are not read either;
- files that editors and systems leave: \`*~\`, \`#*#\`, \`*.swp\`, \`*.bak\`, \`*.old\`, \`*.orig\`, \`*.rej\`, \`*.tmp\`, \`Thumbs.db\`, \`desktop.ini\`;
- documents: \`README\`, \`LICENSE\`, \`COPYING\`, \`CHANGELOG\`, \`CONTRIBUTING\` and \`AUTHORS\`, with any extension, in any folder;
- the data folder, the output folders, and the folder that Heliostat is in;
- files and folders under \`ignore\` in \`portal.yaml\`: \`ignore: [Makefile, scripts]\`.

If a cname has a slash, its files are in subfolders of \`mirrors/\` and \`help/\`. Symbolic links to folders are followed only at the top of the content folder. At most ten levels of folders and 100,000 files are read.`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
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

/** The schema of a map: people write it as an object. */
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
