import { expect, test } from 'vitest';
import { fileToHeaders, fileToType } from './file-headers.ts';

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['status.txt', 'text/plain; charset=utf-8'],
  ['api/status.json', 'application/json; charset=utf-8'],
  ['status/feed.xml', 'text/xml; charset=utf-8'],
  ['badge/debian.svg', 'image/svg+xml; charset=utf-8'],
  ['_heliostat/Live.Z-Exp7yx.js', 'text/javascript; charset=utf-8'],
  ['metrics', 'text/plain; version=0.0.4; charset=utf-8'],
  ['logo.png', 'image/png'],
  ['help/debian/index.md', 'text/markdown; charset=utf-8'],
  ['help/debian/files/debian.sources', 'text/plain; charset=utf-8'],
  ['en/help/debian/files/etc/x.html', 'text/plain; charset=utf-8'],
  ['_heliostat/search/fragment/a.pf_fragment', 'application/octet-stream'],
  ['unheard-of', 'application/octet-stream'],
])('%s is %s', (file, type) => {
  expect(fileToType(file)).toBe(type);
});

test('a page says what it may load', () => {
  expect(fileToHeaders('en/status/index.html')).toMatchInlineSnapshot(`
    {
      "cache-control": "no-cache",
      "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "content-type": "text/html; charset=utf-8",
      "referrer-policy": "strict-origin-when-cross-origin",
      "vary": "accept-encoding",
      "x-content-type-options": "nosniff",
    }
  `);
});

test('the worker that searches may compile WebAssembly, so that no page has to be allowed to', () => {
  const policy = (file: string) => fileToHeaders(file)['content-security-policy'];
  expect(policy('_heliostat/search/pagefind-worker.js')).toMatchInlineSnapshot(
    `"default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'"`,
  );
  expect(policy('help/index.html')).not.toContain('wasm');
  expect(policy('_heliostat/search/pagefind.js')).toBeUndefined();
});

test.each([
  ['api/status.json', '*'],
  ['mirrorz.json', '*'],
  ['index.html', undefined],
])('pages of other sites may read %s: %s', (file, origin) => {
  expect(fileToHeaders(file)['access-control-allow-origin']).toBe(origin);
});
