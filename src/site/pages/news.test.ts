import { describe, expect, test } from 'vitest';
import {
  exampleMirror,
  exampleNews,
  examplePortal,
  exampleTools,
  siteUrl,
  viewsOf,
} from '../../../tests/example-portal.ts';
import type { Portal } from '../../model/portal.ts';
import { newsToFeed, toFeedItem } from '../documents/news-feed.ts';
import { newsIn } from '../picked-news.ts';
import { planSite } from '../registry.ts';

const now = new Date('2026-08-08T12:00:00Z');
const power = exampleNews('2026-07-20-power', { zh: '停电' });
const disks = exampleNews('2026-08-08-new-disks', { zh: '新磁盘', en: 'New disks' });
const withNews = (...news: Portal['news']) => examplePortal([exampleMirror('debian')], { news });

describe('the list', () => {
  test('has the day and title of each, in another language where there is none in the reader’s', async () => {
    expect(await viewsOf('/news-index', 'en', withNews(disks, power), { hasSearch: true })).toMatchObject([
      {
        search: '/_heliostat/search/pagefind.js',
        items: [
          { day: '2026-08-08', text: 'New disks', href: '/en/news/2026-08-08-new-disks/', otherLanguage: undefined },
          { day: '2026-07-20', text: '停电', href: '/en/news/2026-07-20-power/', otherLanguage: 'zh' },
        ],
      },
    ]);
  });

  test('is in the navigation, with its own feed, once there is something in it', async () => {
    const index = async (...news: Portal['news']) => (await viewsOf('/', 'en', withNews(...news)))[0]!.frame;
    const nav = async (...news: Portal['news']) => (await index(...news)).nav.map(({ href }) => href);
    expect(await nav()).toEqual(['/en/', '/en/status/', '/en/help/', '/en/about/']);
    expect(await nav(disks)).toEqual(['/en/', '/en/status/', '/en/help/', '/en/news/', '/en/about/']);
    expect((await viewsOf('/news-index', 'en', withNews(disks)))[0]!.frame.feed).toBe('/en/news/feed.xml');
    expect((await index(disks)).feed).toBe('/en/status/feed.xml');
  });

  test.each([
    ['on its day', '2026-08-08T12:00:00Z', 'New disks'],
    ['29 days later', '2026-09-06T12:00:00Z', 'New disks'],
    ['30 days later, which begins in the portal’s zone', '2026-09-06T16:00:00Z', undefined],
  ])('leads the front page, %s', async (_, at, title) => {
    const [index] = await viewsOf('/', 'en', withNews(disks, power), { now: new Date(at) });
    expect(index!.latestNews?.text).toBe(title);
  });
});

describe('the feed', () => {
  const feed = (html: string, keys: Partial<Portal> = {}) => {
    const portal = { ...withNews(disks, power), ...keys };
    return newsToFeed(newsIn(portal, 'en').map(toFeedItem), portal, 'en', async () => html);
  };

  test('has the texts, from the first minute of their days', async () => {
    expect(await feed('<p>They are <b>here</b> &amp; spin.</p>')).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <title>Example Mirror: news</title>
      <id>https://mirrors.example.org/en/news/feed.xml</id>
      <link rel="self" type="application/atom+xml" href="https://mirrors.example.org/en/news/feed.xml"/>
      <link rel="alternate" type="text/html" href="https://mirrors.example.org/en/news/"/>
      <author><name>Example Mirror</name></author>
      <updated>2026-08-08T00:00:00+08:00</updated>
      <entry><title>New disks</title><id>https://mirrors.example.org/en/news/2026-08-08-new-disks/</id><link rel="alternate" type="text/html" href="https://mirrors.example.org/en/news/2026-08-08-new-disks/"/><updated>2026-08-08T00:00:00+08:00</updated><content type="html">&lt;p&gt;They are &lt;b&gt;here&lt;/b&gt; &amp;amp; spin.&lt;/p&gt;</content></entry>
      <entry xml:lang="zh"><title>停电</title><id>https://mirrors.example.org/en/news/2026-07-20-power/</id><link rel="alternate" type="text/html" href="https://mirrors.example.org/en/news/2026-07-20-power/"/><updated>2026-07-20T00:00:00+08:00</updated><content type="html">&lt;p&gt;They are &lt;b&gt;here&lt;/b&gt; &amp;amp; spin.&lt;/p&gt;</content></entry>
      </feed>
      "
    `);
  });

  test.each([
    ['from the root', '<a href="/en/help/">x</a>', `<a href="${siteUrl}/en/help/">x</a>`],
    ['beside the page', '<a href="../2026-07-20-power/">x</a>', `<a href="${siteUrl}/en/news/2026-07-20-power/">x</a>`],
    [
      'inside the page',
      '<a title="t" href="#x">x</a>',
      `<a title="t" href="${siteUrl}/en/news/2026-08-08-new-disks/#x">x</a>`,
    ],
    ['of a picture', '<img src="/a.png" alt="" />', `<img src="${siteUrl}/a.png" alt="" />`],
    ['with a query', '<a href="/?q=a&amp;category=os">x</a>', `<a href="${siteUrl}/?q=a&amp;category=os">x</a>`],
    ['to elsewhere', '<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>'],
    ['that is none', '<a href="http://[">x</a>', '<a href="http://[">x</a>'],
    ['in code', '<code>&lt;a href="/x"&gt;</code>', '<code>&lt;a href="/x"&gt;</code>'],
  ])('leads somewhere from wherever it is read: a link %s', async (_, html, expected) => {
    const [, content = ''] = /<content type="html">(.*?)<\/content>/.exec(await feed(html)) ?? [];
    const unescaped = content.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
    expect(unescaped.replaceAll('&amp;', '&')).toBe(expected);
  });

  test('leads below the path of a site that has one', async () => {
    const portal = { ...withNews(disks), site: { url: `${siteUrl}/portal`, abbr: 'X', name: 'X' } };
    const text = await newsToFeed(
      newsIn(portal, 'zh').map(toFeedItem),
      portal,
      'zh',
      async (_, base) => `<a href="${base}/x">x</a>`,
    );
    expect(text).toContain(`href=&quot;${siteUrl}/portal/x&quot;`);
  });
});

describe('what decides the pages and the feed', () => {
  const inputs = (portal: Portal) => {
    const { pages, texts } = planSite(portal, now, exampleTools);
    const ofNews = [...pages, ...texts].filter(({ file }) => file.startsWith('en/news/'));
    return new Map(ofNews.map(({ file, inputs }) => [file, JSON.stringify(inputs)]));
  };
  const changed = (from: Portal, to: Portal) => {
    const before = inputs(from);
    return [...inputs(to)].filter(([file, key]) => before.get(file) !== key).map(([file]) => file);
  };

  test('is neither the time nor any mirror', () => {
    expect(changed(withNews(disks), { ...withNews(disks), mirrors: [], asOf: now })).toEqual([]);
  });

  test('is the text of an item, but not of the others', () => {
    const edited = { ...disks, documents: { en: { ...disks.documents.en!, text: 'They are late.' } } };
    expect(changed(withNews(disks, power), withNews(edited, power))).toEqual([
      'en/news/2026-08-08-new-disks/index.html',
      'en/news/feed.xml',
    ]);
  });

  test('is nothing where there is no news', () => {
    expect(inputs(withNews())).toEqual(new Map());
  });
});
