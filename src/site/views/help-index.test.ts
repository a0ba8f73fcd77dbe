import { expect, test } from 'vitest';
import { exampleHelp, exampleMirror, examplePortal } from '../../../tests/example-portal.ts';
import type { Mirror } from '../../core/portal.ts';
import { helpIndexView } from './pages.ts';

function groups(mirrors: readonly Mirror[]) {
  const help = new Map(mirrors.map(({ cname }) => [cname, exampleHelp(cname)]));
  const view = helpIndexView(examplePortal(mirrors, { help }), 'en', true);
  return view.groups.map(({ heading, documents }) => [heading, ...documents.map(({ cname }) => cname)]);
}

const [debian, fonts] = [exampleMirror('debian', { category: 'os' }), exampleMirror('fonts', { category: 'font' })];

test('help is listed by category, in the order of the chips of the index, and what is in none last', () => {
  expect(groups([exampleMirror('anchor'), fonts, debian])).toEqual([
    ['Operating systems', 'debian'],
    ['Fonts', 'fonts'],
    ['Others', 'anchor'],
  ]);
});

test('where nothing is in a category there are no headings', () => {
  expect(groups([exampleMirror('anchor'), exampleMirror('buoy')])).toEqual([[undefined, 'anchor', 'buoy']]);
});

test('a page offers to search the texts only when they are indexed', () => {
  const portal = examplePortal([debian], { site: { url: 'https://example.org/mirrors', abbr: 'X', name: 'X' } });
  expect(helpIndexView(portal, 'en', true).search).toBe('/mirrors/_heliostat/search/pagefind.js');
  expect(helpIndexView(portal, 'en', false).search).toBeUndefined();
});
