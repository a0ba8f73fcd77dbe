import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesToText, isUnknownSize, parseSize } from './size.ts';

describe('parseSize reads every shape that sites publish', () => {
  test.each([
    ['9G', 9 * 1024 ** 3],
    ['1.5T', 1.5 * 1024 ** 4],
    ['2 TiB', 2 * 1024 ** 4],
    ['166.25 GiB', 166.25 * 1024 ** 3],
    ['7.5 MiB', 7.5 * 1024 ** 2],
    ['4K', 4096],
    ['4k', 4096],
    ['2.5 G', 2.5 * 1024 ** 3],
    ['8.5GB', 8.5 * 1024 ** 3],
    ['1P', 1024 ** 5],
    ['1E', 1024 ** 6],
    ['114', 114],
    ['727.88', 728],
    ['12B', 12],
    ['12 bytes', 12],
    ['.75K', 768],
    ['  3M\n', 3 * 1024 ** 2],
  ])('%j', (text, bytes) => {
    expect(parseSize(text, 1024)).toEqual({ text: text.trim(), bytes });
  });

  test.each([
    ['rsync -h counts in thousands', '344.51G', 344_510_000_000],
    ['a B does not make it binary', '2KB', 2000],
    ['an iB does, whatever the source counts in', '2 KiB', 2048],
    ['a bare number is bytes', '114', 114],
  ])('in thousands: %s', (_, text, bytes) => {
    expect(parseSize(text, 1000)?.bytes).toBe(bytes);
  });

  test.each([
    '',
    ' ',
    'unknown',
    'N/A',
    'None',
    '-',
    '-0.00 MiB',
    '-5G',
    '0',
    '0.00B',
    'big',
    '5 apples',
    '1.2.3G',
    '1e9',
    '1,5T',
    '5G 3M',
    '5.G',
  ])('%j is not a size', (text) => {
    expect(parseSize(text, 1024)).toBeUndefined();
  });

  test('any text is a size above zero or none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const size = parseSize(text, 1000);
        expect(size === undefined || (size.bytes > 0 && Number.isFinite(size.bytes))).toBe(true);
      }),
    );
  });
});

test.each([
  ['', true],
  ['  ', true],
  ['unknown', true],
  ['Unknown', true],
  ['N/A', true],
  ['None', true],
  ['-', true],
  ['0', false],
  ['-0.00 MiB', false],
  ['unknown yet', false],
  ['none of it', false],
])('isUnknownSize(%j) is %j', (text, expected) => {
  expect(isUnknownSize(text)).toBe(expected);
});

describe('bytesToText', () => {
  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.00 KiB'],
    [1536, '1.50 KiB'],
    [10 * 1024, '10.0 KiB'],
    [99.94 * 1024, '99.9 KiB'],
    [100 * 1024, '100 KiB'],
    [1023 * 1024, '1023 KiB'],
    [1024 ** 2, '1.00 MiB'],
    [1.25 * 1024 ** 4, '1.25 TiB'],
    [1024 ** 6, '1.00 EiB'],
    [5000 * 1024 ** 6, '5000 EiB'],
  ])('%d is %s', (bytes, text) => {
    expect(bytesToText(bytes)).toBe(text);
  });

  test('what it words can be read again, to within one part in a hundred', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        expect(parseSize(bytesToText(bytes), 1000)!.bytes / bytes).toBeCloseTo(1, 2);
      }),
    );
  });
});
