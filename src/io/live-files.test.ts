import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { nextFiles } from './live-files.ts';

const noon = new Date('2026-08-08T12:00:00Z');
const later = new Date('2026-08-08T12:01:00Z');

function wanted(key: string, text: string) {
  return { file: 'index.html', key, make: vi.fn(async () => text) };
}

test('a file is made once, however many ask for it at the same time', async () => {
  const item = wanted('A', 'page');
  const file = nextFiles(new Map(), [item], noon).get('index.html')!;
  const [bytes, again, packed] = await Promise.all([file.bytes(), file.bytes(), file.packed()]);
  expect([bytes.toString(), again, gunzipSync(packed).toString()]).toEqual(['page', bytes, 'page']);
  expect(item.make).toHaveBeenCalledTimes(1);
});

test('what was made is kept while its key is the same', async () => {
  const first = nextFiles(new Map(), [wanted('A', 'page')], noon);
  await first.get('index.html')!.bytes();
  const same = wanted('A', 'page');
  const second = nextFiles(first, [same], later).get('index.html')!;
  expect([String(await second.bytes()), second.since]).toEqual(['page', noon]);
  expect(same.make).not.toHaveBeenCalled();
});

test('a new key makes a new file, from now on', async () => {
  const first = nextFiles(new Map(), [wanted('A', 'page')], noon);
  await first.get('index.html')!.bytes();
  const second = nextFiles(first, [wanted('B', 'new page')], later).get('index.html')!;
  expect([String(await second.bytes()), second.since]).toEqual(['new page', later]);
});

test('what nobody has asked for yet is made from the newest site', async () => {
  const old = wanted('A', 'page');
  const first = nextFiles(new Map(), [old], noon);
  const second = nextFiles(first, [wanted('A', 'page')], later).get('index.html')!;
  expect([String(await second.bytes()), second.since]).toEqual(['page', noon]);
  expect(old.make).not.toHaveBeenCalled();
});

test('a failure is not kept', async () => {
  const item = wanted('A', 'page');
  item.make.mockRejectedValueOnce(new Error('boom'));
  const file = nextFiles(new Map(), [item], noon).get('index.html')!;
  await expect(file.packed()).rejects.toThrow('boom');
  expect(gunzipSync(await file.packed()).toString()).toBe('page');
});

test('what the site no longer has is gone', () => {
  const first = nextFiles(new Map(), [wanted('A', 'page')], noon);
  expect(nextFiles(first, [], later).size).toBe(0);
});
