import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SearchRecord } from '../site/search-plan.ts';
import { searchFiles } from './search-index.ts';

const records: SearchRecord[] = [
  { url: '/help/lantern/', language: 'zh', title: '灯', text: '一盏灯' },
  { url: '/en/help/lantern/', language: 'en', title: 'Lantern', text: 'a lantern' },
];

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heliostat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The files of an index that is made in a folder of its own, with their bytes. */
async function made(): Promise<(readonly [file: string, bytes: string])[]> {
  const { value, problems } = await searchFiles({ inputs: [1], records: async () => records }, 'code', dataFolder());
  expect(problems).toEqual([]);
  return Promise.all(
    value.map(async ({ file, make }) => [file, Buffer.from(await make()).toString('base64')] as const),
  );
}

test('an index has what searching takes and no more, and the entry that names the rest comes last', async () => {
  const files = (await made()).map(([file]) => file.replace(/_[0-9a-f]{7,}/, ''));
  expect(files.at(-1)).toBe('_heliostat/search/pagefind-entry.json');
  expect(files.toSorted()).toMatchInlineSnapshot(`
    [
      "_heliostat/search/fragment/en.pf_fragment",
      "_heliostat/search/fragment/zh.pf_fragment",
      "_heliostat/search/index/en.pf_index",
      "_heliostat/search/index/zh.pf_index",
      "_heliostat/search/pagefind-entry.json",
      "_heliostat/search/pagefind-worker.js",
      "_heliostat/search/pagefind.en.pf_meta",
      "_heliostat/search/pagefind.js",
      "_heliostat/search/pagefind.zh.pf_meta",
      "_heliostat/search/wasm.en.pagefind",
      "_heliostat/search/wasm.unknown.pagefind",
    ]
  `);
});

test('indexes of the same texts are the same bytes', async () => {
  const first = await made();
  for (let again = 0; again < 8; again++) expect(await made()).toEqual(first);
});

test('texts are read when they or the code are new, and not before', async () => {
  const data = dataFolder();
  let reads = 0;
  const ask = async (input: number, code: string) => {
    const read = async () => {
      reads++;
      return records;
    };
    await searchFiles({ inputs: [input], records: read }, code, data);
    return reads;
  };
  expect([await ask(1, 'a'), await ask(1, 'a'), await ask(2, 'a'), await ask(1, 'a'), await ask(1, 'b')]).toEqual([
    1, 1, 2, 2, 3,
  ]);
});
