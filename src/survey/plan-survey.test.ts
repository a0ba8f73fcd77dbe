import { describe, expect, test } from 'vitest';
import type { Kind } from '../model/kind.ts';
import { type Look, type MirrorSurvey, noSurvey, type Survey } from '../model/survey.ts';
import {
  dueFolders,
  dueUpstreams,
  dueVisits,
  type Entrance,
  kindOf,
  nextDue,
  type SurveyedMirror,
} from './plan-survey.ts';

const now = new Date('2026-08-08T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const settings = { everyMinutes: 60, upstreamMinutes: 120 };

const kindNamed = (name: string, keys: Partial<Kind> = {}): Kind => ({
  name,
  title: name,
  names: [name],
  found: [],
  stamps: [{ file: 'project/trace/master' }, { file: 'dists/*/Release', field: 'Date' }],
  upstreams: {},
  expires: [],
  whole: [],
  indexes: [],
  behindHours: 4,
  ...keys,
});
const upstreams = { debian: 'http://upstream.example.org/debian/' };
const kinds = new Map([
  ['debian', kindNamed('debian', { upstreams })],
  ['folder', kindNamed('folder', { names: [], stamps: [{ file: '*', from: 'modified' }] })],
  ['git', kindNamed('git', { stamps: [{ file: '.', from: 'commit' }] })],
]);

const mirror = (cname: string, keys: Partial<SurveyedMirror> = {}): SurveyedMirror => ({
  cname,
  folder: `/srv/${cname}`,
  below: cname,
  ...keys,
});
const seen = (keys: Partial<MirrorSurvey>): MirrorSurvey => ({ kind: 'debian', behindHours: 4, visits: [], ...keys });
const surveyOf = (mirrors: Readonly<Record<string, MirrorSurvey>>): Survey => ({
  ...noSurvey,
  mirrors: new Map(Object.entries(mirrors)),
});
const https: Entrance = {
  scheme: 'https',
  host: 'mirrors.example.org',
  family: 4,
  base: 'https://mirrors.example.org/below',
};
const rsync: Entrance = { ...https, scheme: 'rsync', base: 'rsync://mirrors.example.org' };

describe('a folder is looked at', () => {
  const isDue = (folder: Look | undefined, lastSuccess?: Date) =>
    dueFolders([mirror('debian', { lastSuccess })], surveyOf({ debian: seen({ folder }) }), settings, now).length === 1;

  test.each<[string, boolean, boolean]>([
    ['when nobody has', isDue(undefined), true],
    ['not again at once', isDue({ at: minutesAgo(0) }), false],
    ['not again within the minutes', isDue({ at: minutesAgo(59) }), false],
    ['again after the minutes', isDue({ at: minutesAgo(60) }), true],
    ['again after a sync', isDue({ at: minutesAgo(10) }, minutesAgo(5)), true],
    ['not again for the sync of before', isDue({ at: minutesAgo(10) }, minutesAgo(15)), false],
    ['not again for a sync in the future', isDue({ at: minutesAgo(10) }, minutesAgo(-5)), false],
    ['again when the clock was set back', isDue({ at: minutesAgo(-90) }), true],
    ['not again for a second between two clocks', isDue({ at: minutesAgo(-0.5) }), false],
  ])('%s', (_, is, expected) => {
    expect(is).toBe(expected);
  });

  test('the longest unseen first', () => {
    const survey = surveyOf({
      a: seen({ folder: { at: minutesAgo(70) } }),
      b: seen({ folder: { at: minutesAgo(100) } }),
      c: seen({ folder: { at: minutesAgo(10) } }),
    });
    const due = dueFolders(
      ['a', 'b', 'c', 'd'].map((cname) => mirror(cname)),
      survey,
      settings,
      now,
    );
    expect(due.map(({ cname }) => cname)).toEqual(['d', 'b', 'a']);
  });

  test('if there is one', () => {
    expect(dueFolders([mirror('debian', { folder: undefined })], noSurvey, settings, now)).toEqual([]);
  });
});

describe('a visit', () => {
  const urls = (of: SurveyedMirror, known: Survey = noSurvey, entrances: readonly Entrance[] = [https]) =>
    dueVisits([of], entrances, kinds, known, settings, now).map(({ url }) => url);

  test('asks for the first stamp of the kind, below the address of the endpoint', () => {
    expect(urls(mirror('debian', { below: 'linux/debian' }))).toEqual([
      'https://mirrors.example.org/below/linux/debian/project/trace/master',
    ]);
  });

  test('asks for the stamp that the folder has', () => {
    const stamp = { file: 'dists/sid/Release', time: now };
    const known = surveyOf({ debian: seen({ folder: { at: now, stamp } }) });
    expect(urls(mirror('debian'), known)).toEqual(['https://mirrors.example.org/below/debian/dists/sid/Release']);
    expect(dueVisits([mirror('debian')], [https], kinds, known, settings, now)[0]!.stamp).toEqual({
      file: 'dists/sid/Release',
      field: 'Date',
    });
  });

  test('asks for the folder where no stamp is known', () => {
    expect(urls(mirror('unheard-of'))).toEqual(['https://mirrors.example.org/below/unheard-of/']);
    expect(urls(mirror('x', { kind: 'folder' }))).toEqual(['https://mirrors.example.org/below/x/']);
    expect(urls(mirror('x', { kind: 'git' }))).toEqual(['https://mirrors.example.org/below/x/']);
  });

  test('asks rsync for the module of the mirror', () => {
    expect(urls(mirror('debian', { below: 'linux/debian' }), noSurvey, [rsync])).toEqual([
      'rsync://mirrors.example.org/linux-debian/project/trace/master',
    ]);
  });

  test('is not made to a mirror that is elsewhere', () => {
    expect(urls(mirror('debian', { below: undefined }))).toEqual([]);
  });

  test('is due for each way on its own, the longest unseen first', () => {
    const { base: _, ...way } = https;
    const { base: __, ...rsyncWay } = rsync;
    const known = surveyOf({
      debian: seen({
        visits: [
          { ...way, at: minutesAgo(70) },
          { ...rsyncWay, at: minutesAgo(5) },
        ],
      }),
      ubuntu: seen({
        visits: [
          { ...way, at: minutesAgo(90) },
          { ...rsyncWay, at: minutesAgo(80) },
        ],
      }),
    });
    const visits = dueVisits([mirror('debian'), mirror('ubuntu')], [https, rsync], kinds, known, settings, now);
    expect(visits.map(({ cname, scheme }) => `${cname} ${scheme}`)).toEqual([
      'ubuntu https',
      'ubuntu rsync',
      'debian https',
    ]);
  });
});

describe('an upstream', () => {
  const asked = (mirrors: readonly SurveyedMirror[], known: Survey = noSurvey) =>
    dueUpstreams(mirrors, kinds, known, settings, now);
  const url = 'http://upstream.example.org/debian/project/trace/master';

  test('is asked for the stamp that is read here', () => {
    expect(asked([mirror('debian')])).toEqual([
      { cname: 'debian', url, stamp: { file: 'project/trace/master' }, known: undefined },
    ]);
    const stamp = { file: 'dists/sid/Release', time: now };
    const known = surveyOf({ debian: seen({ folder: { at: now, stamp } }) });
    expect(asked([mirror('debian')], known)[0]!.url).toBe('http://upstream.example.org/debian/dists/sid/Release');
  });

  test('of the content comes before that of the kind', () => {
    expect(asked([mirror('debian', { upstream: 'http://other.example.org' })])[0]!.url).toBe(
      'http://other.example.org/project/trace/master',
    );
  });

  test('that is unknown, or of a tree without a stamp, is not asked', () => {
    expect(asked([mirror('ubuntu', { kind: 'debian' }), mirror('git', { upstream: 'http://x.example.org' })])).toEqual(
      [],
    );
    expect(asked([mirror('x', { kind: 'unheard-of', upstream: 'http://x.example.org' })])).toEqual([]);
  });

  test('of several mirrors is one address', () => {
    const two = [mirror('debian'), mirror('debian-2', { kind: 'debian', upstream: upstreams.debian })];
    expect(asked(two).map((visit) => visit.url)).toEqual([url, url]);
  });

  test('is asked again after its own minutes, or when its address is another', () => {
    const askedAt = (minutes: number, known = url) =>
      asked([mirror('debian')], surveyOf({ debian: seen({ upstream: { url: known, at: minutesAgo(minutes) } }) }));
    expect(askedAt(119)).toEqual([]);
    expect(askedAt(120)).toHaveLength(1);
    expect(askedAt(-30)).toHaveLength(1);
    expect(askedAt(0, 'http://other.example.org/')).toMatchObject([{ url, known: undefined }]);
  });
});

test('a kind is what content says, what the name says, or what was found in the folder', () => {
  const name = (of: SurveyedMirror, known?: MirrorSurvey) => kindOf(of, known, kinds)?.name;
  expect(name(mirror('Debian'))).toBe('debian');
  expect(name(mirror('debian', { kind: 'folder' }), seen({}))).toBe('folder');
  expect(name(mirror('x'), seen({ kind: 'folder' }))).toBe('folder');
  expect(name(mirror('x'))).toBeUndefined();
});

test('the next look is due when the first of all is', () => {
  expect(nextDue(noSurvey, settings)).toBeUndefined();
  const { base: _, ...way } = https;
  const survey = surveyOf({
    a: seen({ folder: { at: minutesAgo(10) }, visits: [{ ...way, at: minutesAgo(20) }] }),
    b: seen({ upstream: { url: 'http://x.example.org/', at: minutesAgo(100) } }),
  });
  expect(nextDue(survey, settings)).toEqual(minutesAgo(-20));
  expect(nextDue(survey, { ...settings, upstreamMinutes: 300 })).toEqual(minutesAgo(-40));
});
