/** Not a character of XML 1.0 (its production 2, Char): most control characters, halves of surrogate pairs. */
const NO_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Most texts have nothing to escape, and thousands are looked at. */
const UNSAFE = new RegExp(`[&<>"]|${NO_XML.source}`, 'u');

/** Text for an element or an attribute of XML or HTML. What XML cannot hold at all becomes U+FFFD. */
export function escapeXml(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text
    .replace(NO_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
