import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  debianWith,
  exampleHelp,
  exampleMirror,
  exampleNews,
  examplePortal,
  exampleTools,
} from '../../tests/example-portal.ts';
import { planSite, proxiedAddresses, reservedNames } from './registry.ts';

const portal = examplePortal([exampleMirror('debian')], { languages: ['en'] });
const now = new Date('2026-08-08T12:00:00Z');

/** The status page, planned with this much known of debian. */
function statusPage(revision: number, at: Date) {
  const asked: string[] = [];
  const history = {
    revisionOf: () => revision,
    of: () => ({ attempts: [], days: [] }),
    changes: () => [],
    daysSince: (day: string) => {
      asked.push(day);
      return new Map([['debian', [{ day, good: 1, failed: 0 }]]]);
    },
  };
  const { pages } = planSite(portal, at, { ...exampleTools, history });
  return { page: pages.find(({ path }) => path === '/status/')!, asked };
}

test('the days of the mirrors are read when the table of states is drawn, not before', async () => {
  const { page, asked } = statusPage(1, now);
  expect(asked).toEqual([]);
  expect(await page.view()).toMatchObject({ rows: [{ strip: { good: 1, failed: 0 } }] });
  expect(asked).toEqual(['2026-07-10']);
});

test.each([
  ['at another minute', 1, '2026-08-08T12:01:00Z', true],
  ['when something is remembered', 2, '2026-08-08T12:00:00Z', false],
  ['on another day of the portal’s zone', 1, '2026-08-08T16:00:00Z', false],
])('%s the table of states is the same or not', (_, revision, at, isSame) => {
  const inputs = (plan: ReturnType<typeof statusPage>) => JSON.stringify(plan.page.inputs);
  expect(inputs(statusPage(revision, new Date(at))) === inputs(statusPage(1, now))).toBe(isSame);
});

test('the documented proxies hand on every address of the site, and no mirror’s', () => {
  const addresses = proxiedAddresses(['en']);
  const documented = readFileSync(new URL('../../docs/live-host.md', import.meta.url), 'utf8');
  // One example is for nginx, one for Apache.
  expect(documented.match(/\^\/\(\(en\|.*\?\)\?\$/g)).toEqual([addresses, addresses]);
  const news = [exampleNews('2026-08-08-new-disks', { en: 'New disks' })];
  const help = new Map([['debian', exampleHelp('debian')]]);
  const downloads = [
    debianWith({ name: '13', url: '/debian-cd/13.iso', checksum: { algorithm: 'sha256', value: 'ab' } }),
  ];
  const site = examplePortal([exampleMirror('debian')], { help, news, downloads });
  const { pages, texts } = planSite(site, now, exampleTools);
  const paths = ['/', ...[...pages, ...texts].map(({ file }) => `/${file}`)];
  expect(paths.filter((path) => !new RegExp(addresses).test(path))).toEqual([]);
  expect('/debian/dists/').not.toMatch(new RegExp(addresses));
});

test('no mirror may take an address of the site, or of how a live host is', () => {
  expect(reservedNames).toMatchInlineSnapshot(`
    [
      "index.html",
      "status",
      "help",
      "downloads",
      "news",
      "incidents",
      "about",
      "pages",
      "404.html",
      "maintenance.html",
      "_heliostat",
      "api",
      "mirrorz.json",
      "metrics",
      "status.txt",
      "badge",
      "opensearch.xml",
      "robots.txt",
      "sitemap.xml",
      "healthz",
    ]
  `);
});
