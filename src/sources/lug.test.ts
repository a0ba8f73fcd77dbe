import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { Problem } from '../base/problems.ts';
import { freshnessOf } from '../model/freshness.ts';
import type { Report, State } from '../model/report.ts';
import { lug } from './lug.ts';

const asOf = new Date('2026-01-01T00:00:00Z');
const DAY = 86_400;
const secondsBefore = (seconds: number) => new Date(asOf.getTime() - seconds * 1000);

interface Row {
  readonly Result?: unknown;
  readonly Idle?: unknown;
  readonly LastFinished?: unknown;
}

function worker(keys: Row = {}): Row {
  return { Result: true, LastFinished: '2025-12-31T20:00:00Z', Idle: true, ...keys };
}

function read(
  workers: Record<string, unknown>,
  now = asOf,
): { reports: readonly Report[]; problems: readonly Problem[] } {
  const answer = { Running: true, WorkerStatus: workers };
  expect(lug.shapeFault(answer)).toBeUndefined();
  const { value, problems } = lug.read(answer, 'lug', now, asOf);
  return { reports: value.reports, problems };
}

function statusOf(keys: Row, now = asOf): Report['sync'] {
  const { reports, problems } = read({ debian: worker(keys) }, now);
  expect(problems).toEqual([]);
  return reports[0]!.sync;
}

const finished = (seconds: number) => ({ LastFinished: secondsBefore(seconds).toISOString() });

test('a repository is read whole', () => {
  const lastSuccess = new Date('2025-12-31T20:00:00Z');
  expect(read({ debian: worker() })).toEqual({
    reports: [
      {
        cname: 'debian',
        place: { source: 'lug', path: 'WorkerStatus["debian"]' },
        sync: { state: 'success', lastSuccess, lastAttempt: lastSuccess },
        urls: [],
      },
    ],
    problems: [],
  });
});

describe('the state', () => {
  test.each<[string, Row, State]>([
    ['at rest after a good run is success', {}, 'success'],
    ['at rest after a bad run is failed', { Result: false }, 'failed'],
    ['at work is syncing', { Idle: false }, 'syncing'],
    [
      'at work after a bad run is syncing, as the result is that of the run before',
      { Idle: false, Result: false },
      'syncing',
    ],
  ])('%s', (_, keys, state) => {
    expect(statusOf(keys).state).toBe(state);
  });

  test('of a run that failed has the last success, and not when it failed', () => {
    expect(statusOf({ Result: false })).toEqual({ state: 'failed', lastSuccess: new Date('2025-12-31T20:00:00Z') });
  });
});

describe('a time a year before is none: lug writes it for a repository that never ran', () => {
  test.each([
    ['a year of 365 days', 365 * DAY],
    ['a year of 366 days, as the calendar has it', 366 * DAY],
    ['a year, with a clock two minutes behind', 365 * DAY - 120],
    ['a year before the start of a lug that has run for a month', 395 * DAY],
  ])('%s', (_, seconds) => {
    const sync = statusOf(finished(seconds));
    expect(sync).toEqual({ state: 'never', isNeverSynced: true });
    expect(freshnessOf(sync, 24, asOf)).toBe('never');
  });

  test('also while the first run is under way', () => {
    expect(statusOf({ ...finished(365 * DAY), Idle: false })).toEqual({ state: 'syncing', isNeverSynced: true });
  });

  test('also after a first run that failed', () => {
    expect(statusOf({ ...finished(365 * DAY), Result: false })).toEqual({ state: 'failed', isNeverSynced: true });
  });

  test('the zero time of Go is one too', () => {
    expect(statusOf({ LastFinished: '0001-01-01T00:00:00Z' })).toEqual({ state: 'never', isNeverSynced: true });
  });

  test('a little less than a year before is a time', () => {
    expect(statusOf(finished(365 * DAY - 121))).toMatchObject({ state: 'success', lastSuccess: expect.any(Date) });
  });
});

describe('a time that is that of the question is none: lug writes it for what it does not sync itself', () => {
  test.each([
    ['the very moment', 0],
    ['a clock that is five seconds behind', 5],
    ['an answer that had to wait', -30],
  ])('%s', (_, seconds) => {
    expect(statusOf(finished(seconds))).toEqual({ state: 'proxy' });
  });

  test('also long after, for an answer that was kept', () => {
    expect(statusOf(finished(0), new Date('2026-02-01T00:00:00Z'))).toEqual({ state: 'proxy' });
  });

  test.each([
    ['six seconds before, which is a run that has just ended', finished(6), 'success'],
    ['while a sync is under way', { ...finished(0), Idle: false }, 'syncing'],
    ['after a run that failed', { ...finished(0), Result: false }, 'failed'],
    ['minutes ahead, which is a wrong clock', finished(-300), 'success'],
  ])('but not %s', (_, keys, state) => {
    expect(statusOf(keys)).toMatchObject({ state, lastSuccess: expect.any(Date) });
  });
});

describe('a time', () => {
  test.each([
    ['2025-12-31T20:00:00.123456789+08:00', '2025-12-31T12:00:00.123Z'],
    ['2025-12-31T20:00:00.5-03:30', '2025-12-31T23:30:00.500Z'],
  ])('of Go, %s, is read', (LastFinished, iso) => {
    expect(statusOf({ LastFinished }).lastSuccess?.toISOString()).toBe(iso);
  });

  test('that is not told is not never', () => {
    const { reports } = read({ debian: { Result: true, Idle: true } });
    expect(reports[0]!.sync).toEqual({ state: 'success' });
  });
});

describe('a repository that cannot be used is noted and left out', () => {
  test.each([
    ['no result', worker({ Result: undefined })],
    ['an Idle in words', worker({ Idle: 'yes' })],
    ['a time in other words', worker({ LastFinished: 'yesterday' })],
    ['no object', true],
    ['nothing', null],
  ])('%s', (_, row) => {
    const { reports, problems } = read({ debian: row, alpine: worker() });
    expect(reports.map(({ cname }) => cname)).toEqual(['alpine']);
    expect(problems).toMatchObject([{ code: 'job-unusable', place: { path: 'WorkerStatus["debian"]' } }]);
  });

  test('with what is wrong with it', () => {
    const workers = { '': worker(), debian: worker({ LastFinished: 'yesterday' }), alpine: worker() };
    expect(problemsToText(read(workers).problems)).toMatchInlineSnapshot(`
      "source lug: WorkerStatus[""]: warning: repository "" cannot be used: its name is empty [job-unusable]
        fix: Correct the repository in lug's configuration; it is left out until then.
      source lug: WorkerStatus["debian"]: warning: repository "debian" cannot be used: LastFinished: invalid ISO datetime [job-unusable]
        fix: Correct the repository in lug's configuration; it is left out until then."
    `);
  });
});

describe('an answer', () => {
  test('of no repositories is one', () => {
    expect(read({})).toEqual({ reports: [], problems: [] });
  });

  test.each([
    ['an error', { error: 'not found' }],
    ['a list', []],
    ['nothing', null],
    ['a table of numbers', { WorkerStatus: { a: 1 } }],
    ['a manager without its repositories', { Running: true, WorkerStatus: null }],
  ])('that is %s is none', (_, answer) => {
    expect(lug.shapeFault(answer)).toEqual(expect.any(String));
  });

  test('that is none is told in words', () => {
    expect(lug.shapeFault({ WorkerStatus: { a: 1 } })).toMatchInlineSnapshot(
      `"no row has a Result and an Idle, like the workers of lug"`,
    );
  });

  test('of any JSON is read or noted, and nothing is thrown', () => {
    const row = fc.record(
      {
        Result: fc.boolean(),
        Idle: fc.boolean(),
        LastFinished: fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(row, fc.jsonValue())), (WorkerStatus) => {
        const { value, problems } = lug.read({ WorkerStatus }, 'lug', asOf, asOf);
        expect(
          value.reports.length + problems.filter(({ code }) => code === 'job-unusable').length,
        ).toBeLessThanOrEqual(Object.keys(WorkerStatus).length);
        for (const { sync } of value.reports) expect(sync.lastSuccess?.getTime()).not.toBeNaN();
      }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.jsonValue().map((WorkerStatus) => ({ WorkerStatus })),
        ),
        (answer) => {
          if (lug.shapeFault(answer) === undefined) lug.read(answer, 'lug', asOf, asOf);
        },
      ),
    );
  });
});
