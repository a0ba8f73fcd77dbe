import { describe, expect, test } from 'vitest';
import type { MirrorContent } from '../content/mirror-schema.ts';
import type { CatalogueEntry } from '../model/catalogue.ts';
import type { Report } from '../model/report.ts';
import { mirrorFacts } from './mirror-facts.ts';

const library: CatalogueEntry = {
  cname: 'kylin',
  name: { zh: '优麒麟', en: 'Ubuntu Kylin' },
  desc: { zh: '面向中文用户的发行版', en: 'A flavour for readers of Chinese' },
  category: 'os',
  homepage: 'https://www.ubuntukylin.com/',
  words: ['麒麟'],
  also: ['ubuntu-kylin'],
};

const facts = (own?: MirrorContent, desc?: string, entry: CatalogueEntry | undefined = library) => {
  const report: Report = { cname: 'kylin', place: {}, sync: { state: 'success' }, urls: [], ...(desc && { desc }) };
  return mirrorFacts('kylin', { own, report, library: entry });
};

test('a mirror that nothing more is known of is called by its cname', () => {
  expect(mirrorFacts('kylin', { own: undefined, report: undefined, library: undefined })).toEqual({ name: 'kylin' });
});

test('what nobody says is as the library says', () => {
  const { name, desc, category, homepage } = library;
  expect(facts()).toEqual({ name, desc, category, homepage, words: ['麒麟', 'ubuntu-kylin'] });
});

test('the own file comes before the library', () => {
  const own = { name: 'Kylin', desc: 'Ours', category: 'software', homepage: 'https://kylin.example.org/' } as const;
  expect(facts(own, '来源的说明')).toMatchObject(own);
});

describe('a language that is missing', () => {
  test('in the own file is as the library has it', () => {
    expect(facts({ name: { zh: '麒麟系统' }, desc: { en: 'Ours' } })).toMatchObject({
      name: { zh: '麒麟系统', en: 'Ubuntu Kylin' },
      desc: { zh: '面向中文用户的发行版', en: 'Ours' },
    });
  });

  test('in a source that writes Chinese is as the library has it', () => {
    expect(facts(undefined, 'Ubuntu 的中文版').desc).toEqual({
      zh: 'Ubuntu 的中文版',
      en: 'A flavour for readers of Chinese',
    });
  });

  test('in a source that writes English is as the library has it', () => {
    expect(facts(undefined, 'Ubuntu in Chinese').desc).toEqual({ zh: '面向中文用户的发行版', en: 'Ubuntu in Chinese' });
  });

  test('is filled from a text for all languages', () => {
    const entry = { ...library, name: 'Kylin' };
    expect(facts({ name: { zh: '麒麟' } }, undefined, entry).name).toEqual({ zh: '麒麟', en: 'Kylin' });
  });
});

test('the text of a source counts for all languages where the library has none', () => {
  expect(mirrorFacts('x', { own: undefined, report: { desc: '说明' } as Report, library: undefined }).desc).toBe(
    '说明',
  );
});

test('search words add up, each once', () => {
  expect(facts({ words: ['优麒麟系统', 'Ubuntu-Kylin'] }).words).toEqual(['优麒麟系统', 'Ubuntu-Kylin', '麒麟']);
});

test('a mirror of another cname is found by that of the project too', () => {
  const { words } = mirrorFacts('ubuntu-kylin', { own: undefined, report: undefined, library });
  expect(words).toEqual(['麒麟', 'kylin']);
});
