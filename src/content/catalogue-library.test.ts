import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Language, type Localized, languages } from '../base/localized.ts';
import { textToColumns } from '../base/wide-text.ts';
import { overlayHelp } from '../help/layers.ts';
import { toCatalogue } from '../model/catalogue.ts';
import { readCatalogue } from './read-catalogue.ts';

const library = join(import.meta.dirname, '../../content/library');
const filesIn = (folder: string) =>
  readdirSync(join(library, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(yaml|md)$/.test(name))
    .map((name) => ({ name, shown: name, text: readFileSync(join(library, folder, name), 'utf8') }));

const files = filesIn('mirrors');
const { value: entries, problems } = readCatalogue(files);
const catalogue = toCatalogue(entries);

const inLanguage = (text: Localized, language: Language) => (typeof text === 'string' ? text : text[language]);
/** In columns, of which a Chinese character takes two. */
const WIDEST: Readonly<Record<Language, number>> = { zh: 80, en: 100 };
/** First names of hosts that clients install packages from: a site links to projects. */
const REGISTRY = /^(registry|index|files|packages|static|dl|repo\d?|hub|proxy|pypi|crates|rubygems|npm)\./;

test('every file is read without a problem, and ends with a line break', () => {
  expect(problems).toEqual([]);
  expect(entries).toHaveLength(files.length);
  expect(files.filter(({ text }) => !text.endsWith('\n'))).toEqual([]);
});

test('no two projects differ in case only', () => {
  const names = entries.map(({ cname }) => cname.toLowerCase());
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('another cname is of one project alone, and no project has a file of that name', () => {
  const cnames = entries.map(({ cname }) => cname.toLowerCase());
  const also = entries.flatMap((entry) => entry.also.map((name) => name.toLowerCase()));
  expect(also.filter((name) => cnames.includes(name))).toEqual([]);
  expect(also.filter((name, at) => also.indexOf(name) !== at)).toEqual([]);
});

test('homepages are those of projects', () => {
  const odd = entries.filter(({ homepage }) => homepage !== undefined && REGISTRY.test(new URL(homepage).hostname));
  expect(odd.map(({ cname, homepage }) => [cname, homepage])).toEqual([]);
});

describe.each(languages)('in %s', (language) => {
  test('each has a name of at most 40 characters', () => {
    const names = entries.map(({ cname, name }) => [cname, inLanguage(name, language)] as const);
    expect(names.filter(([, name]) => !name || name !== name.trim() || name.length > 40)).toEqual([]);
  });

  test('each has one short sentence, without a full stop', () => {
    const descs = entries.map(({ cname, desc }) => [cname, inLanguage(desc, language)] as const);
    const isGood = (desc: string | undefined) =>
      desc &&
      desc === desc.trim() &&
      textToColumns(desc) <= WIDEST[language] &&
      !/[。．！？]|[.!?]($| \p{Lu})/u.test(desc);
    expect(descs.filter(([, desc]) => !isGood(desc))).toEqual([]);
  });

  test('each document of help has the title that its project has as its name', () => {
    const documents = overlayHelp([{ files: filesIn('help') }]).value.filter(
      (document) => document.language === language,
    );
    const others = documents.flatMap(({ cname, title }) => {
      const entry = catalogue(cname);
      const name = entry && inLanguage(entry.name, language);
      return name === undefined || title === name ? [] : [[cname, title, name]];
    });
    expect(others).toEqual([]);
  });
});

test('sentences in Chinese are in Chinese, and those in English are not', () => {
  const isHan = (text: string | undefined) => /\p{Script=Han}/u.test(text ?? '');
  const odd = entries.filter(({ desc }) => !isHan(inLanguage(desc, 'zh')) || isHan(inLanguage(desc, 'en')));
  expect(odd.map(({ cname }) => cname)).toEqual([]);
});

test('no word repeats another one or a name', () => {
  const odd = entries.flatMap(({ cname, name, also, words }) => {
    const known = [cname, ...also, ...languages.map((language) => inLanguage(name, language)!)];
    const texts = known.map((text) => text.toLowerCase());
    const repeats = words.filter((word, at) => {
      const key = word.toLowerCase();
      return texts.includes(key) || words.findIndex((one) => one.toLowerCase() === key) !== at;
    });
    return repeats.length > 0 ? [[cname, repeats]] : [];
  });
  expect(odd).toEqual([]);
});

test.each([
  ['ubuntu', '乌班图'],
  ['kubernetes', 'k8s'],
  ['anaconda', 'conda'],
  ['pypi', 'pip'],
  ['goproxy', 'golang'],
  ['adobe-fonts', '思源'],
])('%s is found by %s', (cname, word) => {
  const entry = catalogue(cname)!;
  const texts = [entry.cname, ...entry.also, ...entry.words, JSON.stringify(entry.name), JSON.stringify(entry.desc)];
  expect(texts.some((text) => text.toLowerCase().includes(word))).toBe(true);
});
