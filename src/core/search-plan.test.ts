import { expect, test } from 'vitest';
import { exampleHelp, exampleMirror, examplePortal } from '../../tests/example-portal.ts';
import { planSearch } from './search-plan.ts';

const debian = exampleMirror('debian', { name: { zh: '德班', en: 'Debian' } });
const portal = examplePortal([debian, exampleMirror('alpine')], { help: new Map([['debian', exampleHelp('debian')]]) });
const text = async () => '# 怎样使用\n\n说明。\n\n## 步骤\n\n    # comment\n    deb\n';

test('each page of help is found in the language of the page, whatever its document is written in', async () => {
  const records = await planSearch(portal, { text })!.records();
  const read = records.map((record) => ({ ...record, text: record.text.replaceAll('\u200B', '·') }));
  expect(read).toEqual([
    {
      url: '/help/debian/',
      language: 'zh',
      title: '怎样使用',
      text: '怎·样·使·用\n\n说·明·。\n\n步·骤\n\n    # comment\n    deb\n',
    },
    expect.objectContaining({ url: '/en/help/debian/', language: 'en', title: '怎样使用' }),
  ]);
});

test('a text is not asked for to know whether it is new', () => {
  const inputs = (from: typeof portal) =>
    JSON.stringify(planSearch(from, { text: () => Promise.reject(new Error('asked')) })?.inputs);
  expect(inputs({ ...portal, asOf: new Date(0) })).toBe(inputs(portal));
  expect(inputs({ ...portal, mirrors: [{ ...debian, name: 'D' }] })).not.toBe(inputs(portal));
  expect(inputs({ ...portal, help: new Map([['debian', exampleHelp('debian/testing')]]) })).not.toBe(inputs(portal));
});

test('without help there is nothing to search', () => {
  expect(planSearch(examplePortal([debian]), { text })).toBeUndefined();
});
