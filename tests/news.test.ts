import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PortalTest } from './portal-test.ts';

/** A site with an announcement in Chinese, and one in both languages that is for tomorrow. */
function announcing(): PortalTest {
  return PortalTest.from('two-mirrors')
    .write('content/news/2026-07-20-power.zh.md', '# 停电\n\n周六停电，见[状态](/status/)。<script>alert(1)</script>\n')
    .write('content/news/2026-08-09-new-disks.zh.md', '# 新磁盘\n\n到了。\n')
    .write('content/news/2026-08-09-new-disks.en.md', '# New disks\n\nThey are here.\n');
}

const newsFiles = (portal: PortalTest) => [...portal.files('out').keys()].filter((file) => /(^|\/)news\//.test(file));

test('news is pages, a feed and a line of the sitemap, in each language', async () => {
  const portal = announcing();
  const { problems } = await portal.build();
  expect(problems.filter(({ code }) => code.startsWith('news'))).toEqual([]);
  expect(newsFiles(portal)).toEqual([
    'en/news/2026-07-20-power/index.html',
    'en/news/feed.xml',
    'en/news/index.html',
    'news/2026-07-20-power/index.html',
    'news/feed.xml',
    'news/index.html',
  ]);
  const page = portal.read('out/en/news/2026-07-20-power/index.html');
  expect(page).toContain('<h1 lang="zh">停电</h1>');
  expect(page).toContain('This page is not available in English yet. Here is the Chinese version.');
  expect(page).toContain('<article class="prose" lang="zh">');
  expect(page).toContain('<p>周六停电，见<a href="/status/">状态</a>。</p>');
  expect(page).toContain('<link rel="alternate" type="application/atom+xml" href="/en/news/feed.xml">');
  expect(portal.read('out/sitemap.xml').match(/<loc>[^<]*news[^<]*/g)).toHaveLength(4);
  expect(portal.read('out/about/index.html')).toContain('<code>/news/feed.xml</code>');
});

test('what is for tomorrow appears tomorrow, and draws nothing that it is not on', async () => {
  const portal = announcing();
  await portal.build('--now=2026-08-08T15:59:00Z');
  expect(portal.read('out/index.html')).toContain('<a href="/news/2026-07-20-power/">停电</a>');
  const before = portal.files('out');
  await portal.build('--now=2026-08-08T16:00:00Z');
  expect(newsFiles(portal)).toContain('en/news/2026-08-09-new-disks/index.html');
  expect(portal.read('out/index.html')).toContain('<a href="/news/2026-08-09-new-disks/">新磁盘</a>');
  const written = newsFiles(portal).filter(
    (file) => before.get(file)?.writtenMs !== portal.files('out').get(file)!.writtenMs,
  );
  expect(written.filter((file) => !file.startsWith('en/'))).toEqual([
    'news/2026-08-09-new-disks/index.html',
    'news/feed.xml',
    'news/index.html',
  ]);
});

test('the last announcement that goes takes the section along', async () => {
  const portal = PortalTest.from('two-mirrors').write('content/news/2026-07-20-power.zh.md', '# 停电\n');
  await portal.build();
  expect(portal.read('out/404.html')).toContain('href="/news/"');
  rmSync(join(portal.root, 'content/news/2026-07-20-power.zh.md'));
  await portal.build();
  expect(newsFiles(portal)).toEqual([]);
  expect(portal.read('out/404.html')).not.toContain('news');
});
