import { afterAll, expect, test, vi } from 'vitest';
import { sampleOf } from './faults/chance.ts';
import { EditedSite } from './incremental/edited-site.ts';
import { fileEdits } from './incremental/file-edits.ts';
import { editsOfKeys } from './incremental/key-edits.ts';
import { keyValues } from './incremental/key-values.ts';
import { KEY } from './incremental/upstream-files.ts';

/*
 * Whatever one edit is made to the content folder, a build into the folders of before, a build from nothing and the live
 * host give the same bytes; and so does a build after the edit is taken back. The keys of portal.yaml are edited in
 * incremental-portal.test.ts, beside this. Each day tries some of the keys, `npm run test:faults` all of them.
 */

vi.stubEnv('HELIOSTAT_TEST_KEY', KEY);
const site = await EditedSite.begin('everything');
afterAll(() => site.end());

const keyEdits = editsOfKeys(site.portal, keyValues(new URL(site.upstream.url).origin));
const ofOtherFiles = keyEdits.filter(({ name }) => !name.startsWith('portal: '));
const edits = [...sampleOf(ofOtherFiles, 30, 'keys of other files'), ...sampleOf(fileEdits, 40, 'edits of files')];

test.each(edits)('$name', async (edit) => {
  const isSeen = edit.unseen === undefined;
  expect(await site.outcomeOf(edit)).toEqual({ stale: [], undone: [], live: [], isSeen });
});
