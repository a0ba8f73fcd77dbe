import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { contentSchemas } from './schema-documents.ts';

const library = resolve(import.meta.dirname, '../../content/library/help');
const ajv = new Ajv2020({ allowUnionTypes: true, validateFormats: false });

describe('to an editor', () => {
  const { text } = contentSchemas().find(({ file }) => file === 'schemas/help.schema.json')!;
  const accepts = ajv.compile(JSON.parse(text));

  test('each document of the library is as it should be, and says so in its first line', () => {
    const files = readdirSync(library, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(180);
    for (const file of files) {
      const document = readFileSync(join(library, file), 'utf8');
      expect(document).toMatch(/^# yaml-language-server: \$schema=\S+\/help\.schema\.json\n/);
      expect(accepts(parse(document)), `${file}: ${ajv.errorsText(accepts.errors)}`).toBe(true);
    }
  });

  test.each([
    ['a release without quotes', 'input: { release: { option: { 22.10: { _: 22.10, version: 22.10 } } } }', true],
    ['null, which takes away', '{ block: null, input: { release: null }, checked: null }', true],
    ['an option that is a text', 'input: { release: { option: { noble: 24.04 LTS } } }', false],
    ['options as a list', 'input: { release: { option: [noble] } }', false],
    ['a day that is none', 'checked: 2026-11-31', false],
    ['an input whose name is no name', "input: { '{release}': { _: Release } }", false],
  ])('%s: %s', (_, document, isGood) => {
    expect(accepts(parse(document))).toBe(isGood);
  });
});
