import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tunasync } from './tunasync.ts';
import { besideJobs, errorsInJobs, lacksErrors, withErrors, workersToIds, workerToErrors } from './tunasync-workers.ts';

const now = new Date('2026-11-26T00:00:00Z');
const transcripts = join(import.meta.dirname, '../../tests/tunasync/transcripts');
const told = (file: string) => readFileSync(join(transcripts, file), 'utf8');

/** How each sync failed, by the rows of a manager. */
function failuresIn(answer: unknown): Record<string, unknown> {
  const { reports } = tunasync.read(answer, 'tunasync', now, now).value;
  return Object.fromEntries(reports.flatMap(({ cname, failure }) => (failure ? [[cname, failure]] : [])));
}

describe('a real manager', () => {
  const jobs: unknown = JSON.parse(told('08b-second-try-failed/jobs.json'));
  const { errors, fault } = workerToErrors(told('08b-second-try-failed/workers-alpha-jobs.json'));

  test('tells no errors in its jobs', () => {
    expect(fault).toBeUndefined();
    expect(failuresIn(jobs)).toEqual({});
    expect(lacksErrors(jobs, new Map())).toBe(true);
  });

  test('tells those of a worker, which are those of its jobs', () => {
    expect(lacksErrors(jobs, errors)).toBe(false);
    expect(failuresIn(withErrors(jobs, errors))).toEqual({
      flaky: { text: 'exit status 22, on worker "alpha"' },
      gone: {
        reason: 'refused',
        text: 'exit status 5 (error starting client-server protocol), on worker "alpha"',
      },
      hangs: { reason: 'timeout', text: 'hangs timeout after 3s, on worker "alpha"' },
    });
  });

  test('an error is known until the next try ends', () => {
    const before = withErrors(JSON.parse(told('08a-first-try-failed/jobs.json')), errors);
    // The second try of "flaky" has ended since; the others are as they were.
    expect(Object.keys(failuresIn(before))).toEqual(['gone', 'hangs']);
    expect(lacksErrors(jobs, errorsInJobs(before))).toBe(true);
    expect(lacksErrors(jobs, errorsInJobs(withErrors(jobs, errors)))).toBe(false);
  });

  test('lists its workers', () => {
    expect(workersToIds(told('14-two-workers/workers.json'))).toEqual({ ids: ['alpha', 'beta'] });
    expect(workersToIds(told('01-manager-alone/workers.json')).ids).toEqual([]);
  });

  test('answers for a worker that it does not know', () => {
    expect(workerToErrors(told('01-manager-alone/workers-alpha-jobs.json')).fault).toBe(
      'its answer is no list of jobs',
    );
  });
});

describe('an odd answer', () => {
  test.each([
    ['null', 0, undefined],
    ['[]', 0, undefined],
    ['{"error":"x"}', 0, 'its answer is no list of jobs'],
    ['[1,null,{"name":1},{"name":"x","last_ended":"soon","error_msg":"x"}]', 0, undefined],
    ['[{"name":"x","last_ended":"2026-11-25T19:24:24.5-03:30","error_msg":""}]', 0, undefined],
    ['[{"name":"x","last_ended":"2026-11-25T19:24:24.5-03:30","error_msg":"y","worker":1}]', 1, undefined],
    ['[{"name":"__proto__","last_ended":"2026-11-25T19:24:24.5-03:30","error_msg":"y"}]', 1, undefined],
  ] as const)('of a worker: %s', (text, count, fault) => {
    const read = workerToErrors(text);
    expect([read.errors.size, read.fault]).toEqual([count, fault]);
  });

  test('of a worker that is cut off', () => {
    expect(workerToErrors('[{"name":').fault).toMatch(/^its answer /);
  });

  test.each(['..', '.', 'a/b', '../jobs', 'a?b', 'a%2fb', '', 'x'.repeat(200)])(
    'with the id %j, which is no part of an address',
    (id) => {
      const { ids, fault } = workersToIds(JSON.stringify([{ id }, { id: 'alpha' }]));
      expect(ids).toEqual(['alpha']);
      expect(fault).toMatch(/has no usable id$/);
    },
  );

  test('keeps the end of a long error', () => {
    const row = { name: 'x', last_ended: '2026-11-25T19:24:24Z', error_msg: `${'x'.repeat(1_000_000)}\nthe end` };
    const [error] = workerToErrors(JSON.stringify([row])).errors.values();
    expect(error!.error_msg).toHaveLength(2000);
    expect(error!.error_msg).toMatch(/the end$/);
  });
});

test('workers stand beside the jobs of their manager', () => {
  expect(besideJobs('https://x.example/tunasync/jobs?key=1', 'workers/alpha/jobs')).toBe(
    'https://x.example/tunasync/workers/alpha/jobs?key=1',
  );
  expect(besideJobs('http://127.0.0.1:14242/jobs', 'workers')).toBe('http://127.0.0.1:14242/workers');
});
