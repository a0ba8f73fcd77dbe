import { expect, test } from 'vitest';
import { countsIn } from './plural.ts';

const mirrors = { one: '# mirror', few: '# зеркала', other: '# mirrors' };

test.each([
  ['en', 0, '0 mirrors'],
  ['en', 1, '1 mirror'],
  ['en', 2, '2 mirrors'],
  ['zh-CN', 1, '1 mirrors'],
  ['ru', 3, '3 зеркала'],
])('in %s, %i is %s', (tag, count, text) => {
  expect(countsIn(tag)(count, mirrors)).toBe(text);
});
