import { expect, test } from 'vitest';
import { exampleMirror, examplePortal } from '../../tests/example-portal.ts';
import type { ReadyFile } from '../model/help.ts';
import type { MirrorHelp } from '../model/portal.ts';
import { type MirrorSurvey, noSurvey } from '../model/survey.ts';
import { surveySchema } from '../model/survey-schema.ts';
import { deadPathProblems, filesAsked, withoutDeadPaths } from './help-paths.ts';

const file = (path: string, block: string, ...asks: ReadyFile['asks']): ReadyFile => ({
  path,
  choice: path.split('/')[0],
  needs: [],
  block,
  asks,
});

const help = {
  layers: [],
  file: 'help/debian/en.yaml',
  isOwn: true,
  files: {
    en: [
      file('trixie/a', '1', { path: 'dists/trixie/*Release' }),
      file(
        'forky/a',
        '1',
        { path: 'dists/forky/*Release' },
        { cname: 'debian-security', path: 'dists/forky/*Release' },
      ),
      file('b', '2', { path: 'gone' }),
    ],
  },
  mirrors: {},
  lines: {
    en: [
      { block: '3', choice: 'a', needs: [], asks: [{ path: 'a.iso' }] },
      { block: '3', choice: 'b', needs: [], asks: [{ path: 'b.iso' }] },
      { block: '4', needs: [[['absent']]], asks: [{ path: 'c.iso' }] },
    ],
  },
  supported: {},
  checked: {},
  titles: {},
  questions: {},
  keys: [],
  also: [],
} as const satisfies MirrorHelp;

const seen = (unfound: readonly string[]): MirrorSurvey => ({
  kind: 'debian',
  behindHours: 12,
  visits: [],
  folder: { at: new Date(0), unfound },
});
const portal = examplePortal([exampleMirror('debian')], {
  survey: surveySchema.parse({}),
  help: new Map([['debian', help]]),
});
const surveyOf = (mirrors: Readonly<Record<string, readonly string[]>>) => ({
  ...noSurvey,
  mirrors: new Map(Object.entries(mirrors).map(([cname, unfound]) => [cname, seen(unfound)])),
});

test('each tree is asked for what the help of any mirror leads to', () => {
  expect(Object.fromEntries(filesAsked(portal))).toEqual({
    debian: ['dists/trixie/*Release', 'dists/forky/*Release', 'gone', 'a.iso', 'b.iso', 'c.iso'],
    'debian-security': ['dists/forky/*Release'],
  });
});

test('a choice that leads nowhere is left out, but not the only one of its block', () => {
  const survey = surveyOf({ 'debian-security': ['dists/forky/*Release'], debian: ['gone'] });
  expect(withoutDeadPaths(portal, survey).help.get('debian')!.missing).toEqual({
    en: [{ block: '1', choice: 'forky' }],
  });
  expect(deadPathProblems(portal, survey).map(({ says }) => says)).toMatchInlineSnapshot(`
    [
      "help of "debian": 2 choices lead to what is not on this site; "forky/a" asks for "debian-security/dists/forky/*Release"",
    ]
  `);
});

test('lines that are for no file lead somewhere too, and those that the site does not show do not count', () => {
  const survey = surveyOf({ debian: ['b.iso', 'c.iso'] });
  expect(withoutDeadPaths(portal, survey).help.get('debian')!.missing).toEqual({ en: [{ block: '3', choice: 'b' }] });
  expect(deadPathProblems(portal, survey).map(({ says }) => says)).toMatchInlineSnapshot(`
    [
      "help of "debian": 1 choice leads to what is not on this site; a command for "b" asks for "debian/b.iso"",
    ]
  `);
});

test('what nobody looked for is offered', () => {
  expect(withoutDeadPaths(portal, noSurvey).help.get('debian')).toBe(help);
  expect(deadPathProblems(portal, noSurvey)).toEqual([]);
});
