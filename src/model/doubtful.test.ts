import { describe, expect, test } from 'vitest';
import { isDoubtful } from './doubtful.ts';

const now = new Date('2026-08-08T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const syncing = (hours: number) => ({ state: 'syncing', started: hoursAgo(hours) }) as const;

describe('a sync is doubtful', () => {
  test.each([
    ['that runs for five times the usual hour', 5, 1, true],
    ['that runs for three times the usual hour', 3, 1, false],
    ['that takes an hour in place of a minute', 1, 1 / 60, false],
    ['that takes three hours in place of a minute', 3, 1 / 60, true],
    ['of which nobody knows how long it takes', 100, undefined, false],
  ])('or not: one %s', (_, hours, usualHours, doubtful) => {
    expect(isDoubtful(syncing(hours), () => usualHours && usualHours * 3600, now)).toBe(doubtful);
  });

  test('only while it runs, and nobody asks how long others took before', () => {
    const never = () => expect.unreachable();
    expect(isDoubtful({ state: 'success', started: hoursAgo(100) }, never, now)).toBe(false);
    expect(isDoubtful({ state: 'syncing' }, never, now)).toBe(false);
    expect(isDoubtful(syncing(1), never, now)).toBe(false);
  });
});
