import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { testWith } from './programs.ts';
import { apache, ask, caddy, nginx } from './serving/servers.ts';
import { buildSite, type Site, serve } from './serving/site.ts';

const get = (site: Site, path: string) => ask(site.port, path, { method: 'GET' });

const retired = (to: string) => `url: /old\nretired: { since: 2026-08-01, reason: It moved., to: ${to} }\n`;

describe.each([nginx, apache, caddy])('$name', (kind) => {
  describe.each([
    ['a portal of its own folder', false],
    ['a portal in the folder of the mirrors', true],
  ])('%s', (_, isShared) => {
    testWith(kind.needs, 'files of a retired mirror lead to the same files of the other mirror', async () => {
      const site = await buildSite({ isShared, mirrorFiles: { gone: retired('debian') } });
      expect(site.problems).toEqual([]);
      await serve(site, kind);
      for (const [path, to] of [
        ['/old/', '/debian/'],
        ['/old/dists/stable/Release', '/debian/dists/stable/Release'],
        ['/old/a%20b/%E4%B8%AD%25?x=1&y=%2F', '/debian/a%20b/%E4%B8%AD%25?x=1&y=%2F'],
      ] as const) {
        const { status, headers } = await get(site, path);
        expect([path, status, locationOf(headers.location)]).toEqual([path, 301, to.toLowerCase()]);
      }
      expect(locationOf((await get(site, '/old')).headers.location)).toMatch(/^\/debian\/?$/);
      expect((await get(site, '/older/x')).status).toBe(404);
    });
  });

  testWith(kind.needs, 'a retired mirror leads to an address elsewhere, or answers 410 with its page', async () => {
    const mirrorFiles = {
      gone: retired('https://other.example.org/pub/'),
      page: 'url: /page\nretired: { since: 2026-08-01, to: https://other.example.org/about }\n',
      ended: 'url: /pub/ended\nretired: { since: 2026-08-01, reason: Upstream has ended. }\n',
    };
    const site = await buildSite({ mirrorFiles });
    expect(site.problems).toEqual([]);
    await serve(site, kind);
    expect((await get(site, '/old/x/y.iso')).headers.location).toBe('https://other.example.org/pub/x/y.iso');
    expect((await get(site, '/page/x/y.iso')).headers.location).toBe('https://other.example.org/about');
    for (const path of ['/pub/ended/x.iso', '/pub/ended/', '/pub/ended']) {
      const { status, headers, text } = await get(site, path);
      expect([path, status, headers['content-type']]).toEqual([path, 410, 'text/html; charset=utf-8']);
      expect(headers['cache-control']).toBe('no-store');
      expect(text).toContain('Upstream has ended.');
    }
    expect((await get(site, '/pub/endedx')).status).toBe(404);
  });

  testWith(kind.needs, 'while the disk of the mirrors is not mounted, their files answer 503 with a page', async () => {
    const site = await buildSite({});
    await serve(site, kind);
    const paths = [
      '/debian/',
      '/debian/dists/stable/Release',
      '/debian/pool/x.deb',
      '/debian/project/trace/x',
      '/debian/x/',
    ];
    expect((await get(site, '/debian/')).status).toBe(200);
    renameSync(site.data, `${site.data}-away`);
    mkdirSync(site.data);
    // nginx keeps open files for a second.
    await expect.poll(async () => (await get(site, '/debian/')).status, { timeout: 10_000 }).toBe(503);
    for (const path of paths) {
      const { status, headers, text } = await get(site, path);
      expect([path, status, headers['retry-after']]).toEqual([path, 503, '600']);
      expect([headers['content-type'], headers['cache-control']]).toEqual(['text/html; charset=utf-8', 'no-store']);
      expect(Buffer.from(text, 'latin1').toString()).toContain('暂时无法取得这些文件');
    }
    const page = await get(site, '/maintenance.html');
    expect([page.status, page.headers['retry-after']]).toEqual([200, undefined]);
    expect((await get(site, '/nothing/x')).status).toBe(404);
    expect((await get(site, '/status/')).status).toBe(200);
    mkdirSync(join(site.data, 'debian'));
    writeFileSync(join(site.data, 'debian/x'), 'x');
    await expect.poll(async () => (await get(site, '/debian/x')).status, { timeout: 10_000 }).toBe(200);
    expect((await get(site, '/debian/y')).status).toBe(404);
  });
});

/** Apache writes the name of the host, and small letters for bytes. */
function locationOf(location: string | undefined): string | undefined {
  return location?.replace(/^http:\/\/[^/]+/, '').toLowerCase();
}
