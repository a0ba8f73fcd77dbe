import { describe, expect, test } from 'vitest';
import type { HelpFound } from '../model/help.ts';
import { questionKey, type TreeEntry, type TreeQuestion } from '../model/tree-question.ts';
import { drawFile, readPage } from './draw-help.ts';
import { inspectHelp } from './inspect.ts';
import { pageToFiles } from './page-files.ts';
import type { Input } from './variables.ts';

const FROM = `
      read: dists/*/Release
      take: { version: { field: Version }, suite: { field: Suite } }
      label: '{version} {value}'
      order: '{version}'
      since: '12'
      set: { updates: { is: '{value}-updates', if: 'dists/{value}-updates' } }
      default: { suite: stable }`;
const select = (from: string) => `_: X
input:
  release:
    option:
      trixie: { _: 13 trixie (stable), updates: trixie-updates, until: 2030-06-30 }
      bookworm: { _: 12 bookworm, updates: bookworm-updates, needs: old }
      sid: { _: sid, updates: false }
    from:${from}
`;
const text = (from: string) => `{ _: X, input: { release: { kind: version, default: '15.1', from: ${from} } } }`;
const FENCE =
  '```{ztmpl input="release" path="/etc/x.sources"}\nURIs: {{endpoint}}\nSuites: {{release}}{{#updates}} {{updates}}{{/updates}}\n```\n';

function layersOf(yaml: string, block = FENCE) {
  const file = (name: string, text: string) => ({ name: `x/${name}`, shown: name, text });
  return [{ files: [file('en.yaml', yaml), file('index.en.md', block)] }];
}

const inspect = (yaml: string, block?: string, found?: HelpFound) =>
  inspectHelp(layersOf(yaml, block), () => true, found);

/** The question that a document asks. */
const questionOf = (yaml: string, block?: string) => inspect(yaml, block).value.questions.en![0]! as TreeQuestion;

/** Entries as a survey keeps them: texts in pairs, and what else is there. */
const entry = (texts: Readonly<Record<string, string>>, ...has: string[]): TreeEntry => ({
  texts: Object.entries(texts),
  has,
});
const release = (value: string, version?: string, suite?: string, ...has: string[]) =>
  entry({ value, ...(version && { version }), ...(suite && { suite }) }, ...has);

function pageOf(yaml: string, entries: readonly TreeEntry[], block?: string, mirrors: Record<string, string> = {}) {
  const answers = entries.length > 0 ? [{ asked: questionKey(questionOf(yaml, block)), entries }] : undefined;
  return readPage({
    layers: layersOf(yaml, block),
    language: 'en',
    pageLanguage: 'en',
    site: {
      ...{ name: 'x', title: 'x', address: 'https://m.example/x', mirrors, sudo: true, url: 'https://m.example' },
      ...(answers && { found: answers }),
    },
    links: { paths: [], others: [] },
    lines: [],
    filesUrl: 'https://m.example/help/x/files/',
  });
}

const old = { old: 'https://m.example/old' };
const inputOf = (...given: Parameters<typeof pageOf>): Input =>
  pageOf(...given).reading.document.inputs.get('release')!;
const choicesOf = (input: Input) =>
  input.choices.map(({ value, label }) => (value === input.default ? `[${label}]` : label));

describe('a select', () => {
  test('offers what is in the tree, and adds what nobody typed', () => {
    const entries = [
      release('duke', undefined, 'testing'),
      release('trixie', '13.2', 'oldstable', 'updates'),
      release('forky', '14.0', 'stable', 'updates'),
      release('sid'),
      release('bullseye', '11.11', 'oldoldstable', 'updates'),
    ];
    expect(choicesOf(inputOf(select(FROM), entries, FENCE, old))).toEqual([
      '[14.0 forky]',
      '13 trixie (stable)',
      'sid',
      'duke',
    ]);
    const page = pageOf(select(FROM), entries, FENCE, old);
    const files = pageToFiles(page).map(({ path }) => path);
    expect(files).toEqual(['trixie/x.sources', 'sid/x.sources', 'forky/x.sources', 'duke/x.sources']);
    expect(drawFile(page, 'forky/x.sources')).toContain('Suites: forky forky-updates\n');
    expect(drawFile(page, 'trixie/x.sources')).toContain('Suites: trixie trixie-updates\n');
    expect(drawFile(page, 'duke/x.sources')).toContain('Suites: duke\n');
  });

  test('adds nothing where the document does not say the variables', () => {
    const entries = [release('trixie'), release('forky')];
    expect(choicesOf(inputOf(select(' { read: dists/*/Release }'), entries))).toEqual(['[13 trixie (stable)]']);
  });

  test.each([
    ['nothing was looked for', []],
    ['nothing in it was typed or may be added', [release('bullseye', '11')]],
  ])('stays as it was typed where %s', (_, entries) => {
    expect(inputOf(select(FROM), entries, FENCE, old).choices).toEqual(inputOf(select(FROM), [], FENCE, old).choices);
    const without = pageOf(select(FROM), [], FENCE, old);
    expect(pageOf(select(FROM), entries, FENCE, old).segments).toEqual(without.segments);
  });

  test('stays as it was typed where the answer is to another question', () => {
    const site = pageOf(select(FROM), []).reading.site;
    const found = [{ asked: questionKey({ ...questionOf(select(FROM)), read: 'other' }), entries: [release('sid')] }];
    expect(site.found).toBeUndefined();
    expect(inspect(select(FROM), FENCE, { en: found }).value).toEqual(inspect(select(FROM)).value);
  });

  test('still needs the mirrors that its options name', () => {
    const entries = [release('bookworm', '12', 'stable')];
    expect(choicesOf(inputOf(select(FROM), entries, FENCE, old))).toEqual(['[12 bookworm]']);
    expect(pageToFiles(pageOf(select(FROM), entries, FENCE, {}))).toEqual([]);
    expect(pageOf(select(FROM), entries, FENCE, {}).segments.filter((part) => 'block' in part)).toEqual([]);
  });

  test('keeps its typed default where the tree names none', () => {
    const from = FROM.replace('{ suite: stable }', '{ suite: none }');
    const entries = [release('forky', '14.0'), release('sid'), release('trixie', '13')];
    expect(inputOf(select(from), entries).default).toBe('trixie');
    expect(inputOf(select(from), [release('forky', '14.0'), release('sid')]).default).toBe('sid');
  });
});

describe('a text', () => {
  const block = 'The release {ztmpl}`x` is\n\n```{ztmpl input="release"}\nget {{release}}\n```\n';
  const versions = ['14.4', '15.2', '15.1'].map((value) => entry({ value }));

  test.each([
    ['has what was typed at first, if that is there', '{ read: r/* }', versions, '15.1'],
    ['has the newest, if the document says so', '{ read: r/*, default: newest }', versions, '15.2'],
    ['has the newest, if what was typed is gone', '{ read: r/* }', versions.slice(0, 2), '15.2'],
    ['has what was typed, if nothing was found', '{ read: r/*, default: newest }', [], '15.1'],
  ])('%s', (_, from, entries, expected) => {
    expect(inputOf(text(from), entries, block).default).toBe(expected);
  });

  test('takes only what the reader could write', () => {
    expect(questionOf(text('{ read: r/* }'), block).accepts).toEqual({ kind: 'version' });
  });
});

test('a plan knows the ready files of what is in the tree', () => {
  const yaml = select(FROM);
  const found = { en: [{ asked: questionKey(questionOf(yaml)), entries: [release('forky', '14.0', 'stable')] }] };
  const { value, problems } = inspect(yaml, FENCE, found);
  expect(problems).toEqual([]);
  expect(value.files.en).toMatchObject([{ path: 'forky/x.sources', needs: [] }]);
  expect(value.supported.en).toEqual([]);
});

describe('what is wrong with `from` is told', () => {
  test.each([
    ['{ read: ../x/* }', 'input.release.from.read: expected a path below the tree, without . and ..'],
    ["{ read: '*/*/*/*' }", 'input.release.from.read: expected at most 200 characters and 3 stars'],
    ["{ read: '*', red: x }", 'key "red" is not known'],
    ["{ read: '*', label: '{version}' }", 'input.release.from.label: {version} stands for nothing; {1}, {value} do'],
    ["{ read: '*', value: '{2}' }", 'input.release.from.value: {2} stands for nothing; {1} do'],
    ['{ read: index.json }', 'input.release.from.value: {1} stands for nothing'],
    ["{ read: '*', set: {} }", 'input.release.from.set: expected updates too, which typed options set'],
    ["{ read: '*', default: { suite: stable } }", 'input.release.from.default: suite is not taken'],
    [
      "{ read: '*', pattern: '(a+)+' }",
      'input.release.from.pattern: expected a pattern without repeated groups and look-arounds',
    ],
  ])('%s', (from, says) => {
    expect(inspect(select(` ${from}`), 'Text.').problems.map((problem) => problem.says)).toEqual([says]);
  });

  test('a switch and a text have less of it', () => {
    const saidOf = (yaml: string) => inspect(yaml, 'Text.').problems.map(({ says }) => says);
    expect(saidOf('{ _: X, input: { a: { true: b, from: { read: "*" } } } }')).toEqual([
      'input.a.from: a switch is not filled',
    ]);
    expect(saidOf('{ _: X, input: { a: { from: { read: "*", set: {} } } } }')).toEqual([
      'input.a.from.set: expected options; a text has no variables',
    ]);
  });
});
