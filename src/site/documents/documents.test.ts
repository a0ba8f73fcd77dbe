import { describe, expect, test } from 'vitest';
import { debianWith, exampleHelp, examplePortal } from '../../../tests/example-portal.ts';
import type { Mirror, Portal } from '../../model/portal.ts';
import { mirrorz } from '../../sources/mirrorz.ts';
import { portalToMirrorz } from './mirrorz-json.ts';
import { portalToRobots } from './robots.ts';
import { pagesToSitemap } from './sitemap.ts';
import { portalToStatusJson } from './status-json.ts';

const ROOT = 'https://mirrors.example.org';
const now = new Date('2026-01-01T00:00:00Z');
const synced = new Date('2025-12-31T12:00:00Z');
const next = new Date('2026-01-01T12:00:00Z');

function mirror(cname: string, keys: Partial<Mirror> = {}): Mirror {
  return {
    cname,
    slug: cname,
    name: cname,
    url: `/${cname}`,
    addresses: [`${ROOT}/${cname}/`],
    sync: { state: 'success', lastSuccess: synced, lastAttempt: synced, next },
    expected: { everyHours: 24, from: 'default' },
    ...keys,
  };
}

function portal({ mirrors = [mirror('debian')], ...keys }: Partial<Portal> = {}): Portal {
  const site = { url: ROOT, abbr: 'EXAMPLE', name: 'Example' };
  return examplePortal(mirrors, { site, snapshots: [], asOf: undefined, ...keys });
}

const help = new Map([['debian', exampleHelp('debian')]]);
const atMirrors = { site: { url: `${ROOT}/mirrors`, abbr: 'EXAMPLE', name: 'Example' } };

describe('robots.txt', () => {
  test('keeps robots out of the mirrors, but not Wget, and leads them to the pages', () => {
    expect(portalToRobots(portal({ mirrors: ['ubuntu', 'debian'].map((cname) => mirror(cname)) }))).toBe(`User-agent: *
Disallow: /debian/
Disallow: /ubuntu/

User-agent: Wget
Disallow:

Sitemap: ${ROOT}/sitemap.xml
`);
  });

  const lines = (...addresses: string[]) =>
    portalToRobots(portal({ mirrors: [mirror('x', { addresses })] }))
      .split('\n')
      .filter((line) => line.startsWith('Disallow: '));

  test.each([
    ['a further address', [`${ROOT}/x/`, `${ROOT}/git/x/`], ['Disallow: /git/x/', 'Disallow: /x/']],
    ['one that two mirrors share', [`${ROOT}/x/`, `${ROOT}/x/`], ['Disallow: /x/']],
    ['one with a space', [`${ROOT}/a%20b/`], ['Disallow: /a%20b/']],
    ['one by the other scheme', ['http://mirrors.example.org/x/'], ['Disallow: /x/']],
    ['one elsewhere', ['https://other.example/x/'], []],
    ['one of another protocol', ['rsync://mirrors.example.org/x/'], []],
    ['one with a fragment, which would be the whole site', [`${ROOT}/#browse/x`], []],
    ['none', [], []],
  ])('of a mirror with %s', (_, addresses, disallowed) => {
    expect(lines(...addresses)).toEqual(disallowed);
  });

  test('of a site below a path', () => {
    const mirrors = [mirror('x', { addresses: [`${ROOT}/mirrors/x/`] }), mirror('y', { addresses: [`${ROOT}/y/`] })];
    expect(portalToRobots(portal({ ...atMirrors, mirrors }))).toBe(`User-agent: *
Disallow: /mirrors/x/

User-agent: Wget
Disallow:

Sitemap: ${ROOT}/mirrors/sitemap.xml
`);
  });

  test('cannot be given another line by an address', () => {
    const addresses = [new URL('/x\nAllow: /', ROOT).href, `${ROOT}/x%0AAllow:%20/`];
    expect(lines(...addresses).join('\n')).not.toMatch(/^Allow/m);
  });
});

describe('sitemap.xml', () => {
  test('has every page in every language, each with its translations', () => {
    expect(pagesToSitemap(['/', '/help/debian/'], portal())).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
      <url><loc>https://mirrors.example.org/</loc><xhtml:link rel="alternate" hreflang="zh" href="https://mirrors.example.org/"/><xhtml:link rel="alternate" hreflang="en" href="https://mirrors.example.org/en/"/></url>
      <url><loc>https://mirrors.example.org/en/</loc><xhtml:link rel="alternate" hreflang="zh" href="https://mirrors.example.org/"/><xhtml:link rel="alternate" hreflang="en" href="https://mirrors.example.org/en/"/></url>
      <url><loc>https://mirrors.example.org/help/debian/</loc><xhtml:link rel="alternate" hreflang="zh" href="https://mirrors.example.org/help/debian/"/><xhtml:link rel="alternate" hreflang="en" href="https://mirrors.example.org/en/help/debian/"/></url>
      <url><loc>https://mirrors.example.org/en/help/debian/</loc><xhtml:link rel="alternate" hreflang="zh" href="https://mirrors.example.org/help/debian/"/><xhtml:link rel="alternate" hreflang="en" href="https://mirrors.example.org/en/help/debian/"/></url>
      </urlset>
      "
    `);
  });

  test('of a site in one language', () => {
    expect(pagesToSitemap(['/'], portal({ languages: ['en'] }))).toContain(
      `<url><loc>${ROOT}/</loc><xhtml:link rel="alternate" hreflang="en" href="${ROOT}/"/></url>`,
    );
  });

  test('is XML whatever the address of the site', () => {
    const url = 'https://mirrors.example.org/a&b<c>"d"';
    const text = pagesToSitemap(['/'], portal({ languages: ['en'], site: { url, abbr: 'A', name: 'A' } }));
    expect(text).toContain('<loc>https://mirrors.example.org/a&amp;b&lt;c&gt;&quot;d&quot;/</loc>');
    expect(text).toContain('href="https://mirrors.example.org/a&amp;b&lt;c&gt;&quot;d&quot;/"');
  });
});

/** What a reader of the document gets; JSON drops what is undefined. */
const toMirrorz = (keys: Partial<Portal>) =>
  JSON.parse(JSON.stringify(portalToMirrorz(portal(keys)))) as { mirrors: object[] } & Record<string, unknown>;
const toMirrorzRow = (keys: Partial<Mirror>, rest: Partial<Portal> = {}) =>
  toMirrorz({ mirrors: [mirror('debian', keys)], ...rest }).mirrors[0];

describe('mirrorz.json', () => {
  test('is a MirrorZ document', () => {
    expect(toMirrorz({})).toEqual({
      version: 1.7,
      site: { url: ROOT, abbr: 'EXAMPLE', name: 'Example' },
      info: [],
      mirrors: [{ cname: 'debian', url: '/debian', status: 'S1767182400X1767268800' }],
    });
  });

  test('tells all that is known of a mirror', () => {
    const known = mirror('debian', {
      desc: { zh: '系统', en: 'system' },
      help: 'https://help.example/debian/',
      upstream: 'rsync://a.example/debian/',
      size: { text: '1.5T', bytes: 1.5e12 },
      added: true,
      isNew: true,
      category: 'os',
      homepage: 'https://debian.example',
      source: 'jobs',
    });
    expect(toMirrorz({ mirrors: [known] }).mirrors).toEqual([
      {
        cname: 'debian',
        desc: '系统',
        url: '/debian',
        status: 'S1767182400X1767268800N',
        help: 'https://help.example/debian/',
        upstream: 'rsync://a.example/debian/',
        size: '1.5T',
      },
    ]);
  });

  test.each([
    ['/debian', '/debian'],
    ['debian', '/debian'],
    ['https://other.example/debian', 'https://other.example/debian'],
    ['/nightly build', '/nightly%20build'],
    ['/nightly%20build', '/nightly%20build'],
    ['/', '/'],
  ])('has the address %s as %s', (url, written) => {
    expect(toMirrorzRow({ url })).toMatchObject({ url: written });
  });

  test('leaves out a mirror that no page may link to', () => {
    expect(toMirrorzRow({ addresses: [], url: undefined })).toBeUndefined();
  });

  test('leads to the portal’s own help, below the site, in its first language', () => {
    expect(toMirrorzRow({ help: 'https://help.example/' }, { help })).toMatchObject({ help: '/help/debian/' });
    expect(toMirrorzRow({ slug: 'debian-1' }, { help, ...atMirrors })).toMatchObject({ help: '/help/debian-1/' });
  });

  test('is in the first language', () => {
    const site = { url: ROOT, abbr: 'A', name: { zh: '示例', en: 'Example' }, note: { en: 'Note' } };
    const mirrors = [mirror('debian', { desc: { zh: '系统' } })];
    expect(toMirrorz({ site, mirrors, languages: ['en', 'zh'] })).toMatchObject({
      site: { name: 'Example', note: 'Note' },
      mirrors: [{ desc: '系统' }],
    });
  });

  test('has downloads with addresses that are encoded', () => {
    const downloads = [debianWith({ name: '13', url: '/a b.iso' })];
    expect(toMirrorz({ downloads }).info).toEqual([
      { distro: 'Debian', category: 'os', urls: [{ name: '13', url: '/a%20b.iso' }] },
    ]);
  });

  test('has the D extension when there are endpoints', () => {
    const rest = { label: 'v4', resolve: 'v4.example.org', filter: ['V4', 'SSL'], range: ['CN'] };
    const line = { ...rest, isPublic: false, name: 'IPv4', address: 'https://v4.example.org' };
    expect(toMirrorz({ endpoints: [line] })).toMatchObject({
      extension: 'D',
    });
    expect(toMirrorz({ endpoints: [line] }).endpoints).toEqual([{ ...rest, public: false }]);
    expect(toMirrorz({})).not.toHaveProperty('endpoints');
  });

  test('calls a new mirror new, since when if its source says', () => {
    const status = (keys: Partial<Mirror>) => (toMirrorzRow(keys) as { status: string }).status;
    expect(status({ added: synced, isNew: true })).toMatch(/N\d+$/);
    expect(status({ added: true, isNew: true })).toMatch(/N$/);
    expect(status({ added: synced })).not.toContain('N');
  });

  test('is read here without complaint, and says the same', () => {
    const document = toMirrorz({
      site: { url: ROOT, abbr: 'A', name: 'A', email: 'a@example.org', big: '/big', disable: true },
      mirrors: [
        mirror('debian', { size: { text: '1T', bytes: 1024 ** 4 } }),
        mirror('nightly build', { sync: { state: 'failed', lastAttempt: synced, lastSuccess: synced } }),
        mirror('own', { sync: { state: 'never' }, added: synced, isNew: true }),
      ],
      downloads: [debianWith({ name: '13', url: '/a（1）.iso' })],
      endpoints: [{ label: 'a', name: 'a', resolve: 'a.example', isPublic: true, filter: [], range: [] }],
      help,
    });
    expect(mirrorz.shapeFault(document)).toBeUndefined();
    const { value, problems } = mirrorz.read(document, 'own', now, now);
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      site: { abbr: 'A', disable: true },
      reports: [
        { cname: 'debian', sync: { state: 'success', lastSuccess: synced, next }, help: '/help/debian/' },
        { cname: 'nightly build', urls: ['/nightly%20build'], sync: { state: 'failed', lastSuccess: synced } },
        { cname: 'own', sync: { state: 'unknown' }, added: synced },
      ],
    });
  });
});

const toStatus = (keys: Partial<Portal>) => JSON.parse(JSON.stringify(portalToStatusJson(portal(keys))));

describe('api/status.json', () => {
  test('tells the site, its sources with their age, and every mirror', () => {
    const status = toStatus({
      snapshots: [
        { source: 'jobs', asOf: now, isStale: true },
        { source: 'mirrorz', isStale: true },
      ],
      mirrors: [
        mirror('debian', {
          name: { zh: '甲', en: 'Debian' },
          size: { text: '1.5T', bytes: 1.5e12 },
          upstream: 'rsync://a.example/debian/',
          source: 'jobs',
        }),
      ],
    });
    expect(status).toMatchInlineSnapshot(`
      {
        "asOf": null,
        "counts": {
          "cache": 0,
          "failed": 0,
          "never": 0,
          "paused": 0,
          "pending": 0,
          "proxy": 0,
          "success": 1,
          "syncing": 0,
          "unknown": 0,
        },
        "incidents": [],
        "mirrors": [
          {
            "addresses": [
              "https://mirrors.example.org/debian/",
            ],
            "cname": "debian",
            "expected": {
              "everyHours": 24,
              "from": "default",
            },
            "lastAttempt": "2025-12-31T12:00:00Z",
            "lastSuccess": "2025-12-31T12:00:00Z",
            "name": {
              "en": "Debian",
              "zh": "甲",
            },
            "next": "2026-01-01T12:00:00Z",
            "size": {
              "bytes": 1500000000000,
              "text": "1.5T",
            },
            "slug": "debian",
            "source": "jobs",
            "state": "success",
            "upstream": "rsync://a.example/debian/",
            "url": "https://mirrors.example.org/debian/",
          },
        ],
        "site": {
          "abbr": "EXAMPLE",
          "name": "Example",
          "url": "https://mirrors.example.org",
        },
        "sources": [
          {
            "asOf": "2026-01-01T00:00:00Z",
            "id": "jobs",
            "isHeld": false,
            "isStale": true,
          },
          {
            "asOf": null,
            "id": "mirrorz",
            "isHeld": false,
            "isStale": true,
          },
        ],
        "version": 1,
      }
    `);
  });

  test('has no time that nobody told, and no address that no page may link to', () => {
    const { mirrors } = toStatus({ mirrors: [mirror('x', { addresses: [], sync: { state: 'unknown' } })] });
    expect(mirrors).toMatchObject([{ cname: 'x', name: 'x', state: 'unknown' }]);
    for (const key of ['url', 'lastSuccess', 'lastAttempt', 'started', 'next'])
      expect(mirrors[0]).not.toHaveProperty(key);
  });

  test('has times in whole seconds of UTC', () => {
    const lastSuccess = new Date('2026-01-01T08:00:00.999+08:00');
    const { mirrors } = toStatus({ mirrors: [mirror('x', { sync: { state: 'success', lastSuccess } })] });
    expect(mirrors[0].lastSuccess).toBe('2026-01-01T00:00:00Z');
  });

  test('leads to the portal’s own help, else to that elsewhere', () => {
    const mirrors = [mirror('debian', { help: 'https://help.example/' })];
    expect(toStatus({ mirrors }).mirrors[0].help).toBe('https://help.example/');
    expect(toStatus({ mirrors, help }).mirrors[0].help).toBe(`${ROOT}/help/debian/`);
  });

  test('has a mirror called what every object has', () => {
    const { mirrors } = toStatus({ mirrors: [mirror('__proto__'), mirror('constructor')] });
    expect(mirrors.map(({ cname }: Mirror) => cname)).toEqual(['__proto__', 'constructor']);
  });
});
