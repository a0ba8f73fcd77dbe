import { expect, test } from 'vitest';
import { fileToRightName, folderToRightName } from './right-name.ts';

const rightName = (name: string, there: readonly string[] = [], wanted: readonly string[] = []) =>
  fileToRightName(name, { languages: ['zh', 'en'], wanted, isThere: (other) => there.includes(other) });

test.each([
  ['another ending', 'mirrors/ubuntu.yml', 'mirrors/ubuntu.yaml'],
  ['an ending in upper case', 'mirrors/ubuntu.YAML', 'mirrors/ubuntu.yaml'],
  ['portal.yaml', 'portal.yml', 'portal.yaml'],
  ['YAML where JSON is read', 'cname.yaml', 'cname.json'],
  ['Markdown', 'news/2026-01-01-x.en.markdown', 'news/2026-01-01-x.en.md'],
  ['Markdown without a language', 'news/2026-01-01-x.markdown', 'news/2026-01-01-x.zh.md'],
  ['no language', 'help/debian/index.md', 'help/debian/index.zh.md'],
  ['a region', 'help/debian/index.en-US.md', 'help/debian/index.en.md'],
  ['a script', 'pages/about.zh_Hans.md', 'pages/about.zh.md'],
  ['a language behind a hyphen', 'pages/about-EN.md', 'pages/about.en.md'],
  ['the country in place of the language', 'pages/about.cn.md', 'pages/about.zh.md'],
  ['options of help with a region', 'help/debian/en-GB.yml', 'help/debian/en.yaml'],
  ['the folder is missing', 'about.zh.md', 'pages/about.zh.md'],
  ['a folder too deep', 'pages/zh/about.zh.md', 'pages/about.zh.md'],
  ['a slip of the pen', 'portla.yaml', 'portal.yaml'],
  ['upper case', 'CNAME.json', 'cname.json'],
])('%s: %s was meant to be %s', (_, name, right) => {
  expect(rightName(name)).toBe(right);
});

test.each(['pages/faq.zh.md', 'pages/about.fr.md', 'mirrors/logo.png', 'jobs.json', 'Makefile', 'notes.txt'])(
  'what %s was meant to be is not known',
  (name) => {
    expect(rightName(name)).toBeUndefined();
  },
);

test('a language that is not there yet comes first', () => {
  expect(rightName('pages/about.md', ['pages/about.zh.md'])).toBe('pages/about.en.md');
  expect(rightName('pages/about.md', ['pages/about.zh.md', 'pages/about.en.md'])).toBe('pages/about.zh.md');
});

test('a file that portal.yaml names and that is not there was meant', () => {
  expect(rightName('jobs.json', [], ['job.json'])).toBe('job.json');
});

test.each([
  ['mirror', 'mirrors'],
  ['Help', 'help'],
  ['new', 'news'],
  ['scripts', undefined],
])('the folder %s was meant to be %s', (name, right) => {
  expect(folderToRightName(name)).toBe(right);
});
