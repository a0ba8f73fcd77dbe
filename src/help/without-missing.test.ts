import { expect, test } from 'vitest';
import { readPage } from './draw-help.ts';
import { inspectHelp } from './inspect.ts';
import { pageToFiles } from './page-files.ts';

const yaml = '{ _: X, input: { release: { option: { new: { _: New }, old: { _: Old } } } } }';
const fence =
  '```{ztmpl input="release" path="/etc/apt/sources.list.d/x.sources"}\nTypes: deb\nURIs: {{endpoint}}\nSuites: {{release}}\n```\n';
const layers = [
  {
    files: [
      { name: 'x/en.yaml', shown: 'en.yaml', text: yaml },
      { name: 'x/index.en.md', shown: 'index.en.md', text: fence },
    ],
  },
];

const pageWithout = (missing: readonly string[]) =>
  readPage({
    layers,
    language: 'en',
    pageLanguage: 'en',
    site: { title: 'x', address: 'https://m.example/x', mirrors: {}, sudo: true, url: 'https://m.example', missing },
    links: { paths: [], others: [] },
    lines: [],
    filesUrl: 'https://m.example/help/x/files/',
  });

test('the plan is told what each ready file asks for first, and of which block it is', () => {
  const { files } = inspectHelp(layers, () => true).value;
  expect(files.en).toMatchObject([
    { path: 'new/x.sources', asks: [{ path: 'dists/new/*Release' }] },
    { path: 'old/x.sources', asks: [{ path: 'dists/old/*Release' }] },
  ]);
  expect(new Set(files.en!.map(({ block }) => block)).size).toBe(1);
});

test('a choice whose file is missing is not offered, and the next one is the default', () => {
  const page = pageWithout(['new/x.sources']);
  expect(pageToFiles(page).map(({ path }) => path)).toEqual(['old/x.sources']);
  const [block] = page.segments.flatMap((segment) => ('block' in segment ? segment.block : []));
  expect(block!.text).toContain('Suites: old');
  expect(block!.inputs.map(({ default: first, choices }) => [first, choices.length])).toEqual([['old', 1]]);
});

test('without anything missing the page is as it was', () => {
  expect(pageToFiles(pageWithout([])).map(({ path }) => path)).toEqual(['new/x.sources', 'old/x.sources']);
});
