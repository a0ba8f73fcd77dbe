import { expect, test } from 'vitest';
import { exampleMirror, examplePortal, lastSuccess } from '../../../tests/example-portal.ts';
import { textToColumns } from '../../base/wide-text.ts';
import { portalToStatusText } from './status-text.ts';

const mirrors = [
  exampleMirror('debian', { size: { text: '1.5T', bytes: 1.5e12 } }),
  exampleMirror('alpine', { sync: { state: 'failed', lastSuccess }, size: { text: '344.51 GiB', bytes: 1 } }),
  exampleMirror('goproxy', { sync: { state: 'cache' }, freshness: undefined }),
  exampleMirror('优麒麟', { freshness: 'stale' }),
  exampleMirror('own', { sync: { state: 'never', isNeverSynced: true }, freshness: 'never' }),
];

test('those that need somebody come first, and columns stand below each other', () => {
  expect(portalToStatusText(examplePortal(mirrors))).toMatchInlineSnapshot(`
    "样例镜像站 <https://mirrors.example.org/>, as of 2026-08-08 20:00 +08:00
    mirrors: 5, 1 failed, 1 stale, 1 never, 1 success, 1 cache

    STATUS   MIRROR   LAST SUCCESS                   SIZE
    failed   alpine   2026-08-08 17:00 +08:00  344.51 GiB
    stale    优麒麟   2026-08-08 17:00 +08:00           -
    never    own      never                             -
    success  debian   2026-08-08 17:00 +08:00        1.5T
    cache    goproxy  -                                 -
    "
  `);
});

test('every row is as wide as the others, whatever script its name is in', () => {
  const rows = portalToStatusText(examplePortal(mirrors)).split('\n').slice(3, -1);
  expect(new Set(rows.map(textToColumns)).size).toBe(1);
});

test('no name can move the cursor of a terminal, or add a row', () => {
  const text = portalToStatusText(examplePortal([exampleMirror('a\u001b[2Jb\rc\nd\u202ee')]));
  expect(text).toContain('a?[2Jb?c?d?e');
  expect(text.split('\n')).toHaveLength(6);
});

test('a portal of nothing says so', () => {
  expect(portalToStatusText(examplePortal([], { asOf: undefined }))).toContain('no sync data yet\nmirrors: 0\n');
});
