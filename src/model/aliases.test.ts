import { expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import { readAliases } from './aliases.ts';

const FILE = 'content/cname.json';

test.each([
  ['one hop', { AOSC: 'anthon' }, 'AOSC', 'anthon'],
  ['two hops, from the start', { 'suse leap': 'SUSE', SUSE: 'suse' }, 'suse leap', 'suse'],
  ['two hops, from the middle', { 'suse leap': 'SUSE', SUSE: 'suse' }, 'SUSE', 'suse'],
  ['the end of a chain', { 'suse leap': 'SUSE', SUSE: 'suse' }, 'suse', 'suse'],
  ['a name that stands for itself', { putty: 'putty' }, 'putty', 'putty'],
  ['a chain that ends in one', { PuTTY: 'putty', putty: 'putty' }, 'PuTTY', 'putty'],
  ['another case is another name', { SUSE: 'suse' }, 'Suse', 'Suse'],
  ['a name that no table has', {}, 'debian', 'debian'],
  ['what every object has', {}, 'constructor', 'constructor'],
  ['what every object has, as a target', { x: 'toString' }, 'x', 'toString'],
  ['the prototype', {}, '__proto__', '__proto__'],
  ['the prototype, as an alias', JSON.parse('{ "__proto__": "proto" }'), '__proto__', 'proto'],
])('%s', (_, table: Record<string, string>, name, cname) => {
  const { value, problems } = readAliases(table, FILE);
  expect(value(name)).toBe(cname);
  expect(problems).toEqual([]);
});

test('names in a circle, or on the way into one, stand for themselves and are noted', () => {
  const { value, problems } = readAliases({ a: 'b', b: 'a', into: 'a', X: 'x' }, FILE);
  expect(['a', 'b', 'into', 'X'].map(value)).toEqual(['a', 'b', 'into', 'x']);
  expect(problemsToText(problems)).toMatchInlineSnapshot(`
    "content/cname.json: a: warning: alias "a" leads back to itself [alias-cycle]
      fix: Remove one of these aliases.
    content/cname.json: b: warning: alias "b" leads back to itself [alias-cycle]
      fix: Remove one of these aliases.
    content/cname.json: into: warning: alias "into" leads back to itself [alias-cycle]
      fix: Remove one of these aliases."
  `);
});
