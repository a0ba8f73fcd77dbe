import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressToLink, emailToHref, encodedAddress, resolveAddress, siteBasePath, textToHref } from './address.ts';

const ROOT = 'https://mirrors.example.org';
const BELOW = 'https://www.example.org/mirrors';

describe('textToHref', () => {
  test.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['HTTPS://A.example/X', 'https://a.example/X'],
    ['http://a.example', 'http://a.example/'],
    ['ftp://a.example/pub/', 'ftp://a.example/pub/'],
    ['rsync://a.example/module/', 'rsync://a.example/module/'],
    ['git://a.example/x.git', 'git://a.example/x.git'],
    ['mailto:mirrors@a.example', 'mailto:mirrors@a.example'],
    ['https://a.example/#/home', 'https://a.example/#/home'],
    ['https://a.example/a b', 'https://a.example/a%20b'],
    ['https://a.example/a%20b', 'https://a.example/a%20b'],
  ])('%j may be linked to', (text, href) => {
    expect(textToHref(text)).toBe(href);
  });

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'vbscript:x',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'blob:https://a.example/1',
    'view-source:https://a.example',
    's3://bucket/',
    'https://',
    'https://a b/',
    '//a.example/',
    '/debian',
    'debian',
    'QQ: 12345',
    'upstream.example.org::module',
    '',
  ])('%j may not', (text) => {
    expect(textToHref(text)).toBeUndefined();
  });
});

describe('resolveAddress', () => {
  test.each([
    ['from the root', '/debian', ROOT, `${ROOT}/debian`],
    ['from the root, below a base path', '/debian', BELOW, `${BELOW}/debian`],
    ['bare', 'debian', ROOT, `${ROOT}/debian`],
    ['bare, below a base path', 'debian', BELOW, `${BELOW}/debian`],
    ['with a slash at the end', '/debian/', ROOT, `${ROOT}/debian/`],
    ['the site itself', '/', ROOT, `${ROOT}/`],
    ['a port', '/debian', 'http://mirrors.example.org:8080', 'http://mirrors.example.org:8080/debian'],
    ['absolute, http', 'http://other.example/x', ROOT, 'http://other.example/x'],
    ['absolute with a fragment', 'https://repo.example/#browse/x:y', ROOT, 'https://repo.example/#browse/x:y'],
    ['a fragment below the site', '/help/#/almalinux/', ROOT, `${ROOT}/help/#/almalinux/`],
    ['// after a fragment is no host', '/help/#//', ROOT, `${ROOT}/help/#//`],
    ['// further on is no host', '/x//y', ROOT, `${ROOT}/x//y`],
    ['a query', '/x?mirror=A', ROOT, `${ROOT}/x?mirror=A`],
    ['spaces', '/nightly build/x', ROOT, `${ROOT}/nightly%20build/x`],
    ['full-width brackets', '/a（1）', ROOT, `${ROOT}/a%EF%BC%881%EF%BC%89`],
    ['encoded before, and not again', '/nightly%20build', ROOT, `${ROOT}/nightly%20build`],
    ['quotes and brackets', '/"><b>', ROOT, `${ROOT}/%22%3E%3Cb%3E`],
    ['a host without a scheme', '//other.example/x', ROOT, 'https://other.example/x'],
    ['the same at a site over http', '//other.example/x', 'http://mirrors.example.org', 'http://other.example/x'],
    ['browsers take \\ for /', '/\\other.example/x', ROOT, 'https://other.example/x'],
    ['in either place', '\\\\other.example/x', ROOT, 'https://other.example/x'],
    ['three slashes', '///other.example/x', ROOT, 'https://other.example/x'],
    ['a line break inside a scheme makes it none', 'java\nscript:alert(1)', ROOT, `${ROOT}/javascript:alert(1)`],
  ])('%s', (_, text, siteUrl, address) => {
    expect(resolveAddress(text, siteUrl)).toBe(address);
  });

  test.each(['javascript:alert(1)', 'JAVASCRIPT:x', 'data:text/html,x', 'https://', '//', '//a b/', 's3://bucket'])(
    '%j is not an address that a page may link to',
    (text) => {
      expect(resolveAddress(text, ROOT)).toBeUndefined();
    },
  );

  test('whatever a source writes, a page is given a harmless scheme or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(resolveAddress(text, ROOT) ?? 'https:').toMatch(/^(https?|ftp|rsync|git|mailto):/);
      }),
    );
  });

  test('an address that was made is not made another one by a second pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const address = resolveAddress(text, BELOW);
        if (address) expect(resolveAddress(address, BELOW)).toBe(address);
      }),
    );
  });
});

describe('encodedAddress', () => {
  test.each([
    ['/nightly build/x', '/nightly%20build/x'],
    ['/nightly%20build', '/nightly%20build'],
    ['/a（1）', '/a%EF%BC%881%EF%BC%89'],
    ['/a\nb', '/a%0Ab'],
    ['/half a \ud83d', '/half%20a%20%EF%BF%BD'],
    ['https://a.example/?q=b#c', 'https://a.example/?q=b#c'],
  ])('%j is %s', (text, address) => {
    expect(encodedAddress(text)).toBe(address);
  });

  test('of any text is one word of ASCII, and stays as it is the next time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const address = encodedAddress(text);
        expect(address).toMatch(/^[\x21-\x7e]*$/);
        expect(encodedAddress(address)).toBe(address);
      }),
    );
  });
});

describe('addressToLink', () => {
  test.each([
    ['on this host', `${ROOT}/debian/`, ROOT, '/debian/'],
    ['by its other scheme', 'http://mirrors.example.org/debian/', ROOT, '/debian/'],
    ['with query and fragment', `${ROOT}/x?a=b#c`, ROOT, '/x?a=b#c'],
    ['below a base path', `${BELOW}/debian/`, BELOW, '/mirrors/debian/'],
    ['beside the base path', 'https://www.example.org/debian/', BELOW, '/debian/'],
    ['elsewhere', 'https://other.example/debian/', ROOT, 'https://other.example/debian/'],
    ['another port is elsewhere', 'https://mirrors.example.org:8443/x', ROOT, 'https://mirrors.example.org:8443/x'],
    ['another protocol', 'rsync://mirrors.example.org/debian/', ROOT, 'rsync://mirrors.example.org/debian/'],
  ])('%s', (_, address, siteUrl, link) => {
    expect(addressToLink(address, siteUrl)).toBe(link);
  });

  test.each(['https://mirrors.example.org//evil.example/x', '/.//evil.example/x', '/\t/evil.example/x'])(
    'the link of %j leads where its address does',
    (text) => {
      const address = resolveAddress(text, ROOT)!;
      expect(new URL(addressToLink(address, ROOT), ROOT).href).toBe(address);
    },
  );
});

test.each([
  ['https://mirrors.example.org', ''],
  ['https://mirrors.example.org/', ''],
  ['https://www.example.org/mirrors', '/mirrors'],
  ['https://www.example.org/a/b//', '/a/b'],
])('siteBasePath(%j) is %j', (siteUrl, path) => {
  expect(siteBasePath(siteUrl)).toBe(path);
});

test.each([
  ['mirrors@example.org', 'mailto:mirrors@example.org'],
  ['first.last+tag@mail.example.org', 'mailto:first.last+tag@mail.example.org'],
  ['support at example dot org', undefined],
  ['mirrors (at) example dot org', undefined],
  ['mirrors@localhost', undefined],
  ['a@example.org, b@example.org', undefined],
  ['a@example.org?bcc=b@example.org', undefined],
  ['', undefined],
])('emailToHref(%j) is %j', (text, href) => {
  expect(emailToHref(text)).toBe(href);
});
