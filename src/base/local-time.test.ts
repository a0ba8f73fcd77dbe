import { expect, test } from 'vitest';
import { localToTime } from './time.ts';

test.each([
  ['Asia/Shanghai', '2026-08-08 14:00', '2026-08-08T06:00:00.000Z'],
  ['Asia/Shanghai', '2026-08-08T14:00:30', '2026-08-08T06:00:30.000Z'],
  ['Asia/Shanghai', '2026-08-08 14:00Z', '2026-08-08T14:00:00.000Z'],
  ['Asia/Shanghai', '2026-08-08 14:00 +0900', '2026-08-08T05:00:00.000Z'],
  ['Europe/Berlin', '2026-03-29 01:30', '2026-03-29T00:30:00.000Z'],
  ['Europe/Berlin', '2026-03-29 03:30', '2026-03-29T01:30:00.000Z'],
  ['America/New_York', '2026-11-01 12:00', '2026-11-01T17:00:00.000Z'],
  ['UTC', '2026-02-30 12:00', undefined],
  ['UTC', '2026-02-28 25:00', undefined],
  ['UTC', '2026-02-28', undefined],
])('in %s, %s is %s', (timeZone, text, expected) => {
  expect(localToTime(timeZone)(text)?.toISOString()).toBe(expected);
});
