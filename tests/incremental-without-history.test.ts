import { afterAll, expect, test } from 'vitest';
import { EditedSite } from './incremental/edited-site.ts';
import { fileEdits } from './incremental/file-edits.ts';
import { editsOfKeys } from './incremental/key-edits.ts';
import { keyValues } from './incremental/key-values.ts';

/*
 * While the history cannot be read, a page that is there may keep its charts (docs/decisions/0011-a-site-without-its-history.md),
 * but nothing else of before: not the site's old name, nor the silence about a source that has failed since.
 */

const site = await EditedSite.begin('everything');
afterAll(() => site.end());

const names = [
  'portal: site.name',
  'portal: timeZone',
  'portal: help.federation',
  'portal: endpoints',
  'mirror: desc',
  'the answer of a source is broken',
  'a mirror fails',
  'all news is removed',
];
const all = [...editsOfKeys(site.portal, keyValues(new URL(site.upstream.url).origin)), ...fileEdits];
const edits = names.flatMap((name) => all.filter((edit) => edit.name === name));

test.each(edits)('$name', async (edit) => {
  expect(await site.staleWithoutHistory(edit)).toEqual([]);
});
