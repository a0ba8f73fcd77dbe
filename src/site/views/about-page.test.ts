import { expect, test } from 'vitest';
import { exampleMeans, exampleMirror, exampleNews, examplePortal, siteUrl } from '../../../tests/example-portal.ts';
import { planSite } from '../site-plan.ts';
import { aboutView } from './about-page.ts';

const now = new Date('2026-08-08T12:00:00Z');

test.each([
  ['zh', ['/status/feed.xml', '/news/feed.xml']],
  ['en', ['/en/status/feed.xml', '/en/news/feed.xml']],
] as const)('every address for programs leads to a file of the site, in %s', (language, feeds) => {
  const news = [exampleNews('2026-08-08-new-disks', { en: 'New disks' })];
  const { site, ...portal } = examplePortal([exampleMirror('debian')], { news });
  const below = { ...portal, site: { ...site, url: `${siteUrl}/portal` } };
  const { texts } = planSite(below, now, exampleMeans);
  const links = aboutView(below, language, undefined).programs.map(({ href }) => href);
  expect(links.slice(0, 2)).toEqual(feeds.map((feed) => `/portal${feed}`));
  expect(links.filter((link) => !texts.some(({ file }) => link === `/portal/${file}`))).toEqual([]);
});

test('a site without mirrors names the addresses of single ones, and links to none', () => {
  const { programs } = aboutView(examplePortal([]), 'en', undefined);
  expect(programs.filter(({ href }) => !href).map(({ text }) => text)).toEqual([
    '/api/mirrors/<slug>.json',
    '/badge/<slug>.svg',
  ]);
});
