import { expect, test } from 'vitest';
import { keyOf } from './key-of.ts';

const noon = new Date('2026-08-08T12:00:00Z');
const value = { name: 'a', at: noon, list: [{ tags: ['x'] }, 'y'], inner: { deep: { number: 1 } }, none: undefined };

test('equal inputs have one key', () => {
  expect(keyOf('en', value)).toBe(keyOf('en', { ...value, list: [{ tags: ['x'] }, 'y'] }));
});

test.each([
  ['a text', { ...value, name: 'b' }],
  ['a moment', { ...value, at: new Date('2026-08-08T12:00:01Z') }],
  ['a member of a list', { ...value, list: [{ tags: ['x'] }, 'z'] }],
  ['what a member holds', { ...value, list: [{ tags: ['z'] }, 'y'] }],
  ['the order', { ...value, list: ['y', { tags: ['x'] }] }],
  ['a number far inside', { ...value, inner: { deep: { number: 2 } } }],
  ['a number that becomes a text', { ...value, inner: { deep: { number: '1' } } }],
  ['a key', { ...value, other: undefined, more: 1 }],
])('%s decides the key', (_, changed) => {
  expect(keyOf('en', changed)).not.toBe(keyOf('en', value));
});

test('where one input ends and the next begins decides the key', () => {
  expect(keyOf('a', 'b')).not.toBe(keyOf('a"\n"b'));
  expect(keyOf(['a'], 'b')).not.toBe(keyOf(['a', 'b']));
});
