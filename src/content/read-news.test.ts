import { expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import { readNewsFiles } from './read-news.ts';

const files = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([name, text]) => ({ name: `news/${name}`, shown: `content/news/${name}`, text }));

test('the languages of an announcement are one, and the newest comes first', () => {
  const { value, problems } = readNewsFiles(
    files({
      '2026-07-20-power.zh.md': '# 停电\n\n周六停电。\n',
      '2026-08-08-new-disks.en.md': '# New disks\n\nThey are here.\n',
      '2026-08-08-new-disks.zh.md': '# 新磁盘\n\n到了。\n',
    }),
  );
  expect(problems).toEqual([]);
  expect(value).toEqual([
    {
      name: '2026-08-08-new-disks',
      day: '2026-08-08',
      documents: {
        en: { file: 'content/news/2026-08-08-new-disks.en.md', title: 'New disks', text: '\nThey are here.\n' },
        zh: { file: 'content/news/2026-08-08-new-disks.zh.md', title: '新磁盘', text: '\n到了。\n' },
      },
    },
    expect.objectContaining({ name: '2026-07-20-power', day: '2026-07-20' }),
  ]);
});

/** The title and text of an announcement that is written so. */
function written(text: string) {
  const { title, text: rest } = readNewsFiles(files({ '2026-08-08-new-disks.en.md': text })).value[0]!.documents.en!;
  return [title, rest];
}

test.each([
  ['after empty lines', '\n\n# New disks\nText', ['New disks', 'Text']],
  ['behind a byte order mark, with lines of Windows', '\uFEFF# New disks\r\nText', ['New disks', 'Text']],
  ['closed by marks too', '# New disks ##\nText', ['New disks', 'Text']],
  ['with marks and a link, which are left out', '# *New* [disks](/x/) for `apt`', ['New disks for apt', '']],
  ['with a number sign of its own', '# Issue #1 and C#\n', ['Issue #1 and C#', '']],
])('a title is found %s', (_, text, expected) => {
  expect(written(text)).toEqual(expected);
});

test.each([
  ['a heading of the second level', '## New disks\n'],
  ['a comment in code', 'Run this:\n\n```\n# apt update\n```\n'],
  ['nothing', '#\n'],
])('%s is no title; the slug stands for it, and the text stays whole', (_, text) => {
  expect(written(text)).toEqual(['new-disks', text]);
});

test('a text without a title is noted', () => {
  const { problems } = readNewsFiles(files({ '2026-08-08-new-disks.en.md': 'They are here.\n' }));
  expect(problemsToText(problems)).toMatchInlineSnapshot(`
    "content/news/2026-08-08-new-disks.en.md:1: warning: the text does not start with a title [news-untitled]
      fix: Start it with a line like \`# New disks\`; the name of the file is used as the title until then."
  `);
});

test.each([
  'new-disks.zh.md',
  '2026-02-30-new-disks.zh.md',
  '2026-08-08.zh.md',
  '2026-08-08-new-disks.md',
  '2026-08-08-new-disks.fr.md',
  '2026-08-08-New_Disks.zh.md',
  '2026-08-08-new--disks.zh.md',
  '2026-08-08-新磁盘.zh.md',
  '2026/2026-08-08-new-disks.zh.md',
])('%s is noted and left out, and the rest counts', (name) => {
  const good = { '2026-08-08-good.zh.md': '# x\n' };
  const { value, problems } = readNewsFiles(files({ ...good, [name]: '# x\n' }));
  expect(value.map((item) => item.name)).toEqual(['2026-08-08-good']);
  expect(problems).toMatchObject([{ code: 'news-name', place: { file: `content/news/${name}` } }]);
});

test('an odd name is told with one that is not', () => {
  expect(problemsToText(readNewsFiles(files({ '2026-02-30-disks.zh.md': '# x\n' })).problems)).toMatchInlineSnapshot(`
    "content/news/2026-02-30-disks.zh.md: error: the name "news/2026-02-30-disks.zh.md" is not a valid name for news [news-name]
      fix: Name it like news/2026-08-08-new-disks.zh.md: a date, lowercase letters, digits and hyphens, .zh.md or .en.md; it is left out until then."
  `);
});
