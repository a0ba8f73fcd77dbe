import { expect, test } from 'vitest';
import type { BlockChoice } from '../model/help.ts';
import { wordsIn } from '../words/index.ts';
import { drawArticle, readPage } from './draw-help.ts';
import { inspectHelp } from './inspect.ts';
import { pageToFiles } from './page-files.ts';
import type { HelpRequest } from './request.ts';

const yaml = '{ _: X, input: { release: { option: { new: { _: New }, old: { _: Old } } } } }';
const fence =
  '```{ztmpl input="release" path="/etc/apt/sources.list.d/x.sources"}\nTypes: deb\nURIs: {{endpoint}}\nSuites: {{release}}\n```\n';
const layersOf = (fence: string) => [
  {
    files: [
      { name: 'x/en.yaml', shown: 'en.yaml', text: yaml },
      { name: 'x/index.en.md', shown: 'index.en.md', text: fence },
    ],
  },
];

const layers = layersOf(fence);

const requestWithout = (missing: readonly BlockChoice[], of: HelpRequest['layers']): HelpRequest => ({
  layers: of,
  language: 'en',
  pageLanguage: 'en',
  site: { title: 'x', address: 'https://m.example/x', mirrors: {}, sudo: true, url: 'https://m.example', missing },
  links: { paths: [], others: [] },
  lines: [],
  filesUrl: 'https://m.example/help/x/files/',
});

const pageWithout = (missing: readonly BlockChoice[]) => readPage(requestWithout(missing, layers));

test('the plan is told what each ready file asks for first, and of which block it is', () => {
  const { files } = inspectHelp(layers, () => true).value;
  expect(files.en).toMatchObject([
    { path: 'new/x.sources', asks: [{ path: 'dists/new/*Release' }] },
    { path: 'old/x.sources', asks: [{ path: 'dists/old/*Release' }] },
  ]);
  expect(new Set(files.en!.map(({ block }) => block)).size).toBe(1);
});

test('a choice whose file is missing is not offered, and the next one is the default', () => {
  const page = pageWithout([{ block: 'code-1', choice: 'new' }]);
  expect(pageToFiles(page).map(({ path }) => path)).toEqual(['old/x.sources']);
  const [block] = page.segments.flatMap((segment) => ('block' in segment ? segment.block : []));
  expect(block!.text).toContain('Suites: old');
  expect(block!.inputs.map(({ default: first, choices }) => [first, choices.length])).toEqual([['old', 1]]);
});

test('an option that another block still offers can be chosen there', async () => {
  const twice = layersOf(`${fence}\n${fence}`);
  const missing = [{ block: 'code-2', choice: 'new' }];
  const request = requestWithout(missing, twice);
  const plain = async (text: string) => [{ text }];
  const { html, script } = await drawArticle(readPage(request), request, plain, wordsIn('en').article, []);
  expect(html.match(/<option value="\w+"/g)).toEqual([
    '<option value="new"',
    '<option value="old"',
    '<option value="old"',
  ]);
  expect(script.inputs.map(({ choices }) => choices.map(({ value }) => value))).toEqual([['new', 'old']]);
});

test('without anything missing the page is as it was', () => {
  expect(pageToFiles(pageWithout([])).map(({ path }) => path)).toEqual(['new/x.sources', 'old/x.sources']);
});

test('lines that are for no file are told with each choice, and other inputs stand for any value', () => {
  const command =
    '```{ztmpl input="release version arch src"}\ncurl -fLO {{endpoint}}/{{release}}/{{version}}/{{arch}}{{src}}.iso\n```\n';
  const inputs =
    '{ _: X, input: { release: { option: { new: {}, old: {} } }, version: { kind: version, default: "2.1" }, arch: { option: { amd64: , arm64: } }, src: { true: -src, false: "" } } }';
  const [{ files }] = layersOf(command) as [ReturnType<typeof layersOf>[number]];
  const own = [{ files: [{ ...files[0]!, text: inputs }, files[1]!] }];
  expect(inspectHelp(own, () => true).value.lines.en).toEqual([
    { block: 'code-1', choice: 'new', needs: [], asks: [{ path: 'new/*/*.iso' }] },
    { block: 'code-1', choice: 'old', needs: [], asks: [{ path: 'old/*/*.iso' }] },
  ]);
});
