import { expect, onTestFinished, test } from 'vitest';
import { PortalTest, statusOf } from './portal-test.ts';
import { job, Upstream } from './upstream.ts';

const update = '2026-08-08T09:00:00Z';
const later = '2026-08-08T10:00:00Z';

test.each([
  ['none', {}, 'never', 'Never synced'],
  ['pre-syncing', { started: later }, 'pending', 'Waiting'],
  ['syncing', { started: later, update }, 'syncing', 'Syncing'],
  ['success', { started: update, update, ended: update }, 'success', 'Success'],
  ['failed', { started: later, update, ended: later }, 'failed', 'Failed'],
  ['paused', { update }, 'paused', 'Paused'],
] as const)('a job that tunasync calls %s is shown as such on every page', async (status, times, state, word) => {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  upstream.answers([job('debian', status, times)]);
  const portal = PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url);
  const { problems } = await portal.build();
  expect(problems).toEqual([]);
  const lastSuccess = 'update' in times ? { lastSuccess: update } : {};
  expect(statusOf(portal).get('debian')).toMatchObject({ state, ...lastSuccess });
  expect('lastSuccess' in statusOf(portal).get('debian')!).toBe('update' in times);
  for (const page of ['en/index.html', 'en/status/index.html', 'en/help/debian/index.html']) {
    expect(portal.read(`out/${page}`), page).toMatch(new RegExp(`data-state="${state}"><span class="[^"]*">${word}<`));
  }
});

test('a job that tunasync calls disabled is not shown', async () => {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  upstream.answers([job('debian', 'disabled', { update })]);
  const portal = PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url);
  const { problems } = await portal.build();
  expect(problems).toEqual([]);
  expect([...statusOf(portal).keys()]).toEqual(['goproxy']);
  expect(portal.has('out/help/debian')).toBe(false);
});
