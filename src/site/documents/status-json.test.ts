import { expect, test } from 'vitest';
import { exampleMirror, examplePortal } from '../../../tests/example-portal.ts';
import { states } from '../../model/report.ts';
import { mirrorToJson, portalToStatusJson } from './status-json.ts';

test('the counts name every state, also those that no mirror is in', () => {
  const mirrors = [exampleMirror('a'), exampleMirror('b'), exampleMirror('c', { sync: { state: 'failed' } })];
  const { counts } = portalToStatusJson(examplePortal(mirrors));
  expect(Object.keys(counts)).toEqual(states);
  expect(counts).toMatchObject({ success: 2, failed: 1, cache: 0 });
});

test('the disk is told in words, and in bytes where it is measured', () => {
  const portal = examplePortal([]);
  const site = { ...portal.site, disk: '66%' };
  const disk = { usedBytes: 66, totalBytes: 100, percent: 66 };
  expect(portalToStatusJson(portal).disk).toBeUndefined();
  expect(portalToStatusJson({ ...portal, site }).disk).toEqual({ text: '66%' });
  expect(portalToStatusJson({ ...portal, site, disk }).disk).toEqual({ text: '66%', usedBytes: 66, totalBytes: 100 });
});

test('a mirror’s own document has what the list has, and what people wrote of it', () => {
  const mirror = exampleMirror('ubuntukylin', {
    slug: 'kylin',
    name: { zh: '优麒麟', en: 'Ubuntu Kylin' },
    desc: { zh: '系统' },
    category: 'os',
    homepage: 'https://www.ubuntukylin.com/',
    added: new Date('2026-08-01T00:00:00Z'),
  });
  const portal = examplePortal([mirror]);
  expect(mirrorToJson(mirror, portal)).toEqual({
    version: 1,
    ...portalToStatusJson(portal).mirrors[0],
    desc: { zh: '系统' },
    category: 'os',
    homepage: 'https://www.ubuntukylin.com/',
    added: '2026-08-01',
  });
});

test('a mirror that is new since nobody knows when has no date', () => {
  const mirror = exampleMirror('debian', { added: true });
  expect(mirrorToJson(mirror, examplePortal([mirror])).added).toBeUndefined();
});

test('a mirror’s own document does not change when its source is asked again', () => {
  const mirror = exampleMirror('debian');
  const later = { asOf: new Date('2026-08-08T13:00:00Z'), snapshots: [] };
  expect(mirrorToJson(mirror, examplePortal([mirror], later))).toEqual(mirrorToJson(mirror, examplePortal([mirror])));
});
