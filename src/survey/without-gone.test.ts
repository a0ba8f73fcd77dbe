import { expect, test } from 'vitest';
import type { Kind } from '../model/kind.ts';
import type { MirrorSurvey, Survey } from '../model/survey.ts';
import type { Entrance } from './plan-survey.ts';
import { withoutGone } from './without-gone.ts';

const at = new Date('2026-08-08T12:00:00Z');
const kind: Kind = {
  name: 'arch',
  title: 'Arch',
  names: ['arch'],
  found: [],
  stamps: [{ file: 'lastsync' }],
  upstreams: { arch: 'http://upstream.example.org' },
  expires: [],
  whole: [],
  indexes: [],
  behindHours: 4,
};
const kinds = new Map([['arch', kind]]);
const entrance = (host: string): Entrance => ({ scheme: 'https', host, family: 4, base: `https://${host}` });
const visit = (host: string) => ({ scheme: 'https', host, family: 4, at }) as const;
const seen: MirrorSurvey = {
  kind: 'arch',
  behindHours: 4,
  folder: { at },
  visits: [visit('a.example.org'), visit('b.example.org')],
  upstream: { url: 'http://upstream.example.org/lastsync', at },
};
const survey: Survey = {
  mirrors: new Map([
    ['arch', seen],
    ['gone', seen],
  ]),
  certificates: new Map([
    ['a.example.org', at],
    ['b.example.org', at],
  ]),
};
const arch = { cname: 'arch', folder: '/srv/arch', below: 'arch' };
const hosts = ['a.example.org', 'b.example.org'].map(entrance);
const all = { visits: true, upstream: true };

test('a mirror that is no more, or is skipped, is forgotten', () => {
  const { mirrors } = withoutGone(survey, [arch], hosts, kinds, all);
  expect(mirrors).toEqual(new Map([['arch', seen]]));
});

test('an endpoint that is no more is forgotten, and its certificate', () => {
  const { mirrors, certificates } = withoutGone(survey, [arch], [entrance('b.example.org')], kinds, all);
  expect(mirrors.get('arch')!.visits).toEqual([visit('b.example.org')]);
  expect([...certificates.keys()]).toEqual(['b.example.org']);
  expect(withoutGone(survey, [{ ...arch, below: undefined }], hosts, kinds, all).mirrors.get('arch')!.visits).toEqual(
    [],
  );
});

test('what is switched off is forgotten', () => {
  const { mirrors, certificates } = withoutGone(survey, [arch], hosts, kinds, { visits: false, upstream: false });
  expect(mirrors.get('arch')).toMatchObject({ folder: { at }, visits: [], upstream: undefined });
  expect(certificates.size).toBe(0);
});

test('an upstream that the mirror is no longer compared with is forgotten', () => {
  const other = { ...arch, upstream: 'http://other.example.org' };
  expect(withoutGone(survey, [other], hosts, kinds, all).mirrors.get('arch')!.upstream).toBeUndefined();
});
