import { expect, onTestFinished, test } from 'vitest';
import { attemptsOf, PortalTest, runsShown, statusOf } from './portal-test.ts';
import { job, Upstream } from './upstream.ts';

const update = '2026-08-08T09:00:00Z';
const later = '2026-08-08T10:00:00Z';

test.each([
  ['none', {}, 'never', 'Never synced'],
  ['pre-syncing', { started: later }, 'pending', 'About to sync'],
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

test('what is remembered, and what its page shows, is each sync of a life through all seven states', async () => {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  const portal = PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url);
  const hour = (count: number) => `2026-08-08T0${count}:00:00Z`;
  const first = { update: hour(2), started: hour(1), ended: hour(2) };
  const second = { update: hour(2), started: hour(3), ended: hour(4) };
  const third = { update: hour(6), started: hour(5), ended: hour(6) };
  const life = [
    ['none', {}],
    ['pre-syncing', {}],
    ['syncing', { started: hour(1) }],
    ['success', first],
    ['syncing', { ...first, started: hour(3) }],
    ['failed', second],
    ['pre-syncing', second],
    ['syncing', { ...second, started: hour(5) }],
    ['success', third],
    ['paused', third],
  ] as const;
  for (const [status, times] of life) {
    upstream.answers([job('debian', status, times)]);
    for (const poll of ['once', 'again']) expect((await portal.build()).problems, poll).toEqual([]);
  }
  const runs = [
    { ended: new Date(hour(6)), isGood: true, started: new Date(hour(5)) },
    { ended: new Date(hour(4)), isGood: false, started: new Date(hour(3)) },
    { ended: new Date(hour(2)), isGood: true, started: new Date(hour(1)) },
  ];
  expect(attemptsOf(portal, 'debian')).toEqual(runs);
  expect(runsShown(portal, 'debian')).toEqual([`${hour(6)} success`, `${hour(4)} failed`, `${hour(2)} success`]);
  upstream.answers([job('debian', 'disabled', third)]);
  await portal.build();
  expect(portal.has('out/en/status/debian')).toBe(false);
  expect(attemptsOf(portal, 'debian')).toEqual(runs);
}, 120_000);
