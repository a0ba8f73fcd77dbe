import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseYaml } from '../base/parse-yaml.ts';
import { downloadRuleSchema } from '../content/download-schema.ts';
import { kindSchema } from '../content/kind-schema.ts';
import { readMirrorFiles, readPortalFile } from '../content/read-content.ts';
import { overlayHelp } from '../help/layers.ts';
import { demoSchema } from '../sources/demo.ts';
import { listSchema } from '../sources/list.ts';
import { contentReference, contentSchemas } from './schema-documents.ts';
import type { JsonSchema } from './schema-tables.ts';

/*
 * A plain default, a number, a truth value or a word, is written once: as the default of its key in a schema. The reference
 * pages tell it, and no other code falls back to it.
 */

/** Files that name each object that a default can be in, and no key that has one. */
const SMALLEST = {
  portal: `
    endpoints: [{ label: a, resolve: a.example.org }]
    help: { layers: [{ path: a }] }
    deploy: { to: [a] }
    history: {}
    hold: {}
    notify: { mail: { to: a }, webhook: [{ url: https://a.example.org }], rules: { late: {} } }
    serve: { dataRoot: /a, https: { certificate: /a, key: /a }, limits: {}, rsync: {} }
    downloads: {}
    survey: {}`,
  mirror: '{ serve: {}, survey: {} }',
  help: 'input: { a: { from: { read: "*" } }, b: { false: x }, c: { true: x } }',
  kind: 'indexes: [{ file: a, lists: release }]',
  downloads: 'files: [{ mirrors: [a], path: a, match: a }]',
  demo: 'jobs: [{ name: a, upstream: a }]',
  list: 'mirrors: [{ cname: a }]',
} as const;

const fileOf = (name: string, text: string) => ({ name, shown: name, text });

/** What the code makes of each of these files. */
const applied: Readonly<Record<keyof typeof SMALLEST, unknown>> = {
  portal: readPortalFile(fileOf('portal.yaml', SMALLEST.portal)).value,
  mirror: readMirrorFiles([fileOf('mirrors/a.yaml', SMALLEST.mirror)]).value[0]!.content,
  help: helpApplied(),
  kind: parseYaml(SMALLEST.kind, 'kinds/a.yaml', kindSchema).value,
  downloads: parseYaml(SMALLEST.downloads, 'downloads/a.yaml', downloadRuleSchema).value,
  demo: parseYaml(SMALLEST.demo, 'demo.yaml', demoSchema).value,
  list: parseYaml(SMALLEST.list, 'list.yaml', listSchema).value,
};

/** Switches have their defaults as choices, and blocks as the files that are asked for. */
function helpApplied(): object {
  const files = [fileOf('a/en.yaml', SMALLEST.help), fileOf('a/index.en.md', 'x')];
  const [document] = overlayHelp([{ files }]).value;
  const { a, b, c } = Object.fromEntries(document?.inputs ?? []);
  return {
    block: document?.blocks.map(({ name }) => name),
    input: {
      any: {
        kind: a?.accepts?.kind,
        from: { value: a?.from?.question.value, label: a?.from?.label, order: a?.from?.order },
        true: b?.choices.find(({ value }) => value === 'true')?.variables.b,
        false: c?.choices.find(({ value }) => value === 'false')?.variables.c,
      },
    },
  };
}

interface Told {
  readonly page: string;
  /** Where the key is: `serve.https.port`, `endpoints[].public`. */
  readonly path: string;
  readonly value: string;
}

/** The plain defaults that a reference page tells; one that names another key of the table is none. */
function toldIn({ file, text }: { readonly file: string; readonly text: string }): Told[] {
  return text.split(/^## /m).flatMap((section, index) => {
    const path = index === 0 ? '' : `${section.slice(0, section.indexOf('\n'))}.`;
    const rows = [...section.matchAll(/^\| `([^`]+)`.*? \| .*? \| (.*) \|$/gm)].map(([, key, meaning]) => ({
      key,
      meaning,
    }));
    const keys = rows.map(({ key }) => key);
    return rows.flatMap(({ key, meaning }) => {
      const [, word, plain] = /Default: (?:`([^`<]+)`|([\w-]+(?:\.\d+)?))(?=[,;.]|$)/.exec(meaning!) ?? [];
      const value = keys.includes(word) ? undefined : (word ?? plain);
      return value === undefined ? [] : [{ page: file.replace('.md', ''), path: `${path}${key}`, value }];
    });
  });
}

/** The value at a path; of a list and of a table by name, that of the first member. */
function valueAt(value: unknown, path: string): unknown {
  return path
    .replaceAll('[]', '.[]')
    .split('.')
    .reduce<unknown>((at, key) => {
      if (key === '[]' || key === '\\<name>') return Object.values(at ?? {})[0];
      return (at as Readonly<Record<string, unknown>> | undefined)?.[key];
    }, value);
}

const toText = (value: unknown) => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value));

test.each(contentReference().flatMap(toldIn))(
  '$page: $path is $value where nobody says it',
  ({ page, path, value }) => {
    expect(toText(valueAt(applied[page as keyof typeof applied], path))).toBe(value);
  },
);

interface Default {
  readonly key: string;
  readonly value: unknown;
  readonly description: string;
}

/** Every key of a schema that has a plain default there, at any depth. */
function defaultsIn(schema: unknown, key = ''): Default[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { default: value, description = '' } = schema as JsonSchema;
  const own = ['string', 'number', 'boolean'].includes(typeof value) ? [{ key, value, description }] : [];
  return [...own, ...Object.entries(schema).flatMap(([name, inner]) => defaultsIn(inner, name))];
}

const defaults = contentSchemas().flatMap(({ text }) => defaultsIn(JSON.parse(text)));

test('no description repeats the default that its key has', () => {
  expect(defaults.length).toBeGreaterThan(25);
  const repeated = defaults.filter(({ value, description }) =>
    new RegExp(`Default: \`?${RegExp.escape(String(value))}\\b`).test(description),
  );
  expect(repeated).toEqual([]);
});

/** Code that falls back to the default of a key, as written there or under a name of its own. */
function fallbacksIn(code: string): string[] {
  return defaults.flatMap(({ key, value }) => {
    const literal = RegExp.escape(typeof value === 'string' ? `'${value}'` : String(value));
    const fallback = new RegExp(
      `\\b${key}(?: as [^)]+\\))? (?:\\?\\?=? (?:${literal}|[A-Z][A-Z_]+)|= ${literal}(?= *[,}]))(?![\\w.])`,
    );
    return fallback.exec(code)?.[0] ?? [];
  });
}

const source = join(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.(ts|astro)$/.test(name) && !name.endsWith('.test.ts'),
);

test('no code falls back to the default that a key has', () => {
  const found = files.flatMap((name) =>
    fallbacksIn(readFileSync(join(source, name), 'utf8')).map((code) => `${name}: ${code}`),
  );
  expect(found).toEqual([]);
  expect(fallbacksIn('{ keepDays = 400 }; history?.keepDays ?? HISTORY_DAYS; serve.git ?? false')).toHaveLength(2);
});
