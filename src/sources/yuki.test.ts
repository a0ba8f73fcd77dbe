import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { Problem } from '../base/problems.ts';
import { freshnessOf } from '../model/freshness.ts';
import type { Report, State } from '../model/report.ts';
import { yuki } from './yuki.ts';

const now = new Date('2026-01-01T00:00:00Z');
const lastSuccess = 1767200000;
const prevRun = 1767199000;
const nextRun = 1767230000;
const updatedAt = 1767224000;
const time = (seconds: number) => new Date(seconds * 1000);

function meta(keys: object = {}): Record<string, unknown> {
  return {
    name: 'debian',
    upstream: 'rsync://a.example/debian/',
    syncing: false,
    size: 1.5 * 1024 ** 4,
    exitCode: 0,
    lastSuccess,
    updatedAt,
    prevRun,
    nextRun,
    ...keys,
  };
}

function read(...rows: unknown[]): { reports: readonly Report[]; problems: readonly Problem[] } {
  expect(yuki.shapeFault(rows)).toBeUndefined();
  const { value, problems } = yuki.read(rows, 'yuki', now, now);
  return { reports: value.reports, problems };
}

function statusOf(keys: object): Report['sync'] {
  const { reports, problems } = read(meta(keys));
  expect(problems).toEqual([]);
  return reports[0]!.sync;
}

test('a repository is read whole', () => {
  const { reports, problems } = read(meta());
  expect(problems).toEqual([]);
  expect(reports).toEqual([
    {
      cname: 'debian',
      place: { source: 'yuki', path: '["debian"]' },
      sync: {
        state: 'success',
        lastSuccess: time(lastSuccess),
        lastAttempt: time(lastSuccess),
        started: time(prevRun),
        next: time(nextRun),
      },
      urls: [],
      upstream: 'rsync://a.example/debian/',
      size: { text: '1.50 TiB', bytes: 1.5 * 1024 ** 4 },
    },
  ]);
});

describe('the state', () => {
  const neverRun = { exitCode: -1, lastSuccess: 0, prevRun: 0 };

  test.each<[string, object, State]>([
    ['a good run is success', {}, 'success'],
    ['a run that is under way is syncing', { syncing: true }, 'syncing'],
    [
      'under way after a failed one is syncing, as the exit code is that of the run before',
      { syncing: true, exitCode: 23 },
      'syncing',
    ],
    ['under way for the first time is syncing', { ...neverRun, syncing: true, prevRun }, 'syncing'],
    ['-1 has never run, which is no failure', neverRun, 'never'],
    ['-1 beside a success contradicts itself and is unknown', { exitCode: -1 }, 'unknown'],
    ['-2 was killed because it took too long, and failed', { exitCode: -2 }, 'failed'],
    ['25, more to delete than it may, is failed', { exitCode: 25 }, 'failed'],
    ['23, some files, is failed', { exitCode: 23 }, 'failed'],
    ['143, ended from outside, is failed', { exitCode: 143 }, 'failed'],
    ['a next run that never comes is paused', { nextRun: -62135596800 }, 'paused'],
    ['paused goes before syncing', { nextRun: -1, syncing: true }, 'paused'],
    ['paused goes before failed', { nextRun: -1, exitCode: 10 }, 'paused'],
    ['paused goes before never', { ...neverRun, nextRun: -1 }, 'paused'],
    ['no next run at all is not paused', { nextRun: 0 }, 'success'],
    ['no exit code is unknown', { exitCode: null }, 'unknown'],
  ])('%s', (_, keys, state) => {
    // Another row makes the list one of Yuki's.
    expect(read(meta(keys), meta({ name: 'zlib' })).reports[0]!.sync.state).toBe(state);
  });
});

describe('a time', () => {
  test('of a failed run is that of its start, as its end is not told', () => {
    expect(statusOf({ exitCode: 10 })).toEqual({
      state: 'failed',
      lastSuccess: time(lastSuccess),
      started: time(prevRun),
      next: time(nextRun),
    });
  });

  test('of a run that is under way is that of its start; the last good run stays the last one that ended', () => {
    expect(statusOf({ syncing: true, prevRun: updatedAt })).toMatchObject({
      started: time(updatedAt),
      lastSuccess: time(lastSuccess),
      lastAttempt: time(lastSuccess),
    });
  });

  test.each([0, -1])('of the last success, %j, is never', (stamp) => {
    const sync = statusOf({ lastSuccess: stamp });
    expect(sync).toMatchObject({ state: 'success', isNeverSynced: true, lastSuccess: undefined });
    expect(freshnessOf({ ...sync, state: 'failed' }, 24, now)).toBe('never');
    expect(freshnessOf(sync, 24, now)).toBeUndefined();
  });

  test.each([null, undefined])('of the last success that is not told, %j, is not never', (stamp) => {
    expect(statusOf({ lastSuccess: stamp })).toMatchObject({ isNeverSynced: undefined, lastSuccess: undefined });
  });

  test('of a row’s last writing is not read', () => {
    const times = Object.values(statusOf({})).filter((value) => value instanceof Date);
    expect(times).not.toContainEqual(time(updatedAt));
    expect(statusOf({ updatedAt: 0 })).toEqual(statusOf({}));
  });

  test('of a next run that never comes is none', () => {
    expect(statusOf({ nextRun: -62135596800 }).next).toBeUndefined();
  });

  test('none is there before the first run, and it is known that there is none', () => {
    expect(statusOf({ exitCode: -1, lastSuccess: 0, prevRun: 0, nextRun: 0 })).toEqual({
      state: 'never',
      isNeverSynced: true,
    });
  });
});

describe('a size', () => {
  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.00 KiB'],
    [2_469_606_195_200, '2.25 TiB'],
  ])('of %j bytes is %s', (size, text) => {
    expect(read(meta({ size })).reports[0]!.size).toEqual({ text, bytes: size });
  });

  test.each([-1, -0.5, null, undefined])('of %j is not known, and nothing to note', (size) => {
    const { reports, problems } = read(meta({ size }));
    expect(reports[0]!.size).toBeUndefined();
    expect(problems).toEqual([]);
  });
});

test('a name with a dot stays as it is; only cname.json makes it another mirror’s', () => {
  const { reports } = read(meta({ name: 'kubernetes.apt' }), meta({ name: 'kubernetes.yum' }));
  expect(reports.map(({ cname }) => cname)).toEqual(['kubernetes.apt', 'kubernetes.yum']);
});

test('all but the name may be missing', () => {
  const { reports, problems } = read({ name: ' debian ' }, meta({ name: 'zlib' }));
  expect(reports[0]).toMatchObject({ cname: 'debian', sync: { state: 'unknown' }, upstream: undefined });
  expect(problems).toEqual([]);
});

describe('a repository that cannot be used is noted and left out', () => {
  test.each([
    ['an empty name', meta({ name: ' ' })],
    ['no name', meta({ name: undefined })],
    ['a time in words', meta({ lastSuccess: '2026-01-01' })],
    ['an exit code in words', meta({ exitCode: 'ok' })],
    ['no object', 'debian'],
    ['nothing', null],
  ])('%s', (_, row) => {
    const { reports, problems } = read(row, meta({ name: 'zlib' }));
    expect(reports.map(({ cname }) => cname)).toEqual(['zlib']);
    expect(problems).toMatchObject([{ code: 'job-unusable', place: { source: 'yuki' } }]);
  });

  test('with what is wrong with it', () => {
    expect(problemsToText(read(meta(), { name: '', exitCode: 0 }).problems)).toMatchInlineSnapshot(`
      "source yuki: [0]: warning: repository {"name":"","exitCode":0} cannot be used: its name is empty [job-unusable]
        fix: Remove the repository with yukictl, or correct it; it is left out until then."
    `);
  });
});

describe('an answer', () => {
  test('of no repositories is one', () => {
    expect(read()).toEqual({ reports: [], problems: [] });
  });

  test.each([
    ['an error', { error: 'not found' }],
    ['a page', '<html>'],
    ['nothing', null],
    ['a list of numbers', [1, 2]],
    ['the jobs of tunasync', [{ name: 'debian', status: 'success' }]],
  ])('that is %s is none', (_, answer) => {
    expect(yuki.shapeFault(answer)).toEqual(expect.any(String));
  });

  test('that is none is told in words', () => {
    expect(yuki.shapeFault([{ id: 1 }])).toMatchInlineSnapshot(
      `"no row has a name and an exitCode, like the metas of Yuki"`,
    );
  });

  test('of any JSON is read or noted, and nothing is thrown', () => {
    const row = fc.record(
      {
        name: fc.string(),
        syncing: fc.boolean(),
        size: fc.double(),
        exitCode: fc.integer(),
        lastSuccess: fc.double(),
        prevRun: fc.integer(),
        nextRun: fc.integer(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(row, fc.jsonValue())), (rows) => {
        const { value, problems } = yuki.read(rows, 'yuki', now, now);
        const unusable = problems.filter(({ code }) => code === 'job-unusable');
        expect(value.reports.length + unusable.length).toBe(rows.length);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (answer) => {
        if (yuki.shapeFault(answer) === undefined) yuki.read(answer, 'yuki', now, now);
      }),
    );
  });
});
