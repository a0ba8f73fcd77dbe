import { expect, test } from 'vitest';
import { exampleMirror } from '../../tests/example-portal.ts';
import { problemsToText } from '../base/problem-report.ts';
import { overdueProblems } from './overdue.ts';

const now = new Date('2026-08-08T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

/** A mirror that should sync every six hours, and whose next run was due so many hours ago. */
function due(hours: number, state: 'success' | 'paused' | 'syncing' | 'failed' = 'success') {
  return exampleMirror('debian', { source: 'tunasync', sync: { state, next: hoursAgo(hours) } });
}

test.each([
  ['a run that is due soon', due(-1), 0],
  ['one that was due when the next one should begin', due(6), 0],
  ['one that was due more than two intervals ago', due(13), 1],
  ['one of a mirror whose last sync failed', due(13, 'failed'), 1],
  ['a paused mirror has no next run', due(13, 'paused'), 0],
  ['one that is under way', due(13, 'syncing'), 0],
] as const)('%s', (_, mirror, count) => {
  expect(overdueProblems([mirror], now)).toHaveLength(count);
});

test('a source is told of once, with how many runs and the oldest', () => {
  const mirrors = [due(13), { ...due(72), cname: 'alpine' }];
  expect(problemsToText(overdueProblems(mirrors, now))).toMatchInlineSnapshot(`
    "source tunasync: warning: 2 runs should have started long ago; the run of "alpine" was due 3 days ago [next-run-overdue]
      fix: Check that the worker runs and still has these mirrors in its configuration; restart it if it does."
  `);
});
