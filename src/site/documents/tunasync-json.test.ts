import { describe, expect, test } from 'vitest';
import { exampleMirror, examplePortal, lastSuccess } from '../../../tests/example-portal.ts';
import type { Mirror, Portal } from '../../model/portal.ts';
import type { SyncFacts } from '../../model/report.ts';
import { tunasync } from '../../sources/tunasync.ts';
import { portalToTunasync } from './tunasync-json.ts';

const now = new Date('2026-08-08T12:00:00Z');
const ended = new Date('2026-08-08T10:00:07Z');
const started = new Date('2026-08-08T11:00:00Z');
const next = new Date('2026-08-08T15:00:00Z');

const toRow = (keys: Partial<Mirror>, rest: Partial<Portal> = {}) =>
  portalToTunasync(examplePortal([exampleMirror('debian', keys)], rest))[0];

test('a row has every field that tunasync writes, in its order, and where the mirror is', () => {
  const sync = { state: 'success', lastSuccess, lastAttempt: ended, next } as const;
  const row = toRow({ sync, upstream: 'rsync://a.example/debian/', size: { text: '1.5T', bytes: 1 } });
  expect(JSON.stringify(row, null, 1)).toMatchInlineSnapshot(`
    "{
     "name": "debian",
     "is_master": true,
     "status": "success",
     "last_update": "2026-08-08 17:00:00 +0800",
     "last_update_ts": 1786179600,
     "last_started": "0001-01-01 00:00:00 +0000",
     "last_started_ts": -62135596800,
     "last_ended": "2026-08-08 18:00:07 +0800",
     "last_ended_ts": 1786183207,
     "next_schedule": "2026-08-08 23:00:00 +0800",
     "next_schedule_ts": 1786201200,
     "upstream": "rsync://a.example/debian/",
     "size": "1.5T",
     "url": "/debian"
    }"
  `);
});

test.each([
  ['UTC', '2026-08-08 09:00:00 +0000'],
  ['America/St_Johns', '2026-08-08 06:30:00 -0230'],
  ['Asia/Kolkata', '2026-08-08 14:30:00 +0530'],
])('times are those of %s', (timeZone, text) => {
  expect(toRow({}, { timeZone })).toMatchObject({ last_update: text, last_update_ts: 1786179600 });
});

test('what nobody knows is as tunasync writes it', () => {
  expect(toRow({ sync: { state: 'never' } })).toMatchObject({
    status: 'none',
    last_update: '0001-01-01 00:00:00 +0000',
    last_update_ts: -62135596800,
    upstream: '',
    size: 'unknown',
  });
});

test('what is no job is left out, as is what has no address to pass on', () => {
  const mirrors = (['cache', 'proxy', 'unknown'] as const).map((state) => exampleMirror(state, { sync: { state } }));
  expect(portalToTunasync(examplePortal([...mirrors, exampleMirror('x', { url: undefined })]))).toEqual([]);
});

test('a mirror elsewhere says where, as MirrorZ writes it', () => {
  expect(toRow({ url: '/pypi/web/simple' })).toMatchObject({ url: '/pypi/web/simple' });
  expect(toRow({ url: 'https://other.example/a b' })).toMatchObject({ url: 'https://other.example/a%20b' });
});

describe('read again by the tunasync source', () => {
  const statuses: SyncFacts[] = [
    { state: 'success', lastSuccess, lastAttempt: lastSuccess, next },
    { state: 'failed', lastSuccess, lastAttempt: ended, started: lastSuccess, next },
    { state: 'syncing', lastSuccess, lastAttempt: ended, started },
    { state: 'pending', lastSuccess, started, since: started },
    { state: 'paused', lastSuccess },
    { state: 'never', isNeverSynced: true },
  ];

  test.each(statuses)('$state is the same, with the same times', (sync) => {
    const document = JSON.parse(JSON.stringify(portalToTunasync(examplePortal([exampleMirror('debian', { sync })]))));
    expect(tunasync.shapeFault(document)).toBeUndefined();
    const { value, problems } = tunasync.read(document, 'own', now, now);
    expect(problems).toEqual([]);
    expect(value.reports).toMatchObject([{ cname: 'debian', isHidden: false, isSlave: false }]);
    expect(value.reports[0]!.sync).toEqual(sync);
  });

  test('a mirror that has waited since a time that another format told has waited since then', () => {
    const row = toRow({ sync: { state: 'pending', since: started } });
    expect(tunasync.read([row], 'own', now, now).value.reports[0]!.sync).toMatchObject({
      state: 'pending',
      since: started,
    });
  });
});
