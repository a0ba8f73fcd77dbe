import { expect, test } from 'vitest';
import { exampleHelp, exampleMirror, examplePortal, viewsOf } from '../../../tests/example-portal.ts';
import type { Mirror } from '../../model/portal.ts';

async function groups(mirrors: readonly Mirror[]) {
  const help = new Map(mirrors.map(({ cname }) => [cname, exampleHelp(cname)]));
  const [view] = await viewsOf('/help-index', 'en', examplePortal(mirrors, { help }));
  return view!.groups.map(({ heading, documents }) => [heading, ...documents.map(({ cname }) => cname)]);
}

const [debian, fonts] = [exampleMirror('debian', { category: 'os' }), exampleMirror('fonts', { category: 'font' })];

test('help is listed by category, in the order of the chips of the index, and what is in none last', async () => {
  expect(await groups([exampleMirror('anchor'), fonts, debian])).toEqual([
    ['Operating systems', 'debian'],
    ['Fonts', 'fonts'],
    ['Others', 'anchor'],
  ]);
});

test('where nothing is in a category there are no headings', async () => {
  expect(await groups([exampleMirror('anchor'), exampleMirror('buoy')])).toEqual([[undefined, 'anchor', 'buoy']]);
});

test('a page offers to search the texts only when they are indexed', async () => {
  const portal = examplePortal([debian], { site: { url: 'https://example.org/mirrors', abbr: 'X', name: 'X' } });
  const search = async (hasSearch: boolean) => (await viewsOf('/help-index', 'en', portal, { hasSearch }))[0]!.search;
  expect(await search(true)).toBe('/mirrors/_heliostat/search/pagefind.js');
  expect(await search(false)).toBeUndefined();
});
