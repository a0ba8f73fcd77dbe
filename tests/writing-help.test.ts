import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemsToText } from '../src/base/problem-report.ts';
import { readPortalFile } from '../src/content/read-content.ts';
import type { HelpSite } from '../src/help/draft.ts';
import { toHelpPage } from '../src/help/help-page.ts';
import { inspectHelp } from '../src/help/inspect.ts';
import { overlayHelp } from '../src/help/layers.ts';
import { pageToFiles } from '../src/help/page-files.ts';
import type { HelpLayer } from '../src/model/help.ts';
import { questionKey } from '../src/model/tree-question.ts';
import { checkout } from './portal-test.ts';

const guide = readFileSync(join(checkout, 'docs/writing-help.md'), 'utf8');
const library = join(checkout, 'content/library/help');
const names = readdirSync(library);

/** A fence of the guide, and the file that the line above it names. */
interface Example {
  readonly name: string;
  readonly text: string;
}

const examples = [...guide.matchAll(/^( *)`([^`\n]+)`[^`\n]*:\n\n\1(`{3,})\w*\n(.*?\n)\1\3$/gms)].map(
  ([, indent, name, , text]): Example => ({ name: name!, text: text!.replaceAll(new RegExp(`^${indent}`, 'gm'), '') }),
);

const documents = examples.filter(({ name }) => name.startsWith('help/'));
const site: HelpSite = {
  title: 'lantern',
  address: 'https://mirrors.example.org/lantern',
  mirrors: {},
  sudo: true,
  url: 'https://mirrors.example.org',
  linkTo: () => null,
};

/** Documents as a layer; of two with one name, the later one stands. */
function toLayer(written: readonly Example[]): HelpLayer {
  const texts = new Map(written.map(({ name, text }) => [name.replace('help/', ''), text]));
  return { files: [...texts].map(([name, text]) => ({ name, shown: `…/help/${name}`, text })) };
}

function libraryLayer(cname: string): HelpLayer {
  const files = readdirSync(join(library, cname)).map((file) => `${cname}/${file}`);
  return { files: files.map((name) => ({ name, shown: name, text: readFileSync(join(library, name), 'utf8') })) };
}

const inspect = (...layers: readonly HelpLayer[]) => inspectHelp(layers, (name) => names.includes(name));

const lantern = documents.filter(({ name }) => name.startsWith('help/lantern/'));
const lanternPage = () => toHelpPage(overlayHelp([toLayer(lantern)]).value[0]!, site).value;

test.each([
  ['the smallest page', documents.slice(0, 1)],
  ['the page with choices', lantern],
])('nothing is wrong with %s', (_, written) => {
  const { value, problems } = inspect(toLayer(written));
  expect(problemsToText(problems)).toBe('');
  expect(Object.keys(value.files)).toEqual(['en']);
});

test('its page has the blocks, choices and ready files that the guide tells of', () => {
  expect(lanternPage().toc.map(({ id }) => id)).toEqual(['set-it-up', 'images']);
  expect(lanternPage().globals.map(({ name }) => name)).toEqual(['arch']);
  const files = pageToFiles(lanternPage()).map(({ path, text }) => ({ name: `/help/lantern/files/${path}`, text }));
  expect(files.map(({ name }) => name)).toEqual([
    '/help/lantern/files/wick/lantern.sources',
    '/help/lantern/files/oil/lantern.sources',
  ]);
  const shown = examples.filter(({ name }) => name.startsWith('/help/'));
  expect(shown.length).toBeGreaterThan(0);
  expect(files).toEqual(expect.arrayContaining(shown));
});

test('the option that nobody typed is added as it tells', () => {
  const lamp = toLayer(documents.filter(({ name }) => name.startsWith('help/lamp/')));
  const { value, problems } = inspect(lamp);
  expect(problemsToText(problems)).toBe('');
  const texts = (name: string, version: string) =>
    [
      ['version', version],
      ['value', name],
    ] as const;
  const entries = [
    { texts: texts('flame', '4'), has: ['updates'] },
    { texts: texts('wick', '3'), has: [] },
  ];
  const found = [{ asked: questionKey(value.questions.en![0]!), entries }];
  const { value: page } = toHelpPage(overlayHelp([lamp]).value[0]!, { ...site, found });
  expect(pageToFiles(page).map(({ path, text }) => `${path}: ${text.split('\n')[1]}`)).toMatchInlineSnapshot(`
    [
      "wick/lamp.list: deb https://mirrors.example.org/lantern wick-updates main",
      "flame/lamp.list: deb https://mirrors.example.org/lantern flame-updates main",
    ]
  `);
});

test('the fault that it shows is told in these words', () => {
  const mistyped = lantern.map(({ name, text }) => ({ name, text: text.replace('{{release}}\n', '{{relase}}\n') }));
  expect(guide).toContain(`\n${problemsToText(inspect(toLayer(mistyped)).problems)}\n`);
});

test('what it lays over the library’s page on Ubuntu changes that much and no more', () => {
  const own = toLayer(documents.filter(({ name }) => name.startsWith('help/ubuntu/')));
  const [page] = overlayHelp([own, libraryLayer('ubuntu')]).value;
  const [below] = overlayHelp([libraryLayer('ubuntu')]).value;
  expect(problemsToText(inspect(own, libraryLayer('ubuntu')).problems)).toBe('');
  expect(page!.blocks.map(({ name }) => name)).toEqual(['campus', 'index']);
  expect(page!.inputs.get('src')!.default).toBe('true');
  expect([page!.title, [...page!.inputs.keys()]]).toEqual([below!.title, [...below!.inputs.keys()]]);
});

test('its pieces of portal.yaml are one that can be read', () => {
  const pieces = examples.filter(({ name }) => name === 'portal.yaml');
  const { value, problems } = readPortalFile({
    name: 'portal.yaml',
    shown: 'portal.yaml',
    text: pieces.map(({ text }) => text).join(''),
  });
  expect(problemsToText(problems)).toBe('');
  expect(value.help).toMatchObject({
    layers: [{ path: '/srv/shared-help', licence: 'CC BY-SA 4.0' }],
    federation: 'https://help.example.org/{cname}/',
  });
});
