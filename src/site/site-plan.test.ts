import { expect, test } from 'vitest';
import { exampleMeans, exampleMirror, examplePortal } from '../../tests/example-portal.ts';
import { planSite } from './site-plan.ts';

const portal = examplePortal([exampleMirror('debian')], { languages: ['en'] });
const now = new Date('2026-08-08T12:00:00Z');

/** The status page, planned with this much known of debian. */
function statusPage(revision: number, at: Date) {
  const asked: string[] = [];
  const history = {
    revisionOf: () => revision,
    of: () => ({ attempts: [], days: [] }),
    changes: () => [],
    daysSince: (day: string) => {
      asked.push(day);
      return new Map([['debian', [{ day, good: 1, failed: 0 }]]]);
    },
  };
  const { pages } = planSite(portal, at, { ...exampleMeans, history });
  return { page: pages.find(({ path }) => path === '/status/')!, asked };
}

test('the days of the mirrors are read when the table of states is drawn, not before', async () => {
  const { page, asked } = statusPage(1, now);
  expect(asked).toEqual([]);
  expect(await page.view()).toMatchObject({ rows: [{ strip: { good: 1, failed: 0 } }] });
  expect(asked).toEqual(['2026-07-10']);
});

test.each([
  ['at another minute', 1, '2026-08-08T12:01:00Z', true],
  ['when something is remembered', 2, '2026-08-08T12:00:00Z', false],
  ['on another day of the portal’s zone', 1, '2026-08-08T16:00:00Z', false],
])('%s the table of states is the same or not', (_, revision, at, isSame) => {
  const inputs = (plan: ReturnType<typeof statusPage>) => JSON.stringify(plan.page.inputs);
  expect(inputs(statusPage(revision, new Date(at))) === inputs(statusPage(1, now))).toBe(isSame);
});
