import { expect, test } from 'vitest';
import { daysToBars, fillDays, lastDays } from './bars.ts';

test('the last days end today, by the calendar', () => {
  expect(lastDays(3, '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});

test('days that nothing is known of are there, and days that nobody asked for are not', () => {
  const known = [
    { day: '2026-08-01', good: 9, failed: 9 },
    { day: '2026-08-07', good: 1, failed: 0 },
  ];
  expect(fillDays(known, ['2026-08-07', '2026-08-08'])).toEqual([
    { day: '2026-08-07', good: 1, failed: 0 },
    { day: '2026-08-08', good: 0, failed: 0 },
  ]);
});

test('days alike in a row are one line, and a worse day stands lower', () => {
  const [good, mixed, bad, none] = [
    { day: '', good: 2, failed: 0 },
    { day: '', good: 1, failed: 1 },
    { day: '', good: 0, failed: 3 },
    { day: '', good: 0, failed: 0 },
  ];
  expect(daysToBars([good, good, mixed, bad, none, good])).toEqual({
    width: 18,
    height: 12,
    paths: [
      { level: 'good', d: 'M0 6h6M15 6h3' },
      { level: 'mixed', d: 'M6 8h3' },
      { level: 'bad', d: 'M9 10h3' },
      { level: 'none', d: 'M12 11.5h3' },
    ],
    good: 7,
    failed: 4,
  });
});
