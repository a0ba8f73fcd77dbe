import { describe, expect, test } from 'vitest';
import { exampleMirror, examplePortal } from '../../tests/example-portal.ts';
import { problem } from '../base/problems.ts';
import { measuredToDisk } from '../model/disk.ts';
import { freshnessOf } from '../model/freshness.ts';
import { type Rule, rulesSchema } from '../model/notify-rules.ts';
import type { Mirror, Portal } from '../model/portal.ts';
import type { SyncFacts } from '../model/report.ts';
import type { TreeVerdict } from '../model/survey.ts';
import { surveySchema } from '../model/survey-schema.ts';
import { type AlarmContext, alarmsOf, isUnknown } from './alarms.ts';

const now = new Date('2026-08-08T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const rules = rulesSchema.parse({ late: {} });

/** What stands, as `rule:what since`; in brackets what is doubtful. */
function standing(context: Partial<AlarmContext>): string[] {
  const all = {
    problems: [],
    failedSince: new Map(),
    rules,
    language: 'en',
    now,
    pageOf: () => undefined,
    ...context,
  } as const;
  return alarmsOf(all).map(({ key, isDoubtful, since }) => {
    const text = since ? `${key} ${since.toISOString().slice(11, 16)}` : key;
    return isDoubtful ? `(${text})` : text;
  });
}

/** A mirror that syncs every six hours. */
function mirrorWith(sync: SyncFacts, keys: Partial<Mirror> = {}): Mirror {
  const freshness = freshnessOf(sync, 6, now);
  const expected = { everyHours: 6, from: 'content' } as const;
  return exampleMirror('debian', { source: 'tunasync', expected, sync, ...(freshness && { freshness }), ...keys });
}

const ofMirror = (sync: SyncFacts, keys: Partial<Mirror> = {}, portal: Partial<Portal> = {}) =>
  standing({ portal: examplePortal([mirrorWith(sync, keys)], portal) });

describe('a mirror', () => {
  test.each<[string, SyncFacts, string[]]>([
    ['that syncs', { state: 'success', lastSuccess: hoursAgo(3) }, []],
    ['whose sync failed', { state: 'failed', lastSuccess: hoursAgo(8) }, ['failing:debian']],
    [
      'that is tried again may still be failing',
      { state: 'syncing', lastSuccess: hoursAgo(8), lastAttempt: hoursAgo(1) },
      ['(failing:debian)'],
    ],
    ['that has missed two syncs', { state: 'success', lastSuccess: hoursAgo(13) }, ['late:debian 11:00']],
    [
      'that has missed six syncs',
      { state: 'success', lastSuccess: hoursAgo(37) },
      ['stale:debian 11:00', 'late:debian 11:00'],
    ],
    [
      'whose sync hangs',
      { state: 'syncing', lastSuccess: hoursAgo(37), lastAttempt: hoursAgo(37) },
      ['(failing:debian)', 'stale:debian 11:00', 'late:debian 11:00'],
    ],
    [
      'that fails for long is no news again',
      { state: 'failed', lastSuccess: hoursAgo(37), lastAttempt: hoursAgo(1) },
      ['failing:debian', '(stale:debian 11:00)', '(late:debian 11:00)'],
    ],
    [
      'nor while it is tried again',
      { state: 'pending', lastSuccess: hoursAgo(37), lastAttempt: hoursAgo(1) },
      ['(failing:debian)', '(stale:debian 11:00)', '(late:debian 11:00)'],
    ],
    ['that is paused', { state: 'paused', lastSuccess: hoursAgo(37) }, []],
    ['whose state nobody reports', { state: 'unknown', lastSuccess: hoursAgo(37) }, []],
    ['without a copy', { state: 'proxy' }, []],
  ])('%s', (_, sync, expected) => {
    expect(ofMirror(sync).map((text) => text.replace(/ \d\d:\d\d/, ' 11:00'))).toEqual(expected);
  });

  test('has failed since the history says', () => {
    const portal = examplePortal([mirrorWith({ state: 'failed' })]);
    expect(standing({ portal, failedSince: new Map([['debian', hoursAgo(2)]]) })).toEqual(['failing:debian 10:00']);
  });

  test('that shows the state of another one is told once', () => {
    expect(ofMirror({ state: 'failed' }, { alias: 'ubuntu' })).toEqual([]);
  });

  test('is doubtful while its source is silent or no longer lists it', () => {
    const silent = { snapshots: [{ source: 'tunasync', asOf: hoursAgo(4), isStale: true }] };
    expect(ofMirror({ state: 'failed' }, {}, silent)).toEqual(['silent:tunasync 08:00', '(failing:debian)']);
    expect(ofMirror({ state: 'failed' }, { unreportedSince: hoursAgo(1) })).toEqual(['(failing:debian)']);
  });
});

describe('a tree that a survey looked at', () => {
  const content = { state: 'failed', lastSuccess: hoursAgo(37) } as const;
  const survey = surveySchema.parse({});
  const treeOf = (verdict: TreeVerdict | undefined) => ({ kind: 'debian', verdict, findings: [] });
  const ofTree = (tree: Mirror['tree'] | undefined) =>
    ofMirror({ ...content, state: 'success' }, tree ? { tree } : {}, { survey }).map((text) => text.split(' ')[0]);

  test.each<[string, TreeVerdict | undefined, string[]]>([
    ['that is broken', 'broken', ['broken:debian']],
    ['that is behind', 'stale', ['behind:debian']],
    ['that is as new as upstream, however old its sync is', 'current', []],
    ['of which nothing can be said is as old as its sync', undefined, ['stale:debian', 'late:debian']],
  ])('%s', (_, verdict, expected) => {
    expect(ofTree(treeOf(verdict))).toEqual(expected);
  });

  test('is doubtful where nobody looked lately', () => {
    expect(ofTree(undefined)).toEqual(['(broken:debian)', '(behind:debian)', 'stale:debian', 'late:debian']);
  });

  test('that does not sync fails as well, though it is current', () => {
    expect(ofMirror(content, { tree: treeOf('current') }, { survey })).toEqual(['failing:debian']);
  });

  test('says by its problems what is wrong', () => {
    const place = { file: 'portal.yaml' };
    const problems = [
      { ...problem('tree-broken', place, 'its folder is empty', 'Look.'), about: 'debian' },
      { ...problem('tree-unreachable', place, 'no mirror answers', 'Ask.'), about: 'https on IPv6 at a.example.org' },
      { ...problem('certificate-ends', place, 'it ends tomorrow', 'Renew it.'), about: 'a.example.org' },
    ];
    const portal = examplePortal([mirrorWith(content, { tree: treeOf('broken') })], { survey });
    const texts = (['en', 'zh'] as const).flatMap((language) =>
      alarmsOf({ portal, problems, failedSince: new Map(), rules, language, now, pageOf: () => undefined }).map(
        ({ says, fix }) => `${says}${fix === undefined ? '' : ` | ${fix}`}`,
      ),
    );
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "mirrors cannot be reached: https on IPv6 at a.example.org | no mirror answers. Ask.
      the certificate of a.example.org ends soon | it ends tomorrow. Renew it.
      debian: the files cannot be used | its folder is empty
      debian: syncs are failing
      有镜像无法访问：https on IPv6 at a.example.org | no mirror answers. Ask.
      a.example.org 的证书即将到期 | it ends tomorrow. Renew it.
      debian 的文件无法使用 | its folder is empty
      debian 同步失败"
    `);
  });
});

test('a worker that died is one alarm, with the run that was due first', () => {
  const due = (hours: number, cname: string) =>
    exampleMirror(cname, { source: 'tunasync', sync: { state: 'success', next: hoursAgo(hours) } });
  const portal = examplePortal([due(60, 'a'), due(80, 'b'), due(1, 'c')]);
  const [alarm, ...others] = alarmsOf({
    portal,
    problems: [],
    failedSince: new Map(),
    rules,
    language: 'en',
    now,
    pageOf: () => undefined,
  });
  expect([alarm!.key, alarm!.says, others.length]).toMatchInlineSnapshot(`
    [
      "overdue:tunasync",
      "source tunasync: runs should have started long ago, such as b",
      0,
    ]
  `);
});

test('an answer that is held is not silence', () => {
  const snapshots = [
    { source: 'a', asOf: hoursAgo(4), isStale: true, isHeld: true },
    { source: 'b', isStale: true },
    { source: 'c', asOf: now, isStale: false },
  ];
  expect(standing({ portal: examplePortal([], { snapshots }) })).toEqual(['held:a', 'silent:b']);
});

test.each([
  [88, []],
  [89, ['(disk)']],
  [90, ['(disk)']],
  [91, ['disk']],
])('a disk of which %i percent are used', (percent, expected) => {
  expect(standing({ portal: examplePortal([], { disk: measuredToDisk(percent, 100 - percent) }) })).toEqual(expected);
});

test('errors are told where no other rule is about them; warnings if the operator wants them', () => {
  const problems = [
    problem('bad-value', { file: 'portal.yaml', line: 3 }, 'x', 'Fix it.'),
    problem('logo-ico', { file: 'portal.yaml' }, 'x', 'Fix it.'),
    problem('source-missing', { source: 'a' }, 'x', 'Fix it.'),
    problem('notify-failed', { file: 'portal.yaml' }, 'x', 'Fix it.'),
  ];
  const codes = (context: Partial<AlarmContext>) => standing({ problems, ...context }).map((key) => key.split('\t')[0]);
  expect(codes({})).toEqual(['problem:bad-value']);
  const all = rulesSchema.parse({ problem: { level: 'warning' } });
  expect(codes({ rules: all })).toEqual(['problem:bad-value', 'problem:logo-ico']);
  expect(codes({ rules: rulesSchema.parse({ problem: false }) })).toEqual([]);
});

test('a failing mirror has the error of its last sync, on one line', () => {
  const portal = examplePortal([mirrorWith({ state: 'failed', lastSuccess: hoursAgo(8) })], {
    failures: new Map([['debian', { reason: 'disk', text: '/srv\nis full' }]]),
  });
  const context = {
    problems: [],
    failedSince: new Map(),
    rules,
    language: 'en',
    now,
    pageOf: () => undefined,
  } as const;
  expect(alarmsOf({ ...context, portal }).map(({ key, fix }) => [key, fix])).toEqual([
    ['failing:debian', 'Last error: /srv is full'],
  ]);
});

test('a run that failed, and a site that is held back', () => {
  const held = problem('site-held', { file: 'portal.yaml' }, 'x', 'Correct it.');
  expect(standing({ failure: 'no room' })).toEqual(['run', '(run:held)']);
  expect(standing({ problems: [held] })).toEqual(['run:held']);
});

test('a run without a portal says nothing of most rules', () => {
  const unknown = (portal: Portal | undefined) =>
    (Object.keys(rules) as Rule[]).filter((rule) => isUnknown(rule, { portal, rules })).join(' ');
  expect(unknown(undefined)).toBe(
    'held silent unreachable certificate overdue disk broken failing behind stale late problem',
  );
  expect(unknown(examplePortal([]))).toBe('disk');
  expect(unknown(examplePortal([], { disk: measuredToDisk(1, 1) }))).toBe('');
});

test('every rule is worded in each language, on one line', () => {
  const sync = { state: 'failed', lastSuccess: hoursAgo(37) } as const;
  const portal = examplePortal([mirrorWith(sync, { cname: 'deb\nian' })], {
    disk: measuredToDisk(95, 5),
    snapshots: [
      { source: 'a', isStale: true },
      { source: 'b', isStale: true, isHeld: true },
    ],
  });
  const problems = [
    problem('site-held', { file: 'portal.yaml' }, 'x', 'Correct it.'),
    problem('bad-value', { file: 'portal.yaml' }, 'x\ny', 'Fix it.'),
  ];
  const texts = (['en', 'zh'] as const).flatMap((language) =>
    alarmsOf({
      portal,
      problems,
      failure: 'no\troom',
      failedSince: new Map(),
      rules,
      language,
      now,
      pageOf: () => undefined,
    }).map(({ says }) => says),
  );
  expect(texts.filter((text) => /\p{Cc}/u.test(text))).toEqual([]);
  expect(texts.join('\n')).toMatchInlineSnapshot(`
    "a run failed: no room
    the site is held back: it stays as it was, because too much is missing or wrong
    source b lost too many mirrors; its last good answer is shown
    source a does not answer
    more than 90% of the disk is used
    deb ian: syncs are failing
    deb ian: six syncs were missed, the files are stale
    deb ian: two syncs were missed
    portal.yaml: x y [bad-value]
    构建失败：no room
    缺失或错误的内容过多，站点暂停更新，保持原样
    数据源 b 缺失的镜像过多，暂时沿用上一次的正常数据
    数据源 a 没有响应
    磁盘使用率超过 90%
    deb ian 同步失败
    deb ian 已错过六次同步，内容过期
    deb ian 已错过两次同步
    portal.yaml: x y [bad-value]"
  `);
});
