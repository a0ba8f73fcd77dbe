import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../base/parse-yaml.ts';
import { problemsToText } from '../base/problem-report.ts';
import type { Problem } from '../base/problems.ts';
import type { Report, SyncFacts } from '../model/report.ts';
import { list, listSchema } from './list.ts';

const now = new Date('2026-01-01T00:00:00Z');
const time = '2025-12-31T20:00:00+08:00';

function read(...mirrors: unknown[]): { reports: readonly Report[]; problems: readonly Problem[] } {
  expect(list.shapeFault({ mirrors })).toBeUndefined();
  const { value, problems } = list.read({ mirrors }, 'list', now, now);
  return { reports: value.reports, problems };
}

function readEntry(keys: object): Report {
  const { reports, problems } = read({ cname: 'x', ...keys });
  expect(problems).toEqual([]);
  return reports[0]!;
}

test('an entry is read whole', () => {
  const entry = {
    url: 'https://x.example/',
    state: 'success',
    lastSuccess: time,
    desc: 'The x',
    upstream: 'rsync://a.example/x/',
    size: '1.2T',
    help: '/x-help/',
  };
  expect(readEntry(entry)).toEqual({
    cname: 'x',
    place: { source: 'list', path: 'mirrors[0]' },
    sync: { state: 'success', lastSuccess: new Date(time), lastAttempt: new Date(time) },
    urls: ['https://x.example/'],
    desc: 'The x',
    upstream: 'rsync://a.example/x/',
    size: { text: '1.2T', bytes: Math.round(1.2 * 1024 ** 4) },
    help: '/x-help/',
  });
});

test('an entry of a name alone tells of a mirror, and nothing of its state', () => {
  expect(readEntry({})).toEqual({
    cname: 'x',
    place: { source: 'list', path: 'mirrors[0]' },
    sync: { state: 'unknown' },
    urls: [],
  });
});

describe('the state', () => {
  const lastSuccess = new Date(time);

  test.each<[object, SyncFacts]>([
    [{ state: 'proxy' }, { state: 'proxy' }],
    [{ state: 'cache' }, { state: 'cache' }],
    [{ state: 'never' }, { state: 'never', isNeverSynced: true }],
    [
      { state: 'failed', lastSuccess: time },
      { state: 'failed', lastSuccess },
    ],
    [
      { state: 'paused', lastSuccess: time },
      { state: 'paused', lastSuccess },
    ],
    [{ state: 'success' }, { state: 'success' }],
    [{ lastSuccess: time }, { state: 'success', lastSuccess, lastAttempt: lastSuccess }],
  ])('of %j', (keys, sync) => {
    expect(readEntry(keys).sync).toEqual(sync);
  });
});

test('an alias is the name of another mirror', () => {
  expect(readEntry({ alias: ' debian ' })).toMatchObject({ alias: 'debian', sync: { state: 'unknown' } });
});

describe('of a list from elsewhere, what does not fit is noted and left out', () => {
  test.each<[string, object, Partial<Report>]>([
    ['an unknown key', { mystery: 1 }, {}],
    ['an unknown state', { state: 'resting' }, { sync: { state: 'unknown' } }],
    ['a time without a zone', { lastSuccess: '2026-01-01T00:00:00' }, { sync: { state: 'unknown' } }],
    ['a day for a time', { lastSuccess: '2026-01-01' }, { sync: { state: 'unknown' } }],
    ['a size that is none', { size: 'a lot' }, { size: undefined }],
    ['a size in a number', { size: 5 }, { size: undefined }],
    ['an address of nothing', { url: '' }, { urls: [] }],
    ['an alias of nothing', { alias: ' ' }, { alias: undefined }],
    ['a description in a list', { desc: ['x'] }, { desc: undefined }],
  ])('%s, and the rest of the entry counts', (_, keys, told) => {
    const { reports, problems } = read({ cname: 'x', upstream: 'rsync://a.example/', ...keys });
    expect(problems).toHaveLength(1);
    expect(reports[0]).toMatchObject({ cname: 'x', upstream: 'rsync://a.example/', ...told });
  });

  test.each([
    ['no name', { url: '/x' }],
    ['an empty name', { cname: ' ' }],
    ['no object', 'debian'],
    ['a list', [1]],
    ['nothing', null],
  ])('an entry with %s, and the others count', (_, row) => {
    const { reports, problems } = read(row, { cname: 'alpine' });
    expect(reports.map(({ cname }) => cname)).toEqual(['alpine']);
    expect(problems.map(({ place }) => place.path)).toContain('mirrors[0]');
  });

  test('with place, fault and way out', () => {
    const answer = {
      version: 1,
      mirrors: [{ cname: 'x', stat: 'proxy', lastSuccess: 'yesterday', size: 'a lot' }, { url: '/y' }],
    };
    expect(problemsToText(list.read(answer, 'list', now, now).problems)).toMatchInlineSnapshot(`
      "source list: error: key "version" is not known [unknown-key]
        fix: Use one of mirrors.
      source list: mirrors[0]: error: key "stat" is not known [unknown-key]
        fix: Did you mean "state"? Use one of cname, url, state, lastSuccess, alias, desc, upstream, size, help.
      source list: mirrors[0]: error: lastSuccess: expected a time with its zone, such as 2026-08-08T09:00:00+08:00 [bad-value]
        fix: See docs/reference/list.md for every key and an example; the value is left out until then.
      source list: mirrors[0]: error: size: expected a number with a unit [bad-value]
        fix: See docs/reference/list.md for every key and an example; the value is left out until then.
      source list: mirrors[1]: error: cname: expected string, but it is missing [bad-value]
        fix: See docs/reference/list.md for every key and an example; the value is left out until then."
    `);
  });
});

test('of a file it is told with line and column', () => {
  const text = 'mirrors:\n  - { cname: x, stat: proxy }\n  - cname: y\n    lastSuccess: 2026-01-01\n    size: 5\n';
  const { value, problems } = parseYaml(text, 'content/list.yaml', listSchema);
  expect(value).toEqual({ mirrors: [{ cname: 'x' }, { cname: 'y' }] });
  expect(problemsToText(problems)).toMatchInlineSnapshot(`
    "content/list.yaml:2:17: error: key "stat" is not known [unknown-key]
      fix: Did you mean "state"? Use one of cname, url, state, lastSuccess, alias, desc, upstream, size, help.
    content/list.yaml:4:18: error: mirrors.1.lastSuccess: expected a time with its zone, such as 2026-08-08T09:00:00+08:00 [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    content/list.yaml:5:11: error: mirrors.1.size: expected string, received number [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then."
  `);
});

test('a file of JSON is one of YAML, tabs and all', () => {
  const text = `${JSON.stringify({ mirrors: [{ cname: 'x', lastSuccess: time, alias: 'y' }] }, null, '\t')}\n`;
  const { value, problems } = parseYaml(text, 'content/list.json', listSchema);
  expect(problems).toEqual([]);
  expect(value).toEqual({ mirrors: [{ cname: 'x', lastSuccess: time, alias: 'y' }] });
});

describe('an answer', () => {
  test('of no mirrors is one', () => {
    expect(read()).toEqual({ reports: [], problems: [] });
  });

  test.each([
    ['an error', { error: 'not found' }],
    ['a list', [{ cname: 'x' }]],
    ['nothing', null],
    ['a table', { mirrors: { x: {} } }],
  ])('that is %s is none', (_, answer) => {
    expect(list.shapeFault(answer)).toEqual(expect.any(String));
  });

  test('of any JSON is read or noted, and nothing is thrown', () => {
    const row = fc.record(
      {
        cname: fc.string(),
        url: fc.string(),
        state: fc.string(),
        lastSuccess: fc.string(),
        alias: fc.jsonValue(),
        size: fc.string(),
        __proto__: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(row, fc.jsonValue())), fc.jsonValue(), (mirrors, other) => {
        const { value, problems } = list.read({ other, mirrors }, 'list', now, now);
        expect(value.reports.length + problems.length).toBeGreaterThan(mirrors.length);
      }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.jsonValue().map((mirrors) => ({ mirrors })),
        ),
        (answer) => {
          if (list.shapeFault(answer) === undefined) list.read(answer, 'list', now, now);
        },
      ),
    );
  });
});
