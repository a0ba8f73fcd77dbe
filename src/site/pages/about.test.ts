import { expect, test } from 'vitest';
import {
  exampleMirror,
  exampleNews,
  examplePortal,
  exampleTools,
  siteUrl,
  viewsOf,
} from '../../../tests/example-portal.ts';
import { planSite } from '../registry.ts';

const now = new Date('2026-08-08T12:00:00Z');

test.each([
  ['zh', ['/status/feed.xml', '/news/feed.xml']],
  ['en', ['/en/status/feed.xml', '/en/news/feed.xml']],
] as const)('every address for programs leads to a file of the site, in %s', async (language, feeds) => {
  const news = [exampleNews('2026-08-08-new-disks', { en: 'New disks' })];
  const { site, ...portal } = examplePortal([exampleMirror('debian')], { news });
  const below = { ...portal, site: { ...site, url: `${siteUrl}/portal` } };
  const { texts } = planSite(below, now, exampleTools);
  const [about] = await viewsOf('/about', language, below);
  const links = about!.programs.map(({ href }) => href);
  expect(links.slice(0, 2)).toEqual(feeds.map((feed) => `/portal${feed}`));
  expect(links.filter((link) => !texts.some(({ file }) => link === `/portal/${file}`))).toEqual([]);
});

test('a site without mirrors names the addresses of single ones, and links to none', async () => {
  const [about] = await viewsOf('/about', 'en', examplePortal([]));
  expect(about!.programs.filter(({ href }) => !href).map(({ text }) => text)).toEqual([
    '/api/mirrors/<slug>.json',
    '/badge/<slug>.svg',
  ]);
});
