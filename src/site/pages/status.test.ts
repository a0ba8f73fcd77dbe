import { expect, test } from 'vitest';
import { exampleMirror, examplePortal, lastSuccess, viewsOf } from '../../../tests/example-portal.ts';
import type { Portal } from '../../model/portal.ts';
import { daysToStrips, tableRow } from '../views/table-row.ts';

const now = new Date('2026-08-08T12:00:00Z');

/** The table of all states in English. */
const tableOf = async (portal: Portal) => (await viewsOf('/status', 'en', portal))[0]!;

test('a row says how long the last run took beside how often it should run', async () => {
  const started = new Date(lastSuccess.getTime() - 25 * 60_000);
  const sync = { state: 'success', lastSuccess, lastAttempt: lastSuccess, started } as const;
  const [row] = (await tableOf(examplePortal([exampleMirror('debian', { sync })]))).rows;
  expect(row).toMatchObject({ duration: '25 min', durationSeconds: 1500, expected: '6 h', expectedSeconds: 21_600 });
});

test('while the next run is under way, nothing is said of how long the last one took', async () => {
  const sync = { state: 'syncing', lastSuccess, lastAttempt: lastSuccess, started: now } as const;
  const [row] = (await tableOf(examplePortal([exampleMirror('debian', { sync })]))).rows;
  expect(row!.duration).toBeUndefined();
});

test('a row has a strip of its last days, with the same in words; one without runs has none', () => {
  const portal = examplePortal([exampleMirror('debian'), exampleMirror('goproxy')]);
  const known = new Map([
    ['debian', [{ day: '2026-08-08', good: 3, failed: 1 }]],
    ['goproxy', []],
  ]);
  const strips = daysToStrips(known, ['2026-08-07', '2026-08-08']);
  const rows = portal.mirrors.map((mirror) => tableRow(mirror, portal, 'en', strips));
  expect(rows.map(({ cname, strip }) => [cname, strip?.text, strip?.paths.map(({ level }) => level)])).toEqual([
    ['debian', '3 runs succeeded, 1 failed', ['none', 'mixed']],
    ['goproxy', undefined, undefined],
  ]);
});

test('how full the disk is stands on the page of all states, and on no page of one', async () => {
  const portal = examplePortal([exampleMirror('debian')]);
  const site = { ...portal.site, disk: '46.7T / 80.0T' };
  const [all, ...ofStatuses] = await viewsOf('/status', 'en', { ...portal, site });
  expect(all!.facts?.disk).toEqual({ text: '46.7T / 80.0T' });
  expect(ofStatuses.filter(({ facts }) => facts)).toEqual([]);
});
