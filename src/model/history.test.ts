import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tunasync } from '../sources/tunasync.ts';
import { endsToSeenHours, medianOf, syncToAttempts } from './history.ts';

const at = (text: string) => new Date(`2026-08-08T${text}:00Z`);

describe('a status shows', () => {
  test.each([
    ['nothing, when nothing ended', { state: 'syncing', started: at('10:00') }, []],
    [
      'one good run, with its start',
      { state: 'success', started: at('10:00'), lastSuccess: at('10:20'), lastAttempt: at('10:20') },
      [{ ended: at('10:20'), isGood: true, started: at('10:00') }],
    ],
    [
      'a failed run and the good one before it',
      { state: 'failed', started: at('12:00'), lastSuccess: at('10:20'), lastAttempt: at('12:01') },
      [
        { ended: at('10:20'), isGood: true },
        { ended: at('12:01'), isGood: false, started: at('12:00') },
      ],
    ],
    [
      'the beginning of a failed run whose end is not told, and the good one before it',
      { state: 'failed', started: at('12:00'), lastSuccess: at('10:20') },
      [
        { ended: at('10:20'), isGood: true },
        { ended: at('12:00'), isEndUnknown: true, isGood: false },
      ],
    ],
    ['no run that failed when not even its beginning is told', { state: 'failed' }, []],
    [
      'no run that failed when the beginning that is told is that of an earlier one',
      { state: 'failed', started: at('10:00'), lastSuccess: at('10:20') },
      [{ ended: at('10:20'), isGood: true, started: at('10:00') }],
    ],
    [
      'no start for the last run while the next one is under way',
      { state: 'syncing', started: at('12:00'), lastSuccess: at('10:20'), lastAttempt: at('10:20') },
      [{ ended: at('10:20'), isGood: true }],
    ],
    [
      'a good run whose source tells no attempts',
      { state: 'paused', lastSuccess: at('10:20') },
      [{ ended: at('10:20'), isGood: true }],
    ],
  ] as const)('%s', (_, status, attempts) => {
    expect(syncToAttempts(status)).toEqual(attempts);
  });

  test('one run where tunasync wrote its end in two different seconds', () => {
    const lastSuccess = new Date('2026-08-08T10:20:00Z');
    const lastAttempt = new Date('2026-08-08T10:20:01Z');
    expect(syncToAttempts({ state: 'success', lastSuccess, lastAttempt })).toEqual([
      { ended: lastSuccess, isGood: true },
    ]);
  });
});

/** What happens to one job of a tunasync: runs, restarts of the worker, steps of the clock, and polls. */
type Event =
  | { readonly kind: 'run'; readonly waits: number; readonly takes: number; readonly isGood: boolean }
  | { readonly kind: 'poll' }
  | { readonly kind: 'pollWhileRunning'; readonly waits: number; readonly takes: number; readonly isGood: boolean }
  | { readonly kind: 'step'; readonly seconds: number };

const seconds = fc.integer({ min: 2, max: 100_000 });
const run = { waits: seconds, takes: seconds, isGood: fc.boolean() };
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('run' as const), ...run }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('poll' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pollWhileRunning' as const), ...run }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('step' as const), seconds: fc.integer({ min: -5000, max: 5000 }) }),
  },
);

/** Play the events as tunasync v0.10.0 would: good ends set both times, failed ones `last_ended` alone. */
function play(events: readonly Event[]) {
  let clock = 1_786_000_000;
  const job = {
    name: 'x',
    status: 'none',
    is_master: true,
    last_update_ts: -62135596800,
    last_ended_ts: -62135596800,
    last_started_ts: -62135596800,
  };
  const real = new Map<number, boolean>();
  const seen = new Map<number, boolean>();
  const visible = new Set<number>();
  for (const one of events) {
    if (one.kind === 'poll') poll();
    if (one.kind === 'step') clock += one.seconds;
    if (one.kind === 'run' || one.kind === 'pollWhileRunning') {
      clock += one.waits;
      Object.assign(job, { status: 'syncing', last_started_ts: clock });
      if (one.kind === 'pollWhileRunning') poll();
      clock += one.takes;
      if (real.has(clock)) continue; // A stepped clock met its own past to the second: no source could tell these apart.
      real.set(clock, one.isGood);
      Object.assign(job, { status: one.isGood ? 'success' : 'failed', last_ended_ts: clock });
      if (one.isGood) job.last_update_ts = clock;
    }
  }
  return { real, seen, visible };

  function poll(): void {
    const now = new Date(clock * 1000);
    const { reports } = tunasync.read([job], 'x', now, now).value;
    for (const { ended, isGood } of syncToAttempts(reports[0]!.sync)) {
      const key = ended.getTime() / 1000;
      if (!seen.has(key)) seen.set(key, isGood);
    }
    for (const stamp of [job.last_update_ts, job.last_ended_ts]) if (stamp > 0) visible.add(stamp);
  }
}

test('whatever tunasync does and however it is polled, no run is invented, and none that a poll could see is lost', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const { real, seen, visible } = play(events);
      for (const [ended, isGood] of seen) expect(real.get(ended)).toBe(isGood);
      // Two ends within a second are one to a source that tells whole seconds.
      const near = (ended: number) => [ended - 1, ended, ended + 1].some((other) => seen.has(other));
      for (const ended of visible) expect(near(ended)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe('how often a mirror syncs', () => {
  test('is the middle gap between good ends, in any order', () => {
    expect(endsToSeenHours([at('16:00'), at('04:00'), at('10:00'), at('22:00'), at('05:00')])).toBe(5);
  });

  test('is not guessed from three ends', () => {
    expect(endsToSeenHours([at('04:00'), at('10:00'), at('16:00')])).toBeUndefined();
  });

  test('the middle of nothing is nothing', () => {
    expect(medianOf([])).toBeUndefined();
    expect(medianOf([9, 1, 5])).toBe(5);
  });
});
