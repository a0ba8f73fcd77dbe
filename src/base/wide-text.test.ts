import { expect, test } from 'vitest';
import { textToColumns, textToPlain } from './wide-text.ts';

test.each([
  ['', 0],
  ['debian-cd_1.0', 13],
  ['优麒麟', 6],
  ['かな', 4],
  ['ｶﾅ', 2],
  ['한글', 4],
  ['（全角）！', 10],
  ['、。', 4],
  ['é', 1],
  ['e\u0301', 1],
  ['😀', 2],
  ['𠮷', 2],
  ['русский', 7],
])('%s takes %i columns', (text, columns) => {
  expect(textToColumns(text)).toBe(columns);
});

test('plain text has nothing that a terminal would obey', () => {
  expect(textToPlain('a\tb\u0000c\u009bd\u2028e\u200ff\ud800')).toBe('a?b?c?d?e?f\ufffd');
});
