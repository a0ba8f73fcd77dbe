import { describe, expect, test } from 'vitest';
import { exampleMirror, examplePortal } from '../../tests/example-portal.ts';
import { problemKey } from '../base/problems.ts';
import { HOUR_MS } from '../base/time.ts';
import type { State } from '../model/report.ts';
import { type Look, type MirrorSurvey, noSurvey, type Survey } from '../model/survey.ts';
import { surveySchema } from '../model/survey-schema.ts';
import { treeProblems } from './tree-problems.ts';
import { withTrees } from './with-trees.ts';

const now = new Date('2026-08-08T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
const at = hoursAgo(0.5);
const stamp = (hours: number) => ({ stamp: { file: 'stamp', time: hoursAgo(hours) } });
const upstream = { url: 'http://127.0.0.1:1/stamp', at, time: hoursAgo(0), answeredAt: at };
const seen = (keys: Partial<MirrorSurvey>): MirrorSurvey => ({ kind: 'debian', behindHours: 4, visits: [], ...keys });
const visit = (family: 4 | 6, look: Partial<Look>) =>
  ({ scheme: 'https', host: 'a.example.org', family, at, ...look }) as const;

function said(
  mirrors: Readonly<Record<string, MirrorSurvey>>,
  { state = 'failed', ...keys }: Partial<Survey> & { readonly state?: State } = {},
): string {
  const survey = { ...noSurvey, mirrors: new Map(Object.entries(mirrors)), ...keys };
  const rows = Object.keys(mirrors).map((cname) => exampleMirror(cname, { sync: { state } }));
  const portal = examplePortal(rows, { survey: surveySchema.parse({}), contentFile: 'content/portal.yaml' });
  const problems = treeProblems(withTrees(portal, survey, new Map(), now), survey, now);
  return problems.map(({ code, level, says, fix }) => `${level} ${code}: ${says}\n  fix: ${fix}`).join('\n');
}

test('a tree that is well has no problem', () => {
  const visits = [visit(4, stamp(1))];
  expect(said({ debian: seen({ folder: { at, ...stamp(1) }, visits, upstream }) })).toBe('');
  expect(said({})).toBe('');
});

describe('a tree that is broken', () => {
  test('is empty', () => {
    expect(said({ debian: seen({ folder: { at, isEmpty: true } }) })).toMatchInlineSnapshot(`
      "warning tree-broken: mirror "debian": its folder is empty
        fix: Look at the log of its sync, and at what upstream has; visitors see it as broken until it is whole."
    `);
  });

  test('is absent', () => {
    expect(said({ debian: seen({ folder: { at, fault: 'absent' } }) })).toMatchInlineSnapshot(`
      "warning tree-broken: mirror "debian": its folder does not exist
        fix: Look at the log of its sync, and at what upstream has; visitors see it as broken until it is whole."
    `);
  });

  test('is refused by clients, although its last sync succeeded', () => {
    const folder = { at, expires: { file: 'dists/sid/Release', time: hoursAgo(1) } };
    expect(said({ debian: seen({ folder }) }, { state: 'success' })).toMatchInlineSnapshot(`
      "warning tree-broken: mirror "debian": "dists/sid/Release" is only valid until 2026-08-08T11:00:00Z, although its last sync succeeded
        fix: Look at the log of its sync, and at what upstream has; visitors see it as broken until it is whole."
    `);
  });

  test('lacks a file, or several', () => {
    const lacking = (...missing: string[]) => said({ debian: seen({ folder: { at, missing } }) });
    expect(lacking('pool/a.deb')).toMatchInlineSnapshot(`
      "warning tree-broken: mirror "debian": 1 file of its tree is missing or of another size: "pool/a.deb"
        fix: Look at the log of its sync, and at what upstream has; visitors see it as broken until it is whole."
    `);
    expect(lacking('pool/a.deb', 'pool/b.deb')).toMatchInlineSnapshot(`
      "warning tree-broken: mirror "debian": 2 files of its tree are missing or of another size: "pool/a.deb", "pool/b.deb"
        fix: Look at the log of its sync, and at what upstream has; visitors see it as broken until it is whole."
    `);
  });
});

test('a tree that is stale is told of, one that is late is not', () => {
  const behind = (hours: number, state: State) =>
    said({ debian: seen({ folder: { at, ...stamp(hours) }, upstream }) }, { state });
  expect(behind(60, 'success')).toMatchInlineSnapshot(`
    "warning tree-behind: mirror "debian": its content is of 2026-08-06T00:00:00Z, 2.5 days behind upstream, although its last sync succeeded
      fix: Check that it is synced from the right upstream, and often enough."
  `);
  expect(behind(60, 'failed')).toMatchInlineSnapshot(`
    "warning tree-behind: mirror "debian": its content is of 2026-08-06T00:00:00Z, 2.5 days behind upstream
      fix: Check that it is synced from the right upstream, and often enough."
  `);
  expect(behind(10, 'success')).toBe('');
});

describe('a way that is closed', () => {
  test('is told of once, however many mirrors it concerns', () => {
    const closed = seen({
      folder: { at },
      visits: [visit(6, { fault: 'silent', says: 'no answer within 5 seconds' })],
    });
    expect(said({ debian: closed, ubuntu: closed, arch: closed })).toMatchInlineSnapshot(`
      "warning tree-unreachable: https on IPv6 at a.example.org fails for every mirror; "debian": no answer within 5 seconds
        fix: Ask for the address as a visitor does; if this way is not offered, say so in the filter of the endpoint."
    `);
  });

  test('is told of with the number of mirrors that it is closed for', () => {
    const open = seen({ visits: [visit(4, stamp(1))] });
    const closed = seen({ visits: [visit(4, { fault: 'status', says: 'it answered 404' })] });
    expect(said({ arch: open, debian: closed, ubuntu: closed })).toMatchInlineSnapshot(`
      "warning tree-unreachable: https on IPv4 at a.example.org fails for 2 of 3 mirrors; "debian": it answered 404
        fix: Ask for the address as a visitor does; if this way is not offered, say so in the filter of the endpoint."
    `);
    expect(said({ arch: open, debian: closed })).toMatchInlineSnapshot(`
      "warning tree-unreachable: https on IPv4 at a.example.org fails for 1 of 2 mirrors; "debian": it answered 404
        fix: Ask for the address as a visitor does; if this way is not offered, say so in the filter of the endpoint."
    `);
  });

  test('was closed yesterday, which says nothing', () => {
    const folder = { at, ...stamp(1) };
    expect(said({ debian: seen({ folder, visits: [visit(4, { fault: 'refused', at: hoursAgo(25) })] }) })).toBe('');
  });

  test('cannot say more than a line', () => {
    const says = `it redirects to http://x/\n\u001b[31m${'a'.repeat(400)}`;
    const text = said({ debian: seen({ visits: [visit(4, { fault: 'redirect', says })] }) });
    expect(text.split('\n')).toHaveLength(2);
    expect(text).not.toContain('\u001b');
  });
});

test('folders that cannot be looked at are told of once for each reason', () => {
  const visits = [visit(4, stamp(1))];
  const hanging = seen({ folder: { at, fault: 'hanging' }, visits });
  const unreadable = seen({
    folder: { at, fault: 'unreadable', says: "EACCES: permission denied, scandir '/srv'" },
    visits,
  });
  expect(said({ a: hanging, b: hanging, c: unreadable })).toMatchInlineSnapshot(`
    "warning tree-unreadable: 2 folders of mirrors cannot be looked at; "a": its file system does not answer
      fix: Give the user who builds permission to read it, or mend the disk.
    warning tree-unreadable: 1 folder of mirrors cannot be looked at; "c": EACCES: permission denied, scandir '/srv'
      fix: Give the user who builds permission to read it, or mend the disk."
  `);
});

test('a certificate is told of three weeks before its end', () => {
  const inDays = (days: number) => said({}, { certificates: new Map([['a.example.org', hoursAgo(-24 * days)]]) });
  expect(inDays(22)).toBe('');
  expect(inDays(20)).toMatchInlineSnapshot(`
    "warning certificate-ends: the certificate of "a.example.org" ends on 2026-08-28T12:00:00Z
      fix: Renew it, and see why that did not happen by itself."
  `);
});

test('problems of two mirrors are two, also for who is told of each once', () => {
  const survey = {
    ...noSurvey,
    mirrors: new Map(['debian', 'alpine'].map((cname) => [cname, seen({ folder: { at, isEmpty: true } })])),
  };
  const portal = examplePortal(
    ['debian', 'alpine'].map((cname) => exampleMirror(cname)),
    { survey: surveySchema.parse({}) },
  );
  const keys = treeProblems(withTrees(portal, survey, new Map(), now), survey, now).map(problemKey);
  expect(new Set(keys).size).toBe(2);
});
