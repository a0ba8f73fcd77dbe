import { expect, test } from 'vitest';
import { textToTime } from './text-time.ts';

test.each([
  ['epoch of Arch', '1795833121\n', '2026-11-28T02:32:01.000Z'],
  ['milliseconds', '{"ts":1795833121000}', '2026-11-28T02:32:01.000Z'],
  ['epoch with fractions, as in repomd.xml', '<timestamp>1795833121.25</timestamp>', '2026-11-28T02:32:01.000Z'],
  [
    'date(1), as in Debian traces',
    'Sat Nov 28 02:32:01 UTC 2026\nArchive serial: 2026112801\n',
    '2026-11-28T02:32:01.000Z',
  ],
  ['date(1) with a day of one digit', 'Sun Nov  1 02:32:01 UTC 2026', '2026-11-01T02:32:01.000Z'],
  ['RFC 2822', 'Sat, 28 Nov 2026 02:32:01 +0000', '2026-11-28T02:32:01.000Z'],
  ['RFC 2822 elsewhere', 'Sat, 28 Nov 2026 10:32:01 +0800', '2026-11-28T02:32:01.000Z'],
  ['HTTP', 'Sat, 28 Nov 2026 02:32:01 GMT', '2026-11-28T02:32:01.000Z'],
  ['Release without seconds', 'Sat, 28 Nov 2026 02:32 UTC', '2026-11-28T02:32:00.000Z'],
  ['ISO', '2026-11-28T02:32:01Z', '2026-11-28T02:32:01.000Z'],
  ['ISO with fractions and offset', '2026-11-28T10:32:01.123456+08:00', '2026-11-28T02:32:01.000Z'],
  ['ISO with a space and no zone', '2026-11-28 02:32:01', '2026-11-28T02:32:01.000Z'],
  ['AlmaLinux', '2026-11-28 02:32 UTC', '2026-11-28T02:32:00.000Z'],
  ['compact', 'Fedora-44-20261128.0 20261128T023201Z', '2026-11-28T02:32:01.000Z'],
  ['bandersnatch', '20261128T02:32:01\n', '2026-11-28T02:32:01.000Z'],
  ['Maven: without fractions', 'nexus.index.timestamp=20261128023201.666 +0000', '2026-11-28T02:32:01.000Z'],
  ['serial to the second', '20261128023201', '2026-11-28T02:32:01.000Z'],
  ['a serial to the hour', 'Archive serial: 2026112802', '2026-11-28T02:00:00.000Z'],
  ['a day', 'CRAN of 2026-11-28', '2026-11-28T00:00:00.000Z'],
  ['a compact day', 'tag_release.20261128', '2026-11-28T00:00:00.000Z'],
])('%s: %s', (_, text, time) => {
  expect(textToTime(text)?.toISOString()).toBe(time);
});

test.each([
  '',
  '2026-11-28 10:32:01 CST',
  'no time here',
  '<html>404 Not Found</html>',
  '9999999999999999',
  '12',
  '2026-13-45',
  '1970-01-01T00:00:00Z',
])('there is no time in %j', (text) => {
  expect(textToTime(text)).toBeUndefined();
});
