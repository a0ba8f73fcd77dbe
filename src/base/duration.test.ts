import { expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { durationText } from './duration.ts';

test.each([
  [0, '0 s', '0 秒'],
  [1.4, '1 s', '1 秒'],
  [119, '119 s', '119 秒'],
  [120, '2 min', '2 分钟'],
  [5400, '90 min', '90 分钟'],
  [7560, '2.1 h', '2.1 小时'],
  [86_400, '24 h', '24 小时'],
  [172_800, '2 d', '2 天'],
  [302_400, '3.5 d', '3.5 天'],
])('%d seconds', (seconds, english, chinese) => {
  expect(durationText(seconds, en.units)).toBe(english);
  expect(durationText(seconds, zh.units)).toBe(chinese);
});
