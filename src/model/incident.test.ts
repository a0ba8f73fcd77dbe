import { expect, test } from 'vitest';
import { affectsMirror, incidentAt, incidentMoments, lastChange, type WrittenIncident } from './incident.ts';

const incident: WrittenIncident = {
  name: '2026-08-08-power',
  level: 'maintenance',
  affects: { isAll: false, mirrors: ['debian'], endpoints: [] },
  place: {},
  from: new Date('2026-08-08T06:00:00Z'),
  until: new Date('2026-08-08T10:00:00Z'),
  documents: {
    en: { file: 'x', title: 'Power', text: '', updates: [{ at: new Date('2026-08-08T07:00:00Z'), text: '' }] },
  },
};

test.each([
  ['2026-08-01T05:59:59Z', 'coming', false],
  ['2026-08-01T06:00:00Z', 'coming', true],
  ['2026-08-08T05:59:59Z', 'coming', true],
  ['2026-08-08T06:00:00Z', 'now', true],
  ['2026-08-08T09:59:59Z', 'now', true],
  ['2026-08-08T10:00:00Z', 'past', false],
] as const)('at %s it is %s', (now, phase, isAnnounced) => {
  expect(incidentAt(incident, new Date(now))).toMatchObject({ phase, isAnnounced });
});

test('it changes by itself at each of these moments, and at no other', () => {
  expect(incidentMoments(incident).map((moment) => moment.toISOString())).toEqual([
    '2026-08-01T06:00:00.000Z',
    '2026-08-08T06:00:00.000Z',
    '2026-08-08T10:00:00.000Z',
  ]);
});

test('one without an end lasts', () => {
  const { until, ...endless } = incident;
  expect(incidentAt(endless, new Date('2030-01-01T00:00:00Z'))).toMatchObject({ phase: 'now', isAnnounced: true });
});

test('an alias shares the fate of its mirror', () => {
  const names = ['debian', 'ubuntu'].map((cname) => affectsMirror(incident, { cname }));
  expect([...names, affectsMirror(incident, { cname: 'old', alias: 'debian' })]).toEqual([true, false, true]);
});

test.each([
  ['2026-08-08T05:00:00Z', '2026-08-08T07:00:00.000Z'],
  ['2026-08-08T08:00:00Z', '2026-08-08T07:00:00.000Z'],
  ['2026-08-08T12:00:00Z', '2026-08-08T10:00:00.000Z'],
])('at %s it last changed at %s', (now, changed) => {
  expect(lastChange(incidentAt(incident, new Date(now))).toISOString()).toBe(changed);
});
