import { expect, test } from 'vitest';
import { excerptToPieces, spaceHan, wordsToQueries } from './search-words.ts';

test('in a text each Chinese character is a word, and other words stay whole', () => {
  expect(spaceHan('用 apt 换源，apt-get更新。').split('\u200B')).toEqual([
    '用 apt 换',
    '源',
    '，apt-get',
    '更',
    '新',
    '。',
  ]);
  expect(spaceHan('Change the sources.')).toBe('Change the sources.');
});

test.each([
  ['密钥', ['密 钥', '"密 钥"']],
  ['docker 镜像加速', ['docker 镜 像 加 速', '"镜 像 加 速"']],
  ['pip临时 使用', ['pip 临 时 使 用', '"临 时"', '"使 用"']],
  ['源', ['源']],
  ['gpg key', ['gpg key']],
  ['"apt update"', ['"apt update"']],
  ['/etc/apt', ['/etc/apt']],
  ['𠮷野', ['𠮷 野', '"𠮷 野"']],
  ['，。', []],
  [' ', []],
])('%s is looked for as %j', (words, queries) => {
  expect(wordsToQueries(words)).toEqual(queries);
});

test('an excerpt is text, with what was found in whole runs', () => {
  expect(excerptToPieces('导入<mark>密</mark>\u200B<mark>钥 </mark>&lt;a&gt; &amp; <mark>x</mark>')).toEqual([
    { text: '导入', isFound: false },
    { text: '密钥', isFound: true },
    { text: ' <a> &amp; ', isFound: false },
    { text: 'x', isFound: true },
  ]);
});
