import { afterAll, expect, test, vi } from 'vitest';
import { sampleOf } from './faults/chance.ts';
import { EditedSite } from './incremental/edited-site.ts';
import { editsOfKeys } from './incremental/key-edits.ts';
import { keyValues } from './incremental/key-values.ts';
import { KEY } from './incremental/upstream-files.ts';

/*
 * As incremental.test.ts, for each key of portal.yaml: a file of its own, as both take a while. Each day tries some of the keys,
 * `npm run test:faults` all of them.
 */

vi.stubEnv('HELIOSTAT_TEST_KEY', KEY);
const site = await EditedSite.begin('everything');
afterAll(() => site.end());

const keyEdits = editsOfKeys(site.portal, keyValues(new URL(site.upstream.url).origin));
const edits = keyEdits.filter(({ name }) => name.startsWith('portal: '));

test.each(sampleOf(edits, 40, 'keys of portal.yaml'))('$name', async (edit) => {
  const isSeen = edit.unseen === undefined;
  expect(await site.outcomeOf(edit)).toEqual({ stale: [], undone: [], live: [], isSeen });
});
