import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, isColour, isReadable, nearestReadable } from './colour.ts';

const [PAPER, NIGHT] = [
  ['#fdfdfb', '#f3f3ef'],
  ['#16181a', '#1f2225'],
];

test.each([
  ['#08f', true],
  ['#0B5C8A', true],
  ['blue', false],
  ['#0b5c8', false],
  ['#0b5c8a; } body {', false],
])('%s is a colour: %j', (text, is) => expect(isColour(text)).toBe(is));

test('black on white has the highest contrast there is', () => expect(contrast('#000', '#ffffff')).toBeCloseTo(21));

describe('the nearest colour that can be read', () => {
  test.each([
    ['#0b5c8a', PAPER, '#0b5c8a'],
    ['#ffcc00', PAPER, '#886c00'],
    ['#0b5c8a', NIGHT, '#498fc0'],
    ['#660874', NIGHT, '#bd66cb'],
    ['#ffffff', PAPER, '#6f6f6f'],
  ])('of %s on %j is %s', (colour, backgrounds, nearest) =>
    expect(nearestReadable(colour, backgrounds, 4.5)).toBe(nearest),
  );

  test('can be read, whatever the colour', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(colour, fc.constantFrom(PAPER, NIGHT), (any, backgrounds) =>
        isReadable(nearestReadable(any, backgrounds, 4.5), backgrounds, 4.5),
      ),
    );
  });
});
