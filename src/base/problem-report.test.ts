import { describe, expect, test } from 'vitest';
import { problemsToJson, problemsToText } from './problem-report.ts';
import { type Problem, problem, quoted } from './problems.ts';

const file = 'content/portal.yaml';
const bad = problem('bad-value', { file, line: 4, column: 17 }, 'site.url: expected an address', 'Correct it.');
const empty = problem('empty-cname', { source: 'jobs', path: 'mirrors[2]' }, 'a mirror has an empty cname', 'Name it.');
const stale = problem('source-stale', { source: 'jobs' }, 'it answered 502', 'Check that it is up.');
const missing = (index: number) =>
  problem('status-missing', { source: 'jobs', path: `mirrors[${index}]` }, `mirror ${index} has no status`, 'Write U.');

describe('for people', () => {
  test('errors come first, each with its place and its fix', () => {
    expect(problemsToText([empty, stale, bad])).toMatchInlineSnapshot(`
      "content/portal.yaml:4:17: error: site.url: expected an address [bad-value]
        fix: Correct it.
      source jobs: mirrors[2]: warning: a mirror has an empty cname [empty-cname]
        fix: Name it.
      source jobs: warning: it answered 502 [source-stale]
        fix: Check that it is up."
    `);
  });

  test.each([
    [{ file }, 'content/portal.yaml'],
    [{ file, line: 4 }, 'content/portal.yaml:4'],
    [{ file, line: 4, column: 17 }, 'content/portal.yaml:4:17'],
    [{ file, path: 'sources.1.id' }, 'content/portal.yaml: sources.1.id'],
    [{ source: 'jobs' }, 'source jobs'],
    [{ source: 'jobs', path: '[3]' }, 'source jobs: [3]'],
  ])('the place %j is %s', (place, text) => {
    expect(problemsToText([{ ...bad, place }])).toMatch(`${text}: error: `);
  });

  test('many of one kind in one place are counted after the third', () => {
    expect(problemsToText([1, 2, 3, 4, 5].map(missing))).toMatchInlineSnapshot(`
      "source jobs: mirrors[1]: warning: mirror 1 has no status [status-missing]
        fix: Write U.
      source jobs: mirrors[2]: warning: mirror 2 has no status [status-missing]
        fix: Write U.
      source jobs: mirrors[3]: warning: mirror 3 has no status [status-missing]
        fix: Write U.
        … and 2 more of [status-missing]; --json lists them all"
    `);
  });

  test('three are all listed', () => {
    expect(problemsToText([1, 2, 3].map(missing))).not.toContain('more');
  });

  test('those of other places are counted apart', () => {
    const elsewhere: Problem = { ...missing(9), place: { source: 'other' } };
    const text = problemsToText([1, 2, 3, 4].map(missing).concat(elsewhere));
    expect(text).toContain('… and 1 more of [status-missing]');
    expect(text).toContain('source other: warning: mirror 9');
  });

  test('nothing wrong is nothing said', () => {
    expect(problemsToText([])).toBe('');
  });
});

test('for programs every problem is there in full', () => {
  const all = [1, 2, 3, 4, 5].map(missing).concat(bad);
  expect(JSON.parse(problemsToJson(all))).toEqual(all);
});

describe('a value from outside is quoted', () => {
  test.each([
    ['a text', 'debian', '"debian"'],
    ['a quote', 'a"b', String.raw`"a\"b"`],
    ['a number', 5, '5'],
    ['null', null, 'null'],
    ['nothing', undefined, 'undefined'],
    ['an object', { a: [1] }, '{"a":[1]}'],
    ['a line break', 'a\nb', String.raw`"a\nb"`],
    ['a terminal’s escape', '\u001b[31m', String.raw`"\u001b[31m"`],
    ['a delete', '\u007f', String.raw`"\u{7f}"`],
    ['text that runs backwards', '\u202eabc', String.raw`"\u{202e}abc"`],
    ['a line separator', 'a\u2028b', String.raw`"a\u{2028}b"`],
    ['60 characters', 'x'.repeat(58), `"${'x'.repeat(58)}"`],
    ['more than 60', 'x'.repeat(59), `"${'x'.repeat(56)}…`],
  ])('%s', (_, value, text) => {
    expect(quoted(value)).toBe(text);
  });
});
