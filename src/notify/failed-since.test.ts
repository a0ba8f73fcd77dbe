import { expect, test } from 'vitest';
import { failedSinceOf } from './failed-since.ts';

test.each([
  ['failed', '0'],
  ['success failed', '1'],
  ['success failed syncing failed', '1'],
  ['success failed syncing stale failed syncing', '1'],
  ['failed success', undefined],
  ['success syncing', undefined],
  ['failed success syncing failed', '3'],
  ['failed paused failed', '2'],
])('%s', (statuses, since) => {
  const changes = statuses.split(' ').map((to, index) => ({ cname: 'debian', to, at: new Date(index) }));
  expect(failedSinceOf(changes.toReversed()).get('debian')?.getTime().toString()).toBe(since);
});
