import { addSeconds } from 'date-fns/addSeconds';
import { expect, test } from 'vitest';
import { healthOf } from './health.ts';

const lastGood = new Date('2026-08-08T12:00:00Z');

test.each([
  ['just after a good tick', 0, 200],
  ['three intervals and a hanging source later', 190, 200],
  ['a second after that', 191, 503],
  ['by a clock that was set back', -3600, 200],
])('%s', (_, seconds, status) => {
  expect(healthOf({ lastGood }, 60, addSeconds(lastGood, seconds)).status).toBe(status);
});

test('it says since when, and why', () => {
  const failure = 'heliostat: there is no content/portal.yaml';
  expect(healthOf({ lastGood, failure }, 60, addSeconds(lastGood, 300)).body).toEqual({
    ok: false,
    lastGood: '2026-08-08T12:00:00.000Z',
    ageSeconds: 300,
    held: [],
    why: failure,
  });
});

test('a site that is held back is well, and says so', () => {
  const now = addSeconds(lastGood, 86_400);
  const held = { lastGood, held: ['site'], heldAt: addSeconds(now, -30) };
  expect(healthOf(held, 60, now)).toMatchObject({ status: 200, body: { ageSeconds: 86_400, held: ['site'] } });
  expect(healthOf({ ...held, heldAt: addSeconds(now, -191) }, 60, now).status).toBe(503);
});
