import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { portalSchema } from '../content/portal-schema.ts';
import { parseYaml } from './parse-yaml.ts';
import { problemsToText } from './problem-report.ts';

const jobSchema = z.strictObject({ name: z.string(), every: z.int().positive().optional() });
const schema = z.strictObject({
  abbr: z.string().optional(),
  kind: z.enum(['os', 'font']).optional(),
  site: z.strictObject({ url: z.string(), note: z.string().optional() }).optional(),
  jobs: z.array(jobSchema).default([]),
});

function parse(text: string, as: z.ZodType = schema): { value: unknown; says: string } {
  const { value, problems } = parseYaml(text, 'content/x.yaml', as);
  return { value, says: problemsToText(problems) };
}

test('a file that fits is read without complaint', () => {
  expect(parse('abbr: A\nkind: os\njobs:\n  - { name: a, every: 5 }\n')).toEqual({
    value: { abbr: 'A', kind: 'os', jobs: [{ name: 'a', every: 5 }] },
    says: '',
  });
});

test.each(['', '\n', '# nothing yet\n', '---\n'])('a file of nothing, %j, is an empty one', (text) => {
  expect(parse(text)).toEqual({ value: { jobs: [] }, says: '' });
});

test('an alias stands for what it names', () => {
  expect(parse('jobs:\n  - &a { name: a }\n  - *a\n').value).toEqual({ jobs: [{ name: 'a' }, { name: 'a' }] });
});

describe('what is no YAML has its first fault told, and no value', () => {
  test('a list that does not end', () => {
    const { value, says } = parse('abbr: A\njobs: [\n');
    expect(value).toBeUndefined();
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:3:1: error: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] [broken-yaml]
        fix: Correct the line; indent with spaces, and quote texts that contain ": "."
    `);
  });

  test('a tab', () => {
    expect(parse('site:\n\turl: x\n').says).toMatchInlineSnapshot(`
      "content/x.yaml:2:1: error: not valid YAML: Tabs are not allowed as indentation [broken-yaml]
        fix: Correct the line; indent with spaces, and quote texts that contain ": "."
    `);
  });

  test('a colon in a text', () => {
    expect(parse('abbr: A: B\n').says).toMatchInlineSnapshot(`
      "content/x.yaml:1:7: error: not valid YAML: Nested mappings are not allowed in compact mappings [broken-yaml]
        fix: Correct the line; indent with spaces, and quote texts that contain ": "."
    `);
  });

  test('a key twice', () => {
    expect(parse('abbr: A\nkind: os\nabbr: B\n').says).toMatchInlineSnapshot(`
      "content/x.yaml:3:1: error: not valid YAML: Map keys must be unique [broken-yaml]
        fix: Correct the line; indent with spaces, and quote texts that contain ": "."
    `);
  });

  test('two documents', () => {
    expect(parse('abbr: A\n---\nabbr: B\n').says).toMatchInlineSnapshot(`
      "content/x.yaml:2:1: error: not valid YAML: Source contains multiple documents; please use YAML.parseAllDocuments() [broken-yaml]
        fix: Correct the line; indent with spaces, and quote texts that contain ": "."
    `);
  });
});

describe('an unknown key is told with its place and the nearest one, and left out', () => {
  test('at the top', () => {
    const { value, says } = parse('abbr: A\nknid: os\n');
    expect(value).toEqual({ abbr: 'A', jobs: [] });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:2:1: error: key "knid" is not known [unknown-key]
        fix: Did you mean "kind"? Use one of abbr, kind, site, jobs."
    `);
  });

  test('further in, where other keys are known', () => {
    const { value, says } = parse('site:\n  url: x\n  kind: os\n');
    expect(value).toEqual({ site: { url: 'x' }, jobs: [] });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:3:3: error: key "kind" is not known [unknown-key]
        fix: Use one of url, note."
    `);
  });

  test('in an item of a list', () => {
    const { value, says } = parse('jobs:\n  - name: a\n    evry: 5\n  - { name: b, whatever: 1 }\n');
    expect(value).toEqual({ jobs: [{ name: 'a' }, { name: 'b' }] });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:3:5: error: key "evry" is not known [unknown-key]
        fix: Did you mean "every"? Use one of name, every.
      content/x.yaml:4:16: error: key "whatever" is not known [unknown-key]
        fix: Use one of name, every."
    `);
  });

  test('in one of several kinds of source, of which it is told what that one has', () => {
    const text =
      'sources:\n  - { type: demo, file: a, url: b }\n  - { type: mirrorz, flie: a, url: "https://a.example" }\n';
    const { value, says } = parse(text, portalSchema);
    expect(value).toMatchObject({
      sources: [
        { type: 'demo', file: 'a' },
        { type: 'mirrorz', url: 'https://a.example' },
      ],
    });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:2:28: error: key "url" is not known [unknown-key]
        fix: Use one of type, id, file.
      content/x.yaml:3:22: error: key "flie" is not known [unknown-key]
        fix: Did you mean "file"? Use one of type, id, file, url, ca, headers, socket, redirects."
    `);
  });

  test('in a source of no known kind, of which it is told what all kinds have', () => {
    const union = z.union([
      z.strictObject({ zh: z.string().optional() }),
      z.strictObject({ en: z.string().optional() }),
    ]);
    const { says } = parse('name: { fr: x }\n', z.strictObject({ name: union.optional() }));
    expect(says).toContain('content/x.yaml:1:7: error: name: ');
  });

  test.each(['__proto__', 'constructor', 'toString'])('%s is one like any other', (key) => {
    for (const text of [`${key}: { polluted: 1 }\nabbr: A\n`, `site: { url: x, ${key}: { polluted: 1 } }\nabbr: A\n`]) {
      const { value, says } = parse(text);
      expect(value).toMatchObject({ abbr: 'A' });
      expect(JSON.stringify(value)).not.toContain('polluted');
      expect(says).toContain(`key "${key}" is not known [unknown-key]`);
    }
    expect('polluted' in {}).toBe(false);
  });

  test.each(['404', '1.5', 'true', 'null', '~'])('%s, which YAML takes for no text, is one too', (key) => {
    const { value, problems } = parseYaml(`${key}: x\nabbr: A\n`, 'content/x.yaml', schema);
    expect(value).toEqual({ abbr: 'A', jobs: [] });
    expect(problems).toHaveLength(1);
  });

  test('a list, which YAML allows as a key, is not', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    onTestFinished(() => warn.mockRestore());
    const { value, problems } = parseYaml('? [a]\n: x\nabbr: A\n', 'content/x.yaml', schema);
    expect(value).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(['broken-yaml']);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('a value that does not fit is told with its place, and left out', () => {
  test('of another kind', () => {
    const { value, says } = parse('abbr: [A]\nkind: os\njobs:\n  - { name: a, every: often }\n');
    expect(value).toEqual({ kind: 'os', jobs: [{ name: 'a' }] });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:1:7: error: abbr: expected string, received array [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then.
      content/x.yaml:4:23: error: jobs.0.every: expected number, received string [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then."
    `);
  });

  test('that is none of those there are', () => {
    const { value, says } = parse('kind:\n  book\n');
    expect(value).toEqual({ jobs: [] });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:2:3: error: kind: expected one of "os"|"font" [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then."
    `);
  });

  test('that is not there', () => {
    const { value, says } = parse('site:\nabbr: A\n');
    expect(value).toEqual({ abbr: 'A', jobs: [] });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:1:6: error: site: expected object, received null [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then."
    `);
  });

  test('instead of the whole list', () => {
    expect(parse('jobs: none\nabbr: A\n').value).toEqual({ abbr: 'A', jobs: [] });
  });

  test.each(['hello', '[a, b]', '5'])('instead of the whole file: %s', (text) => {
    const { value, says } = parse(text);
    expect(value).toBeUndefined();
    expect(says).toMatch(/^content\/x\.yaml:1:1: error: expected object, received \w+ \[bad-value\]\n {2}fix: /);
  });

  test('which shows the operator’s own words for it', () => {
    const text =
      'timeZone: Mars/Olympus\nlanguages: [zh, fr]\nsources:\n  - { type: mirrorz }\nsite: { url: example.org }\n';
    const { value, says } = parse(text, portalSchema);
    expect(value).toEqual({ languages: ['zh'], sources: [], site: {} });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:5:14: error: site.url: expected an address that begins with http:// or https:// [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then.
      content/x.yaml:2:17: error: languages.1: expected one of "zh"|"en" [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then.
      content/x.yaml:1:11: error: timeZone: expected the name of a time zone, such as Asia/Shanghai [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then.
        … and 1 more of [bad-value]; --json lists them all"
    `);
  });
});

describe('a missing value takes the smallest thing with it that cannot do without', () => {
  test('an item of a list', () => {
    const { value, says } = parse('abbr: A\njobs:\n  - { name: a }\n  - { every: 5 }\n  - { name: c }\n');
    expect(value).toEqual({ abbr: 'A', jobs: [{ name: 'a' }, { name: 'c' }] });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:4:5: error: jobs.1.name: expected string, but it is missing [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then."
    `);
  });

  test('a section', () => {
    const { value, says } = parse('abbr: A\nsite:\n  note: x\n');
    expect(value).toEqual({ abbr: 'A', jobs: [] });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:3:3: error: site.url: expected string, but it is missing [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then."
    `);
  });

  test('the file', () => {
    const { value, says } = parse('every: 5\n', jobSchema);
    expect(value).toBeUndefined();
    expect(says).toContain('content/x.yaml:1:1: error: name: expected string, but it is missing [bad-value]');
  });

  test('and one that does not fit is missing, but told once', () => {
    const { value, says } = parse('abbr: A\nsite:\n  url: [x]\n');
    expect(value).toEqual({ abbr: 'A', jobs: [] });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:3:8: error: site.url: expected string, received array [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then."
    `);
  });
});

describe('the other items of a list stay', () => {
  const jobs = (...items: string[]) => `jobs:\n${items.map((item) => `  - ${item}\n`).join('')}`;
  const names = (text: string) => (parse(text).value as z.infer<typeof schema>).jobs.map(({ name }) => name);

  test.each([
    ['the first is bad', ['{ every: 1 }', '{ name: b }', '{ name: c }'], ['b', 'c']],
    ['the middle one is bad', ['{ name: a }', 'b', '{ name: c }'], ['a', 'c']],
    ['the last is bad', ['{ name: a }', '{ name: b }', ''], ['a', 'b']],
    ['two are bad', ['5', '{ name: b }', '{ every: 1 }', '{ name: d }'], ['b', 'd']],
    ['two neighbours are bad', ['{ name: a }', '5', '{ every: 1 }', '{ name: d }'], ['a', 'd']],
    ['all are bad', ['5', '{ every: 1 }'], []],
    ['a key and a value are bad', ['{ name: a, evry: 1 }', '{ name: b, every: 0 }'], ['a', 'b']],
  ])('%s', (_, items, left) => {
    expect(names(jobs(...items))).toEqual(left);
  });

  test('one has two faults that cost the item', () => {
    const pair = z.strictObject({ pairs: z.array(z.strictObject({ a: z.string(), b: z.string() })) });
    expect(parse('pairs:\n  - {}\n  - { a: x, b: y }\n', pair).value).toEqual({ pairs: [{ a: 'x', b: 'y' }] });
  });

  test('a source with a bad id and no file does not cost the next source', () => {
    const text =
      'sources:\n  - { type: demo, id: BAD }\n  - { type: tunasync, id: jobs, url: "https://a.example/jobs" }\n';
    expect(parse(text, portalSchema).value).toMatchObject({
      sources: [{ type: 'tunasync', id: 'jobs', url: 'https://a.example/jobs' }],
    });
  });

  test('and an item that moved up has its own fault told', () => {
    const text = 'sources:\n  - { type: tunasync }\n  - { type: mirrorz, id: BAD }\n';
    const { problems } = parseYaml(text, 'content/portal.yaml', portalSchema);
    const missing = problems.filter(({ says }) => says.endsWith('expected either file or url'));
    expect(missing.map(({ place }) => place.line)).toEqual([2, 3]);
  });

  test('also a fault that shows only when another one is out of the way', () => {
    const text = 'sources:\n  - { type: tunasync }\n  - { type: mirrorz, id: 5 }\n';
    const { problems } = parseYaml(text, 'content/portal.yaml', portalSchema);
    const missing = problems.filter(({ says }) => says.endsWith('expected either file or url'));
    expect(missing.map(({ place }) => place.line)).toEqual([2, 3]);
  });
});

describe('where the schema asks for a map', () => {
  const options = z.strictObject({ option: z.map(z.string(), z.string().nullable()).optional() });

  test('keys keep their order and their writing', () => {
    const { value } = parse('option: { b: , 21: , 20.10: , true: , "": }', options);
    expect([...(value as z.infer<typeof options>).option!.keys()]).toEqual(['b', '21', '20.10', 'true', '']);
  });

  test('a value that does not fit is told with its place, and the others stay', () => {
    const { value, says } = parse('option:\n  b:\n  21: []\n  20:\n', options);
    expect([...(value as z.infer<typeof options>).option!.keys()]).toEqual(['b', '20']);
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml:3:7: error: option.21: expected string, received array [bad-value]
        fix: See docs/reference/ for every key and an example; the value is left out until then."
    `);
  });
});

test('numbers are texts where they are names', () => {
  const { value } = parseYaml('abbr: 22.10', 'x.yaml', schema, { numbersAreText: true });
  expect(value).toMatchObject({ abbr: '22.10' });
});

describe('aliases', () => {
  test('that hold themselves are told', () => {
    const { value, says } = parse('abbr: A\njobs: &a [*a]\n');
    expect(value).toEqual({ jobs: [] });
    expect(says).toContain('content/x.yaml: error: not usable YAML:');
  });

  test('that grow without bound are not followed', () => {
    const lines = Array.from({ length: 12 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`)}]\n`);
    const { value, says } = parse(`a0: &a0 x\n${lines.join('')}`);
    expect(value).toEqual({ jobs: [] });
    expect(says).toMatchInlineSnapshot(`
      "content/x.yaml: error: not usable YAML: Excessive alias count indicates a resource exhaustion attack [broken-yaml]
        fix: Write the values out instead of using aliases."
    `);
  });

  test('that lead nowhere are told', () => {
    expect(parse('abbr: *nobody\n').says).toMatchInlineSnapshot(`
      "content/x.yaml: error: not usable YAML: Unresolved alias (the anchor must be set before the alias): nobody [broken-yaml]
        fix: Write the values out instead of using aliases."
    `);
  });

  test('of something with an unknown key do not end the run', () => {
    const { value } = parse('jobs:\n  - &a { name: a, evry: 5 }\n  - *a\n');
    expect(value).toMatchObject({ jobs: expect.arrayContaining([{ name: 'a' }]) });
  });

  test('of something that does not fit cost that item', () => {
    expect(parse('jobs:\n  - &a { name: a, every: 0 }\n  - *a\n  - { name: c }\n').value).toMatchObject({
      jobs: expect.arrayContaining([{ name: 'c' }]),
    });
  });
});

test('any text without aliases is read or told, and nothing is thrown', () => {
  const line = fc.string({
    unit: fc.constantFrom('a', ':', ' ', '\n', '-', '#', '"', '|', '>', '!', "'", 'b'),
  });
  fc.assert(
    fc.property(line, (text) => {
      const { value, says } = parse(text);
      expect(value !== undefined || says !== '').toBe(true);
    }),
    { numRuns: 500 },
  );
});
