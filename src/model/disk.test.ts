import { expect, test } from 'vitest';
import { diskToText, measuredToDisk } from './disk.ts';

const TIB = 1024 ** 4;

test('a disk in words', () => {
  expect(diskToText(measuredToDisk(144 * TIB, 74 * TIB))).toBe('144 TiB / 218 TiB (66%)');
});

test('nothing changes while less than a percent does', () => {
  const before = measuredToDisk(144 * TIB, 74 * TIB);
  expect(measuredToDisk(144.6 * TIB, 73.4 * TIB)).toEqual(before);
  expect(measuredToDisk(144.6 * TIB, 73.6 * TIB)).toEqual(before);
  expect(measuredToDisk(147 * TIB, 71 * TIB).percent).toBe(67);
});

test.each([
  ['an empty one', 0, TIB, 0],
  ['a full one', TIB, 0, 100],
  ['one of no size, as /proc is', 0, 0, 0],
] as const)('%s', (_, used, available, percent) => {
  expect(measuredToDisk(used, available).percent).toBe(percent);
});
