import { expect, test } from 'vitest';
import { exampleHelp, exampleMirror, exampleNews, examplePortal } from '../../tests/example-portal.ts';
import { planSearch } from './search-plan.ts';

const debian = exampleMirror('debian', { name: { zh: '德班', en: 'Debian' } });
const portal = examplePortal([debian, exampleMirror('alpine')], { help: new Map([['debian', exampleHelp('debian')]]) });
const text = async () => '# 怎样使用\n\n说明。\n\n## 步骤\n\n    # comment\n    deb\n';
const means = {
  help: { text },
  renderMarkdown: async () => '<p>Now <b>a &lt; b</b> &amp;amp;</p>\n<ul>\n<li>c</li>\n</ul>',
};
const fails = () => Promise.reject(new Error('asked'));

test('each page of help is found in the language of the page, whatever its document is written in', async () => {
  const records = await planSearch(portal, means)!.records();
  const read = records.map((record) => ({ ...record, text: record.text.replaceAll('\u200B', '·') }));
  expect(read).toEqual([
    {
      url: '/help/debian/',
      language: 'zh',
      title: '德班',
      text: '怎·样·使·用\n\n说·明·。\n\n步·骤\n\n    # comment\n    deb\n',
    },
    expect.objectContaining({ url: '/en/help/debian/', language: 'en', title: 'Debian' }),
  ]);
});

test('a text is not asked for to know whether it is new', () => {
  const inputs = (from: typeof portal) =>
    JSON.stringify(planSearch(from, { help: { text: fails }, renderMarkdown: fails })?.inputs);
  expect(inputs({ ...portal, asOf: new Date(0) })).toBe(inputs(portal));
  expect(inputs({ ...portal, news: [exampleNews('2026-08-08-a', { zh: '甲' })] })).not.toBe(inputs(portal));
  expect(inputs({ ...portal, mirrors: [{ ...debian, name: 'D' }] })).not.toBe(inputs(portal));
  expect(inputs({ ...portal, help: new Map([['debian', exampleHelp('debian/testing')]]) })).not.toBe(inputs(portal));
});

test('an announcement is found by its title and text, without marks, and has its day', async () => {
  const announcing = examplePortal([], { languages: ['en'], news: [exampleNews('2026-08-08-disks', { en: 'Disks' })] });
  expect(await planSearch(announcing, means)!.records()).toEqual([
    {
      url: '/news/2026-08-08-disks/',
      language: 'en',
      title: 'Disks',
      day: '2026-08-08',
      text: 'Disks\n\nNow a < b &amp;\n\nc\n',
    },
  ]);
});

test('without help and news there is nothing to search', () => {
  expect(planSearch(examplePortal([debian]), means)).toBeUndefined();
});
