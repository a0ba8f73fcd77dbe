import { expect, test } from 'vitest';
import { changesToEvents } from './events.ts';

const hours = (count: number) => new Date(Date.UTC(2026, 7, 8) + count * 3_600_000);
const now = hours(100);

/** The changes of one mirror, each with the hour that it came in. */
function events(...changes: readonly (readonly [hour: number, to: string])[]) {
  const found = changesToEvents(
    changes.map(([hour, to]) => ({ cname: 'debian', at: hours(hour), to })),
    now,
  );
  return found.map(({ kind, at }) => [kind, (at.getTime() - hours(0).getTime()) / 3_600_000]);
}

test.each([
  ['a mirror that fails for six hours is told of then', [[10, 'failed']], [['failing', 16]]],
  [
    'one that recovers before is not',
    [
      [10, 'failed'],
      [12, 'success'],
    ],
    [],
  ],
  [
    'that it is over is told where the trouble was',
    [
      [10, 'failed'],
      [30, 'success'],
    ],
    [
      ['recovered', 30],
      ['failing', 16],
    ],
  ],
  [
    'a sync that is tried in between is no recovery',
    [
      [10, 'failed'],
      [20, 'syncing'],
      [21, 'failed'],
      [40, 'success'],
    ],
    [
      ['recovered', 40],
      ['failing', 16],
    ],
  ],
  [
    'one that is tried again every two hours fails all the time',
    [
      [10, 'failed'],
      [12, 'syncing'],
      [13, 'failed'],
      [15, 'syncing'],
      [16, 'failed'],
    ],
    [['failing', 16]],
  ],
  [
    'a mirror that goes stale is told of at once',
    [
      [10, 'success'],
      [50, 'stale'],
      [60, 'success'],
    ],
    [
      ['recovered', 60],
      ['stale', 50],
    ],
  ],
  ['one that failed just now is not told of yet', [[97, 'failed']], []],
] as const)('%s', (_, changes, expected) => {
  expect(events(...changes)).toEqual(expected);
});

test('events of several mirrors come with the newest first', () => {
  const changes = [
    { cname: 'b', at: hours(1), to: 'stale' },
    { cname: 'a', at: hours(1), to: 'stale' },
    { cname: 'c', at: hours(2), to: 'stale' },
  ];
  expect(changesToEvents(changes, now).map(({ cname }) => cname)).toEqual(['c', 'a', 'b']);
});
