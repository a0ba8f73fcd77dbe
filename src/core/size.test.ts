import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesToText, parseSize } from './size.ts';

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
    ['0', 0],
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

  test.each(['about 3 TB', '1.2.3G', '1e9', '1,5T', '5G 3M', '5.G', 'Infinity', 'none of it', 'unknown yet'])(
    '%j is kept as it is, for reading only',
    (text) => {
      expect(parseSize(text, 1024)).toEqual({ text });
    },
  );

  test.each(['', '  ', 'unknown', 'Unknown', 'N/A', 'n/a', 'None', '-', '-0.00 MiB', '-5G'])(
    '%j is how programs say that they do not know',
    (text) => {
      expect(parseSize(text, 1024)).toBeUndefined();
    },
  );

  test('any text is a size, other words, or not known', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { bytes = 0 } = parseSize(text, 1000) ?? {};
        expect(bytes >= 0 && Number.isFinite(bytes)).toBe(true);
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
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        expect(parseSize(bytesToText(bytes), 1000)!.bytes! / bytes).toBeCloseTo(1, 2);
      }),
    );
  });
});
