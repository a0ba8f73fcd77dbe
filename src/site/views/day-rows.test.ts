import { expect, test } from 'vitest';
import { daysToRows } from './day-rows.ts';

const day = (day: string, good: number, failed: number) => ({ day, good, failed });

test('equal days that follow each other are one row, the newest comes first', () => {
  expect(
    daysToRows([day('2026-08-01', 4, 0), day('2026-08-02', 4, 0), day('2026-08-03', 3, 1), day('2026-08-04', 4, 0)]),
  ).toEqual([
    { first: '2026-08-04', good: 4, failed: 0 },
    { first: '2026-08-03', good: 3, failed: 1 },
    { first: '2026-08-01', last: '2026-08-02', good: 4, failed: 0 },
  ]);
});

test('a day without a run is no row, and ends one', () => {
  expect(daysToRows([day('2026-08-01', 1, 0), day('2026-08-02', 0, 0), day('2026-08-03', 1, 0)])).toEqual([
    { first: '2026-08-03', good: 1, failed: 0 },
    { first: '2026-08-01', good: 1, failed: 0 },
  ]);
});
