import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report, SyncFacts } from '../model/report.ts';
import { type DemoJob, demoSchema, demoToJobs } from './demo.ts';
import { tunasync } from './tunasync.ts';

const { jobs: made } = demoSchema.parse({ jobs: [{ name: 'debian', upstream: 'rsync://a.example/debian/' }] });
const usual = made[0]!;
const now = new Date('2026-01-01T15:30:00Z');
const minutesAfter = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

function read(keys: Partial<DemoJob>, at = now): Report {
  const jobs = demoToJobs([{ ...usual, ...keys }], at);
  expect(tunasync.shapeFault(jobs)).toBeUndefined();
  const { value, problems } = tunasync.read(jobs, 'demo', at, at);
  expect(problems).toEqual([]);
  return value.reports[0]!;
}

test('the same now gives the same jobs', () => {
  const jobs = [usual, { ...usual, name: 'alpine', ends: 'failed' as const }];
  expect(demoToJobs(jobs, now)).toEqual(demoToJobs(jobs, new Date(now)));
});

test('a job is a row of tunasync, both forms of each time', () => {
  expect(demoToJobs([usual], now)).toMatchInlineSnapshot(`
    [
      {
        "is_master": true,
        "last_ended": "2026-01-01 12:20:00 +0000",
        "last_ended_ts": 1767270000,
        "last_started": "2026-01-01 12:00:00 +0000",
        "last_started_ts": 1767268800,
        "last_update": "2026-01-01 12:20:00 +0000",
        "last_update_ts": 1767270000,
        "name": "debian",
        "next_schedule": "2026-01-01 18:00:00 +0000",
        "next_schedule_ts": 1767290400,
        "size": "unknown",
        "status": "success",
        "upstream": "rsync://a.example/debian/",
      },
    ]
  `);
});

describe('how a sync ends is what tunasync tells', () => {
  test.each<[DemoJob['ends'], SyncFacts['state'], boolean]>([
    ['success', 'success', false],
    ['failed', 'failed', false],
    ['paused', 'paused', false],
    ['disabled', 'paused', true],
    ['none', 'never', false],
    ['pre-syncing', 'pending', false],
    ['syncing', 'syncing', false],
  ])('%s', (ends, state, isHidden) => {
    expect(read({ ends })).toMatchObject({ cname: 'debian', sync: { state }, isHidden });
  });

  test('none has no times but text, and never synced', () => {
    expect(read({ ends: 'none' }).sync).toEqual({ state: 'never', isNeverSynced: true });
  });

  test.each(['failed', 'paused', 'disabled'] as const)('%s has not synced well for as long as it says', (ends) => {
    const { lastSuccess } = read({ ends, brokenForHours: 100 }).sync;
    expect(now.getTime() - lastSuccess!.getTime()).toBeGreaterThanOrEqual(100 * 3_600_000);
  });
});

test('a sync runs from its start for as long as it takes', () => {
  const start = new Date('2026-01-01T12:00:00Z');
  const at = (minutes: number) => read({}, new Date(start.getTime() + minutes * 60_000)).sync;
  expect(at(-1)).toMatchObject({ state: 'success', next: start });
  expect(at(0)).toMatchObject({ state: 'syncing', started: start, lastSuccess: new Date('2026-01-01T06:20:00Z') });
  expect(at(19)).toMatchObject({ state: 'syncing' });
  expect(at(20)).toMatchObject({ state: 'success', lastSuccess: new Date('2026-01-01T12:20:00Z') });
});

test('jobs do not all start at once', () => {
  const jobs = ['a', 'b', 'c'].map((name) => ({ ...usual, name }));
  const { value } = tunasync.read(demoToJobs(jobs, now), 'demo', now, now);
  expect(new Set(value.reports.map(({ sync }) => sync.started?.getTime())).size).toBe(3);
});

test('an answer changes only when a job starts or ends', () => {
  const minutes = Array.from({ length: 24 * 60 }, (_, minute) =>
    JSON.stringify(demoToJobs([usual], minutesAfter(minute))),
  );
  const changes = minutes.filter((answer, minute) => minute > 0 && answer !== minutes[minute - 1]);
  expect(changes.length).toBe(2 * 4);
});

describe('at any time, for any job,', () => {
  const demoJob = fc.record({
    name: fc.constant('debian'),
    upstream: fc.constant(''),
    size: fc.constantFrom('1.2T', 'unknown'),
    everyMinutes: fc.integer({ min: 1, max: 2000 }),
    takesMinutes: fc.integer({ min: 1, max: 2000 }),
    ends: fc.constantFrom(...demoSchema.shape.jobs.element.shape.ends.unwrap().options),
    brokenForHours: fc.integer({ min: 0, max: 1000 }),
  });
  const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

  test('what is past is past and what comes comes', () => {
    fc.assert(
      fc.property(demoJob, time, (job, at) => {
        const { lastSuccess, lastAttempt, started, next } = read(job, at).sync;
        for (const past of [lastSuccess, lastAttempt, started]) expect((past ?? at) <= at).toBe(true);
        if (next) expect(next > at).toBe(true);
      }),
    );
  });

  test('no last success is later than the last end', () => {
    fc.assert(
      fc.property(demoJob, time, (job, at) => {
        const { lastSuccess, lastAttempt } = read(job, at).sync;
        expect((lastSuccess ?? 0) <= (lastAttempt ?? 0)).toBe(true);
      }),
    );
  });
});

describe('the file of jobs', () => {
  test('needs a name and an upstream', () => {
    expect(usual).toEqual({
      name: 'debian',
      upstream: 'rsync://a.example/debian/',
      size: 'unknown',
      everyMinutes: 360,
      takesMinutes: 20,
      ends: 'success',
      brokenForHours: 0,
    });
  });

  test.each([
    { everyMinutes: 0 },
    { everyMinutes: 1.5 },
    { takesMinutes: -1 },
    { brokenForHours: -1 },
    { ends: 'badly' },
    { begins: 'x' },
  ])('may not have %j', (keys) => {
    expect(demoSchema.safeParse({ jobs: [{ ...usual, ...keys }] }).success).toBe(false);
  });
});
