import { expect, test } from 'vitest';
import { parseListing, removalFilter } from './rsync-text.ts';

test('a listing of rsync tells files, folders and links apart, whatever is in their names', () => {
  const listing = `drwxr-xr-x          4,096 2026/11/21 06:59:16 .
-rw-r--r--      1,234,567 2026/11/21 06:59:16 help/a b.html
drwxrwsr-x+         4,096 2026/11/21 06:59:16 help
lrwxrwxrwx              7 2026/11/21 06:59:16 debian -> /srv/debian
srw-r--r--              0 2026/11/21 06:59:16 socket
`;
  expect([...parseListing(listing)]).toEqual([
    ['help/a b.html', { kind: 'file', bytes: 1_234_567 }],
    ['help', { kind: 'folder', bytes: 4096 }],
    ['debian', { kind: 'other', bytes: 0 }],
    ['socket', { kind: 'other', bytes: 0 }],
  ]);
});

test('a removal names the files, the folders on the way, and nothing else', () => {
  expect(removalFilter(['help/debian/index.html', 'a.html'], ['en/b.html', 'c.html'])).toMatchInlineSnapshot(`
    "+ /help/
    + /help/debian/
    + /help/debian/index.html
    + /a.html
    + /en/
    + /en/.~tmp~/
    + /en/.~tmp~/b.html
    + /.~tmp~/
    + /.~tmp~/c.html
    + /.heliostat/
    + /.heliostat/incoming/
    + /.heliostat/incoming/*
    + /.heliostat/.manifest.json.*
    - *
    "
  `);
});

test('nothing to remove is no filter, as one without names would be one for nothing', () => {
  expect(removalFilter([], [])).toBe('');
});
