import { describe, expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { planSnapshot } from './snapshot.ts';

const FROM = 'http://127.0.0.1:14242/jobs';
const now = new Date('2026-01-01T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const snapshot = (minutes: number, answer: unknown = [{ name: 'debian' }]): Snapshot => ({
  from: FROM,
  fetchedAt: minutesAgo(minutes).toISOString(),
  etag: '"1"',
  answer,
});

describe('a new answer', () => {
  test.each([
    ['the first one', undefined],
    ['another one than before', snapshot(60, [])],
    ['another one than a moment ago', snapshot(1, [])],
  ])('%s is kept and used', (_, previous) => {
    const answer = [{ name: 'alpine' }];
    const plan = planSnapshot('jobs', FROM, previous, { outcome: 'new', answer, at: now, etag: '"2"' }, now);
    const saved = { from: FROM, fetchedAt: '2026-01-01T12:00:00.000Z', etag: '"2"', lastModified: undefined, answer };
    expect(plan).toEqual({
      save: saved,
      use: saved,
      age: { source: 'jobs', asOf: now, isStale: false },
      problems: [],
    });
  });

  test('an empty list is an answer like any other', () => {
    expect(planSnapshot('jobs', FROM, snapshot(60), { outcome: 'new', answer: [], at: now }, now).use?.answer).toEqual(
      [],
    );
  });

  test('of a file it is as old as the file, not as the look at it', () => {
    const plan = planSnapshot('file', 'x.json', undefined, { outcome: 'new', answer: [], at: minutesAgo(600) }, now);
    expect(plan.age).toEqual({ source: 'file', asOf: minutesAgo(600), isStale: false });
  });
});

describe.each([
  ['the same answer', { outcome: 'new', answer: [{ name: 'debian' }], at: now, etag: '"1"' } as const],
  ['"not modified"', { outcome: 'same', at: now } as const],
])('%s', (_, fetched) => {
  test.each([0, 1, 9])('%d minutes after the last writes nothing', (minutes) => {
    const previous = snapshot(minutes);
    const plan = planSnapshot('jobs', FROM, previous, fetched, now);
    expect(plan.save).toBeUndefined();
    expect(plan.use?.answer).toBe(previous.answer);
    expect(plan.age).toEqual({ source: 'jobs', asOf: minutesAgo(minutes), isStale: false });
    expect(plan.problems).toEqual([]);
  });

  test.each([10, 11, 100_000])('%d minutes after the last confirms it', (minutes) => {
    const plan = planSnapshot('jobs', FROM, snapshot(minutes), fetched, now);
    expect(plan.save).toMatchObject({ from: FROM, fetchedAt: now.toISOString(), answer: [{ name: 'debian' }] });
    expect(plan.save?.etag).toBe('"1"');
    expect(plan.use).toBe(plan.save);
    expect(plan.age).toEqual({ source: 'jobs', asOf: now, isStale: false });
    expect(plan.problems).toEqual([]);
  });

  test('confirms one from the future, as of a clock that was wrong', () => {
    expect(planSnapshot('jobs', FROM, snapshot(-600), fetched, now).save?.fetchedAt).toBe(now.toISOString());
  });
});

describe('a fault', () => {
  const fault = { outcome: 'fault', fault: 'it answered 502' } as const;

  test('keeps the last good answer and says how old that is', () => {
    const previous = snapshot(90);
    const { problems, ...plan } = planSnapshot('jobs', FROM, previous, fault, now);
    expect(plan).toEqual({
      save: undefined,
      use: previous,
      age: { source: 'jobs', asOf: minutesAgo(90), isStale: true },
    });
    expect(problemsToText(problems)).toMatchInlineSnapshot(`
      "source jobs: warning: it answered 502; showing its answer of 2026-01-01T10:30:00.000Z, 2 hours old [source-stale]
        fix: Check that http://127.0.0.1:14242/jobs is up, then run \`heliostat fetch\`."
    `);
  });

  test('without any good answer leaves nothing to use', () => {
    const { problems, ...plan } = planSnapshot('jobs', FROM, undefined, fault, now);
    expect(plan).toEqual({ save: undefined, use: undefined, age: { source: 'jobs', isStale: true } });
    expect(problemsToText(problems)).toMatchInlineSnapshot(`
      "source jobs: error: no answer so far: it answered 502 [source-missing]
        fix: Check that http://127.0.0.1:14242/jobs is right and that it can be reached, then run \`heliostat fetch\`."
    `);
  });

  test('"not modified" to a first request is one', () => {
    const { problems, ...plan } = planSnapshot('jobs', FROM, undefined, { outcome: 'same', at: now }, now);
    expect(plan).toEqual({ save: undefined, use: undefined, age: { source: 'jobs', isStale: true } });
    expect(problemsToText(problems)).toMatchInlineSnapshot(`
      "source jobs: error: no answer so far: it answered "not modified" to a first request [source-missing]
        fix: Check that http://127.0.0.1:14242/jobs is right and that it can be reached, then run \`heliostat fetch\`."
    `);
  });
});
