import { describe, expect, test } from 'vitest';
import { readPicture } from './read-picture.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const png = bytesOf('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x20');

describe('a picture is what its bytes say', () => {
  test.each([
    ['PNG', png, { extension: 'png', width: 64, height: 32 }],
    ['JPEG', bytesOf('\xff\xd8\xff\xe0'), { extension: 'jpg' }],
    ['WebP', bytesOf('RIFF\x01\x02\x03\x04WEBPVP8 '), { extension: 'webp' }],
    ['SVG', bytesOf('<svg xmlns="…" viewBox="0 0 120 32"/>'), { extension: 'svg', width: 120, height: 32 }],
    [
      'SVG with a declaration',
      bytesOf('<?xml version="1.0"?>\n<svg viewBox="0,0,8,8"/>'),
      { extension: 'svg', width: 8, height: 8 },
    ],
    ['SVG without a size', bytesOf('<svg xmlns="…"/>'), { extension: 'svg' }],
  ])('%s', (_, bytes, facts) => expect(readPicture(bytes)).toEqual(facts));
});

describe('and cannot be used', () => {
  test.each([
    ['GIF89a…', 'it is neither SVG, PNG, JPEG nor WebP'],
    ['an <svg> in a text', 'it is neither SVG, PNG, JPEG nor WebP'],
    ['', 'it is neither SVG, PNG, JPEG nor WebP'],
    ['\x89PNG\r\n\x1a\n', 'it ends before its size'],
    ['<svg><script>alert(1)</script></svg>', 'it contains a script'],
    ['<svg><svg:script href="x"/></svg>', 'it contains a script'],
    ['<svg onload="alert(1)"/>', 'it contains a script'],
    ['<svg/onload=alert(1)>', 'it contains a script'],
    ['<svg><a href="javascript:alert(1)"/></svg>', 'it contains a script'],
    [`<svg>${' '.repeat(600_000)}</svg>`, 'it is larger than 512 KiB'],
  ])('%.60s', (text, why) => expect(readPicture(bytesOf(text))).toBe(why));
});
