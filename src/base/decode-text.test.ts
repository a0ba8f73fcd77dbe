import { expect, test } from 'vitest';
import { decodeText, notUtf8 } from './decode-text.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
/** 镜 in GB18030. */
const GB = [0xbe, 0xb5];

test.each([
  ['a plain text', 'a: 镜\n', 'a: 镜\n'],
  ['a byte order mark is left out', '\u{feff}a', 'a'],
  ['line ends of Windows stay', 'a\r\nb', 'a\r\nb'],
  ['nothing', '', ''],
])('%s', (_, text, expected) => {
  expect(decodeText(bytes(text))).toEqual({ text: expected });
});

test.each([
  ['GB18030', bytes('a: x\nname: ', GB, '\n'), 2, 'GB18030'],
  ['UTF-16', bytes([0xff, 0xfe, 0x61, 0x00]), 1, 'UTF-16'],
  ['a cut character', bytes('a\nb\n', [0xe9, 0x95]), 3, undefined],
])('%s is told with its line', (_, data, line, looksLike) => {
  expect(decodeText(data)).toMatchObject({ text: undefined, line, ...(looksLike && { looksLike }) });
});

test('the problem names file, line and encoding', () => {
  const decoded = decodeText(bytes('name: ', GB)) as Parameters<typeof notUtf8>[1];
  expect(notUtf8({ file: 'content/portal.yaml' }, decoded)).toMatchInlineSnapshot(`
    {
      "code": "not-utf-8",
      "fix": "Save it as UTF-8; it is left out until then.",
      "level": "error",
      "place": {
        "file": "content/portal.yaml",
        "line": 1,
      },
      "says": "it is not UTF-8, and looks like GB18030",
    }
  `);
});
