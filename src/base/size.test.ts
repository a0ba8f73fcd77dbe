import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesToText, isOddSize, parseSize } from './size.ts';

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
    ['7P', 7 * 1024 ** 5],
    ['12B', 12],
    ['12 bytes', 12],
    ['.75K', 768],
    ['  3M\n', 3 * 1024 ** 2],
    ['0.00B', 0],
    ['0.00 MiB', 0],
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
    ['114', '114 B', 114],
    ['727.88', '728 B', 728],
    ['0', '0 B', 0],
  ])('%s is a number of bytes and gets its unit', (written, text, bytes) => {
    expect(parseSize(written, 1024)).toEqual({ text, bytes });
  });

  test.each(
    [
      [
        'about 3 TB',
        '1.2.3G',
        '1e9',
        '1,5T',
        '1,024.5G',
        '5G 3M',
        '5.G',
        'Infinity',
        'NaN',
        'none of it',
        'unknown yet',
      ],
      [
        '~2T',
        '1 Ti',
        '<b>1G</b>',
        '8P',
        '16E',
        '9000T',
        '18446744073709551615',
        '9'.repeat(400),
        `${'0'.repeat(40)}1G`,
      ],
    ].flat(),
  )('%j claims to be a size and is none', (text) => {
    expect(parseSize(text, 1024)).toBeUndefined();
    expect(isOddSize(text)).toBe(true);
  });

  test.each(['', '  ', 'unknown', 'Unknown', 'N/A', 'n/a', 'None', '-', '-0.00 MiB', '-5G'])(
    '%j is how programs say that they do not know',
    (text) => {
      expect(parseSize(text, 1024)).toBeUndefined();
      expect(isOddSize(text)).toBe(false);
    },
  );

  test('any text is a size, other words, or not known', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { bytes = 0 } = parseSize(text, 1000) ?? {};
        expect(bytes >= 0 && Number.isSafeInteger(bytes)).toBe(true);
      }),
    );
  });
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
      fc.property(fc.integer({ min: 1, max: 7 * 1024 ** 5 }), (bytes) => {
        expect(parseSize(bytesToText(bytes), 1000)!.bytes / bytes).toBeCloseTo(1, 2);
      }),
    );
  });
});
