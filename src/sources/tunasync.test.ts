import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { Problem } from '../base/problems.ts';
import type { Report } from '../model/report.ts';
import { statusToMirrorz } from './mirrorz-status.ts';
import { tunasync } from './tunasync.ts';

const now = new Date('2026-01-01T00:00:00Z');
/** Go's zero time. */
const ZERO = -62135596800;
const update = 1760000000;
const started = 1760000300;
const ended = 1760000600;
const next = 1760003600;
const all = { last_update_ts: update, last_started_ts: started, last_ended_ts: ended, next_schedule_ts: next };
const zero = { last_update_ts: ZERO, last_started_ts: ZERO, last_ended_ts: ZERO, next_schedule_ts: ZERO };
const time = (seconds: number) => new Date(seconds * 1000);

function job(keys: object = {}): Record<string, unknown> {
  return {
    name: 'debian',
    is_master: true,
    status: 'success',
    last_update: '2025-10-09 08:53:20 +0000',
    ...all,
    upstream: 'rsync://a.example/debian/',
    size: '1.5T',
    ...keys,
  };
}

function read(...jobs: unknown[]): { reports: readonly Report[]; problems: readonly Problem[] } {
  expect(tunasync.shapeFault(jobs)).toBeUndefined();
  const { value, problems } = tunasync.read(jobs, 'jobs', now, now);
  return { reports: value.reports, problems };
}

const readJob = (keys: object) => read(job(keys)).reports[0]!;

test('a job is read whole', () => {
  const { reports, problems } = read(job());
  expect(problems).toEqual([]);
  expect(reports).toEqual([
    {
      cname: 'debian',
      place: { source: 'jobs', path: '["debian"]' },
      sync: {
        state: 'success',
        lastSuccess: time(update),
        lastAttempt: time(ended),
        started: time(started),
        next: time(next),
        since: undefined,
      },
      isSlave: false,
      isHidden: false,
      urls: [],
      upstream: 'rsync://a.example/debian/',
      size: { text: '1.5T', bytes: 1.5e12 },
    },
  ]);
});

describe('the state', () => {
  test.each([
    ['none', 'never'],
    ['failed', 'failed'],
    ['success', 'success'],
    ['syncing', 'syncing'],
    ['pre-syncing', 'pending'],
    ['paused', 'paused'],
    ['disabled', 'paused'],
  ])('%s of tunasync is %s', (status, state) => {
    const { reports, problems } = read(job({ status }));
    expect(reports[0]!.sync.state).toBe(state);
    expect(problems).toEqual([]);
  });

  test.each([
    ['fail', 'failed'],
    ['cache', 'cache'],
    ['cached', 'cache'],
    ['proxy', 'proxy'],
    ['reverseProxy', 'proxy'],
    ['unknown', 'unknown'],
  ])('%s, which other programs write, is %s', (status, state) => {
    const { reports, problems } = read(job({ status }));
    expect(reports[0]!.sync.state).toBe(state);
    expect(problems).toEqual([]);
  });

  test.each(['resting', 'Success', '', 'constructor', '__proto__'])(
    'that nobody knows, %j, is unknown, with its times',
    (status) => {
      const { reports, problems } = read(job({ status }));
      expect(reports[0]!.sync).toMatchObject({ state: 'unknown', lastSuccess: time(update) });
      expect(problems.map(({ code }) => code)).toEqual(['unknown-status']);
    },
  );

  test('that nobody knows is noted', () => {
    expect(problemsToText(read(job({ status: 'resting' })).problems)).toMatchInlineSnapshot(`
      "source jobs: ["debian"]: warning: job "debian" has the status "resting" [unknown-status]
        fix: Upgrade Heliostat if tunasync has a new state; the mirror is shown as unknown."
    `);
  });
});

/** As mirrorz-parser maps it, and with each last success; `pre-syncing` is what MirrorZ calls pending. */
describe('a job in the words of MirrorZ', () => {
  test.each([
    ['success', all, `S${update}X${next}`],
    ['success', { ...all, last_update_ts: ZERO }, `SX${next}`],
    ['success', zero, 'S'],
    ['syncing', all, `Y${started}O${update}X${next}`],
    ['syncing', { ...all, last_update_ts: ZERO }, `Y${started}X${next}`],
    ['syncing', { ...all, last_started_ts: ZERO }, `YO${update}X${next}`],
    ['syncing', zero, 'Y'],
    ['failed', all, `F${ended}O${update}X${next}`],
    ['failed', { ...all, last_update_ts: ZERO }, `FX${next}`],
    ['failed', { ...all, last_ended_ts: ZERO }, `F${started}O${update}X${next}`],
    ['failed', zero, 'F'],
    ['fail', all, `F${ended}O${update}X${next}`],
    ['paused', all, `PO${update}`],
    ['paused', zero, 'P'],
    ['unknown', all, `UO${update}X${next}`],
    ['none', all, `UO${update}X${next}`],
    ['none', zero, 'U'],
    ['pre-syncing', all, `D${started}O${update}X${next}`],
    ['pre-syncing', zero, 'D'],
  ])('%s', (status, times, text) => {
    expect(statusToMirrorz(readJob({ status, ...times }).sync)).toBe(text);
  });
});

describe('a time', () => {
  test.each([1, 946684799, 1760000000000, 8.65e12, 1.7e18])('of %j is not believed, and noted', (stamp) => {
    const { reports, problems } = read(job({ last_update_ts: stamp }));
    expect(reports[0]!.sync.lastSuccess).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(['status-time']);
  });

  test.each([ZERO, 0, -1, null, undefined])('of %j is never', (stamp) => {
    const keys = ['last_update_ts', 'last_started_ts', 'last_ended_ts', 'next_schedule_ts'];
    const { reports, problems } = read(job(Object.fromEntries(keys.map((key) => [key, stamp]))));
    // A manager that does not tell a time has not said that there never was one.
    const isTold = stamp !== null && stamp !== undefined;
    expect(reports[0]!.sync).toEqual({ state: 'success', ...(isTold && { isNeverSynced: true }) });
    expect(problems).toEqual([]);
  });

  test('in words is not read', () => {
    const words = { last_update: '2025-10-09 08:53:20 +0000', last_update_ts: ZERO };
    expect(readJob(words).sync.lastSuccess).toBeUndefined();
  });

  test('of the start is missing before tunasync 0.6.2, that of the next before 0.3.4', () => {
    const { last_started_ts: _, ...before062 } = job({ status: 'syncing' });
    expect(read(before062).reports[0]!.sync).toMatchObject({
      state: 'syncing',
      started: undefined,
      next: time(next),
    });
    const { next_schedule_ts: __, ...before034 } = before062;
    expect(read(before034).reports[0]!.sync).toMatchObject({ state: 'syncing', next: undefined });
  });

  test('and all else but name and status may be missing', () => {
    const { reports, problems } = read({ name: 'debian', status: 'success', last_update_ts: null });
    expect(reports).toMatchObject([{ cname: 'debian', sync: { state: 'success' }, isSlave: false, isHidden: false }]);
    expect(problems).toEqual([]);
  });
});

describe('a size', () => {
  test.each([
    ['344.51G', 344_510_000_000],
    ['1.5T', 1.5e12],
    ['12K', 12_000],
    ['2 TiB', 2 * 1024 ** 4],
    ['512', 512],
  ])('%s counts in thousands, as rsync does', (size, bytes) => {
    expect(readJob({ size })?.size?.bytes).toBe(bytes);
  });

  test('in other words is noted', () => {
    expect(read(job({ size: 'about 3 TB' }))).toMatchObject({
      reports: [{ size: undefined }],
      problems: [{ code: 'odd-size' }],
    });
  });

  test.each(['unknown', '', null, undefined])('%j is none, and nothing to note', (size) => {
    const { reports, problems } = read(job({ size }));
    expect(reports[0]!.size).toBeUndefined();
    expect(problems).toEqual([]);
  });
});

describe('a name that several workers list', () => {
  const older = job({ upstream: 'older' });
  const newer = job({ upstream: 'newer', last_update_ts: update + 1 });
  const slave = job({ upstream: 'slave', is_master: false, last_update_ts: update + 2 });
  const disabled = job({ upstream: 'disabled', status: 'disabled', last_update_ts: update + 3 });
  const failed = job({ upstream: 'failed', status: 'failed', last_update_ts: ZERO });

  test.each([
    ['the newest success of masters', [older, newer, failed], 'newer'],
    ['a master before a slave, however new', [slave, older], 'older'],
    ['a master that never synced before a slave', [slave, failed], 'failed'],
    ['one that is on before one that is off', [disabled, slave], 'slave'],
    ['all that there is', [slave], 'slave'],
    ['all of them together', [slave, disabled, older, newer, failed], 'newer'],
  ])('is one mirror: %s', (_, jobs, upstream) => {
    fc.assert(
      fc.property(fc.shuffledSubarray(jobs, { minLength: jobs.length }), (shuffled) => {
        const { reports, problems } = read(...shuffled);
        expect(reports.map((report) => report.upstream)).toEqual([upstream]);
        expect(problems).toEqual([]);
      }),
    );
  });

  test('is the same mirror in any order, though its rows differ only in size and upstream', () => {
    const rows = ['a', 'b'].map((upstream) => job({ status: 'none', ...zero, upstream, size: 'unknown' }));
    expect(read(...rows).reports[0]!.upstream).toBe(read(...rows.toReversed()).reports[0]!.upstream);
  });

  test('is a slave when only slaves list it', () => {
    expect(read(slave).reports[0]!.isSlave).toBe(true);
  });
});

test('whatever order the jobs come in, the mirrors are the same', () => {
  const jobs = ['b', 'a', 'c', 'B', 'a/b'].map((name) => job({ name }));
  fc.assert(
    fc.property(fc.shuffledSubarray(jobs, { minLength: jobs.length }), (shuffled) => {
      expect(read(...shuffled).reports.map(({ cname }) => cname)).toEqual(['B', 'a', 'a/b', 'b', 'c']);
    }),
  );
});

test('a job that is disabled is hidden', () => {
  expect(readJob({ status: 'disabled' }).isHidden).toBe(true);
  expect(readJob({ status: 'paused' }).isHidden).toBe(false);
});

test('space around a name and an upstream is taken off', () => {
  expect(readJob({ name: ' debian ', upstream: ' ' })).toMatchObject({ cname: 'debian', upstream: undefined });
});

describe('a job that cannot be used is noted and left out', () => {
  test.each([
    ['an empty name', job({ name: '' })],
    ['a blank name', job({ name: ' ' })],
    ['no name', job({ name: undefined })],
    ['no status', job({ status: undefined })],
    ['a time in words', job({ last_update_ts: '2025-10-09' })],
    ['no object', 'debian'],
    ['nothing', null],
  ])('%s', (_, row) => {
    const { reports, problems } = read(row, job({ name: 'alpine' }));
    expect(reports.map(({ cname }) => cname)).toEqual(['alpine']);
    expect(problems).toMatchObject([{ code: 'job-unusable', place: { source: 'jobs' } }]);
  });

  test('with what is wrong with it', () => {
    expect(problemsToText(read(job(), { name: '', status: 'none' }).problems)).toMatchInlineSnapshot(`
      "source jobs: [0]: warning: job {"name":"","status":"none"} cannot be used: its name is empty [job-unusable]
        fix: Run \`tunasynctl flush\` twice, because it may miss a job; the job is left out until then."
    `);
  });
});

describe('an answer', () => {
  test('of no jobs is one', () => {
    expect(read()).toEqual({ reports: [], problems: [] });
  });

  test.each([
    ['an error of the manager', { error: 'failed to list all mirrors' }],
    ['a page', '<html>'],
    ['nothing', null],
    ['a list of numbers', [1, 2]],
    ['the jobs of another program', [{ name: 'debian', syncing: false, exitCode: 0 }]],
    ['a MirrorZ document', { site: {}, mirrors: [] }],
  ])('that is %s is none', (_, answer) => {
    expect(tunasync.shapeFault(answer)).toEqual(expect.any(String));
  });

  test('that is none is told in words', () => {
    expect(tunasync.shapeFault({ error: 'x' })).toMatchInlineSnapshot(`"it says "x""`);
    expect(tunasync.shapeFault([{ id: 1 }])).toMatchInlineSnapshot(
      `"no row has a name and a status, like the jobs of tunasync"`,
    );
  });

  test('of any JSON is read or noted, and nothing is thrown', () => {
    const row = fc.record(
      { name: fc.string(), status: fc.string(), last_update_ts: fc.double(), next_schedule_ts: fc.integer() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(row, fc.jsonValue())), (jobs) => {
        const { value, problems } = tunasync.read(jobs, 'jobs', now, now);
        expect(value.reports.length + problems.length).toBeGreaterThanOrEqual(Math.min(1, jobs.length));
      }),
    );
  });
});
