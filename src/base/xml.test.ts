import { expect, test } from 'vitest';
import { escapeXml } from './xml.ts';

test.each([
  ['<a href="x">&</a>', '&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;'],
  ['镜像 😀', '镜像 😀'],
  ['a\tb\nc', 'a\tb\nc'],
  ['a\u0000b\u001bc\ufffed\ud800e', 'a\ufffdb\ufffdc\ufffdd\ufffde'],
])('%j becomes %j', (text, escaped) => {
  expect(escapeXml(text)).toBe(escaped);
});
