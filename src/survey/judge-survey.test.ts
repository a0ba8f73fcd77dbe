import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../base/time.ts';
import { type Look, type MirrorSurvey, noSurvey, type VisitorWay } from '../model/survey.ts';
import { judgeSurvey, surveyMoments } from './judge-survey.ts';

const now = new Date('2026-08-08T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
const at = hoursAgo(0.5);
const url = 'http://127.0.0.1:1/stamp';

/** A look at a tree whose content is so many hours old. */
const lookOf = (contentHours: number, keys: Partial<Look> = {}): Look => ({
  at,
  stamp: { file: 'stamp', time: hoursAgo(contentHours) },
  ...keys,
});
const way: VisitorWay = { scheme: 'https', host: 'mirrors.example.org', family: 4 };
const way6: VisitorWay = { ...way, family: 6 };

/** A mirror of a kind that is normally four hours behind; upstream was changed last at `now`. */
const surveyOf = (keys: Partial<MirrorSurvey>): MirrorSurvey => ({
  kind: 'debian',
  behindHours: 4,
  visits: [],
  upstream: { url, at, time: now, answeredAt: at },
  ...keys,
});

const judged = (keys: Partial<MirrorSurvey>) => {
  const { verdict, findings = [] } = judgeSurvey(surveyOf(keys), now) ?? {};
  return [verdict, ...findings.map(({ is }) => is)].join(' ');
};

describe('how far behind upstream a tree is decides', () => {
  test.each<[string, number, string]>([
    ['not at all', 0, 'current current'],
    ['newer than upstream', -3, 'current current'],
    ['as far as is normal', 4, 'current current'],
    ['less than twice that', 7.99, 'current current'],
    ['twice that', 8, 'late behind'],
    ['less than six times that', 23.99, 'late behind'],
    ['six times that', 24, 'stale behind'],
    ['for months', 2000, 'stale behind'],
  ])('%s', (_, hours, expected) => {
    expect(judged({ folder: lookOf(hours) })).toBe(expected);
  });
});

describe('what is found', () => {
  test.each<[string, Partial<MirrorSurvey>, string]>([
    ['no upstream: an age, and no verdict', { folder: lookOf(1), upstream: undefined }, ' dated'],
    ['an upstream that never answered', { folder: lookOf(1), upstream: { url, at, fault: 'x' } }, ' dated'],
    ['no stamp: nothing', { folder: { at } }, ''],
    ['an empty folder', { folder: { at, isEmpty: true } }, 'broken empty'],
    ['no folder', { folder: { at, fault: 'absent' } }, 'broken absent'],
    [
      'an index past its end, in a tree that is current',
      { folder: lookOf(0, { expires: { file: 'Release', time: hoursAgo(0) } }) },
      'broken expired current',
    ],
    [
      'an index before its end',
      { folder: lookOf(0, { expires: { file: 'Release', time: hoursAgo(-1) } }) },
      'current current',
    ],
    ['files missing', { folder: lookOf(0, { missing: ['a.deb'] }) }, 'broken incomplete current'],
    [
      'all faults at once, the tree first',
      {
        folder: lookOf(900, { missing: ['a'], expires: { file: 'Release', time: hoursAgo(1) } }),
        visits: [{ ...way, at, fault: 'refused' }],
      },
      'broken expired incomplete behind unreachable',
    ],
    [
      'one way of two is closed',
      {
        folder: lookOf(0),
        visits: [
          { ...way, ...lookOf(0) },
          { ...way6, at, fault: 'refused' },
        ],
      },
      'current current unreachable',
    ],
    [
      'every way is closed',
      {
        folder: lookOf(0),
        visits: [
          { ...way, at, fault: 'silent' },
          { ...way6, at, fault: 'refused' },
        ],
      },
      'unreachable current unreachable unreachable',
    ],
    [
      'an endpoint that serves an older tree',
      { folder: lookOf(0), visits: [{ ...way, ...lookOf(6.1) }] },
      'current current differs',
    ],
    [
      'an endpoint that was asked during a sync',
      { folder: lookOf(0), visits: [{ ...way, ...lookOf(6) }] },
      'current current',
    ],
    ['visits alone', { visits: [{ ...way, ...lookOf(9) }] }, 'late behind'],
    [
      'a folder on a disk that hangs: the visits speak',
      { folder: { at, fault: 'hanging' }, visits: [{ ...way, ...lookOf(9) }] },
      'late behind',
    ],
    ['a folder that may not be read: nothing', { folder: { at, fault: 'unreadable' } }, ''],
  ])('%s', (_, keys, expected) => {
    expect(judged(keys)).toBe(expected);
  });
});

describe('what was seen long ago', () => {
  test('says nothing', () => {
    expect(judgeSurvey(surveyOf({ folder: { ...lookOf(0), at: hoursAgo(24) } }), now)).toBeUndefined();
    expect(judgeSurvey(surveyOf({}), now)).toBeUndefined();
  });

  test('says nothing beside what was seen today', () => {
    const closed = { ...way, at: hoursAgo(25), fault: 'refused' } as const;
    expect(judged({ folder: lookOf(0), visits: [closed] })).toBe('current current');
    const gone = { at: hoursAgo(25), fault: 'absent' } as const;
    expect(judged({ folder: gone, visits: [{ ...way, ...lookOf(0) }] })).toBe('current current');
  });

  test('of upstream still shows that a tree is behind, but not that it is current', () => {
    const upstream = { url, at, time: hoursAgo(30), answeredAt: hoursAgo(24), fault: 'it answered 500' };
    expect(judged({ upstream, folder: lookOf(30) })).toBe(' dated');
    expect(judged({ upstream, folder: lookOf(60) })).toBe('stale behind');
    expect(judged({ upstream: { ...upstream, answeredAt: hoursAgo(23) }, folder: lookOf(30) })).toBe('current current');
  });
});

test('all that is found is told with what it is said with', () => {
  const folder = lookOf(9, { missing: ['pool/a.deb'] });
  const visits = [{ ...way, ...lookOf(30) }, { ...way6, at, fault: 'silent', says: 'no answer' } as const];
  expect(judgeSurvey(surveyOf({ folder, visits }), now)).toEqual({
    kind: 'debian',
    content: hoursAgo(9),
    behindSeconds: 9 * 3600,
    verdict: 'broken',
    findings: [
      { is: 'incomplete', files: ['pool/a.deb'] },
      { is: 'behind', content: hoursAgo(9), behindSeconds: 9 * 3600 },
      { is: 'differs', way, content: hoursAgo(30) },
      { is: 'unreachable', way: way6, fault: 'silent' },
    ],
  });
});

test('a survey says something else when an index ends, when it is a day old, and before a certificate ends', () => {
  const ends = new Date('2026-08-09T00:00:00Z');
  const mirror = surveyOf({ folder: lookOf(0, { at: hoursAgo(1), expires: { file: 'Release', time: ends } }) });
  const survey = {
    ...noSurvey,
    mirrors: new Map([['debian', { ...mirror, upstream: { url, at, answeredAt: hoursAgo(2), time: now } }]]),
    certificates: new Map([['mirrors.example.org', new Date('2026-09-29T12:00:00Z')]]),
  };
  expect(surveyMoments(survey).map((moment) => moment.toISOString())).toEqual([
    '2026-08-09T00:00:00.000Z',
    '2026-08-09T11:00:00.000Z',
    '2026-08-09T10:00:00.000Z',
    '2026-09-08T12:00:00.000Z',
  ]);
});

test('until its moments, a survey says the same', () => {
  const mirror = surveyOf({
    folder: lookOf(30, { expires: { file: 'Release', time: hoursAgo(-5) } }),
    visits: [{ ...way, at: hoursAgo(3), fault: 'refused' }],
    upstream: { url, at, time: hoursAgo(28), answeredAt: hoursAgo(10) },
  });
  const moments = surveyMoments({ ...noSurvey, mirrors: new Map([['debian', mirror]]) });
  for (let minutes = 0; minutes < 30 * 60; minutes += 10) {
    const [from, to] = [minutes, minutes + 10].map((after) => new Date(now.getTime() + after * 60_000)) as [Date, Date];
    if (moments.some((moment) => moment > from && moment <= to)) continue;
    expect(judgeSurvey(mirror, to)).toEqual(judgeSurvey(mirror, from));
  }
});
