import { describe, expect, test } from 'vitest';
import { expectedInterval, freshnessOf } from './freshness.ts';

const now = new Date('2026-08-08T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

describe('a mirror that syncs every six hours', () => {
  test.each([
    ['one missed sync is still fresh', hoursAgo(7), 'fresh'],
    ['two missed syncs is late', hoursAgo(12), 'late'],
    ['six missed syncs is stale', hoursAgo(36), 'stale'],
    ['a clock a little ahead of ours is fresh, not an error', hoursAgo(-0.05), 'fresh'],
    ['a time that is yet to come says nothing', hoursAgo(-1), undefined],
  ] as const)('%s', (_, lastSuccess, expected) => {
    expect(freshnessOf({ state: 'success', lastSuccess }, 6, now)).toBe(expected);
    expect(freshnessOf({ state: 'failed', lastSuccess }, 6, now)).toBe(expected);
  });

  test('has never synced only where the source says so', () => {
    expect(freshnessOf({ state: 'syncing', isNeverSynced: true }, 6, now)).toBe('never');
    expect(freshnessOf({ state: 'syncing' }, 6, now)).toBeUndefined();
  });
});

test('a mirror that syncs every ten minutes is not late after half an hour', () => {
  expect(freshnessOf({ state: 'success', lastSuccess: hoursAgo(0.5) }, 1 / 6, now)).toBe('fresh');
});

test.each(['cache', 'proxy'] as const)('a %s has nothing to be fresh', (state) => {
  expect(freshnessOf({ state, lastSuccess: hoursAgo(1) }, 6, now)).toBeUndefined();
});

describe('the expected interval', () => {
  const status = { state: 'success', lastSuccess: hoursAgo(2), lastAttempt: hoursAgo(1), next: hoursAgo(-3) } as const;
  test.each([
    ['content, whatever else is known', 12, 5, status, { everyHours: 12, from: 'content' }],
    ['history', undefined, 5, status, { everyHours: 5, from: 'history' }],
    ['the schedule, counted from the last end', undefined, undefined, status, { everyHours: 4, from: 'schedule' }],
    ['a day, when nobody knows', undefined, undefined, { state: 'success' }, { everyHours: 24, from: 'default' }],
    [
      'a day, when the next date has passed',
      undefined,
      undefined,
      { ...status, next: hoursAgo(5) },
      { everyHours: 24, from: 'default' },
    ],
  ] as const)('comes from %s', (_, content, seen, told, expected) => {
    expect(expectedInterval(content, seen, told)).toEqual(expected);
  });
});
