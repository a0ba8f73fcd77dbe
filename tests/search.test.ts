import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { problemsToText } from '../src/base/problem-report.ts';
import { closeBrowser, visit } from './browser.ts';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

afterAll(closeBrowser);

/** Three mirrors with help; what tells one page from another stands in its text alone. */
function helped(url = 'https://mirrors.example.org'): PortalTest {
  const portal = PortalTest.from()
    .write('content/portal.yaml', `site: { url: '${url}', abbr: EXAMPLE }\n`)
    .write('content/mirrors/lantern.yaml', 'category: os\ndesc: { zh: 一种系统, en: A system }\n')
    .write('content/mirrors/compass.yaml', 'category: language\nname: { zh: 指南针, en: Compass }\n')
    .write('content/mirrors/anchor.yaml', '{}\n');
  for (const [cname, zh, en] of [
    ['lantern', '安装时可以导入签名密钥。', 'Import the signing keys while installing.'],
    ['compass', '也可以通过代理下载模块，`a < b && c`。', 'Modules also come through a proxy, `a < b && c`.'],
    ['anchor', '把仓库地址换成本站。', 'Change the address of the repository.'],
  ] as const) {
    portal.write(`content/help/${cname}/index.zh.md`, `# ${cname}\n\n## 步骤\n\n${zh}\n`);
    portal.write(`content/help/${cname}/index.en.md`, `# ${cname}\n\n## Steps\n\n${en}\n`);
  }
  return portal;
}

/** The same, with an announcement in Chinese. */
function announced(): PortalTest {
  return helped().write('content/news/2026-08-01-harbour.zh.md', '# 港口\n\n**灯塔**周六熄灯，密钥照旧。\n');
}

async function type(page: Page, words: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(words);
}

/** What full-text search says, and the links that it shows; asked until it has come to that. */
const found = (page: Page) =>
  expect.poll(async () => {
    const links = await page.locator('.full-text a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    return [await page.locator('.full-text [role=status]').textContent(), ...links];
  });

const shown = (page: Page) =>
  page.locator('.documents li:visible').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.cname));

describe('in Chromium, under the strict policy', () => {
  testWith(['chromium'], 'a Chinese word finds the page whose text has it, and nothing is loaded before', async () => {
    const portal = helped();
    await portal.build();
    const { page, asked, complaints } = await visit(`${portal.root}/out`, '/help/');
    expect(asked.filter((address) => address.includes('/search/'))).toEqual([]);
    await type(page, '代理');
    await found(page).toEqual(['1 篇的正文匹配：', '/help/compass/']);
    expect(await page.locator('.full-text a').textContent()).toBe('指南针');
    expect(await page.locator('.full-text mark').textContent()).toBe('代理');
    expect(await page.locator('.full-text li p').textContent()).toContain('a < b && c');
    await page.locator('.full-text a').click();
    await page.waitForURL('**/help/compass/');
    expect(complaints).toEqual([]);
  });

  testWith(['chromium'], 'an English word, in any of its forms, finds the English page', async () => {
    const portal = helped();
    await portal.build();
    const { page, complaints } = await visit(`${portal.root}/out`, '/en/help/');
    await type(page, 'repositories');
    await found(page).toEqual(['1 page contains this text:', '/en/help/anchor/']);
    await type(page, 'steps');
    await found(page).toEqual(expect.arrayContaining(['3 pages contain this text:', '/en/help/anchor/']));
    await type(page, 'zeppelin');
    await found(page).toEqual(['No page contains this text.']);
    await page.fill('#query', '');
    await found(page).toEqual(['']);
    expect(await shown(page)).toHaveLength(3);
    expect(complaints).toEqual([]);
  });

  testWith(
    ['chromium'],
    'the list is filtered at once by name, cname and description, as the address says',
    async () => {
      const portal = helped();
      await portal.build();
      const { page } = await visit(`${portal.root}/out`, '/help/?q=指南');
      expect(await shown(page)).toEqual(['compass']);
      expect(await page.locator('h2:visible').allTextContents()).toEqual(['编程语言']);
      await type(page, '一种');
      expect(await shown(page)).toEqual(['lantern']);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('lantern');
      await type(page, '密钥');
      expect(await page.locator('.none').textContent()).toBe('没有匹配的项目。');
      await found(page).toEqual(['1 篇的正文匹配：', '/help/lantern/']);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('/help/lantern/');
    },
  );

  testWith(['chromium'], 'help and news are found from the page of either, and told apart', async () => {
    const portal = announced();
    await portal.build();
    for (const path of ['/news/', '/help/']) {
      const { page, complaints } = await visit(`${portal.root}/out`, path);
      await type(page, '灯塔周六');
      await found(page).toEqual(['1 篇的正文匹配：', '/news/2026-08-01-harbour/']);
      expect(await page.locator('.full-text small').textContent()).toBe('公告 2026-08-01');
      await type(page, '密钥');
      await found(page).toEqual(['2 篇的正文匹配：', expect.any(String), expect.any(String)]);
      expect((await page.locator('.full-text small').allTextContents()).sort()).toEqual([
        '使用帮助',
        '公告 2026-08-01',
      ]);
      expect(complaints).toEqual([]);
    }
  });

  testWith(['chromium'], 'the list of news is filtered at once by title and day', async () => {
    const portal = announced().write('content/news/2026-07-01-anchor.zh.md', '# 船锚\n');
    await portal.build();
    const { page } = await visit(`${portal.root}/out`, '/news/?q=船');
    const titles = () => page.locator('.documents li:visible a').allTextContents();
    expect(await titles()).toEqual(['船锚']);
    await type(page, '2026-08');
    expect(await titles()).toEqual(['港口']);
    expect(await page.locator('.documents time:visible').allTextContents()).toEqual(['2026-08-01']);
    await type(page, '密钥');
    expect(await page.locator('.none').textContent()).toBe('没有标题匹配的公告。');
  });

  testWith(['chromium'], 'a document that changes is found by its new words', async () => {
    const portal = helped();
    await portal.build();
    portal.edit('content/help/anchor/index.en.md', 'repository', 'lighthouse');
    await portal.build();
    const { page } = await visit(`${portal.root}/out`, '/en/help/?q=lighthouse');
    await found(page).toEqual(['1 page contains this text:', '/en/help/anchor/']);
    await type(page, 'repository');
    await found(page).toEqual(['No page contains this text.']);
  });

  testWith(['chromium'], 'a site below a path searches from there', async () => {
    const portal = helped('https://www.example.org/mirrors');
    await portal.build(`--out=${portal.root}/www/mirrors`);
    const { page } = await visit(`${portal.root}/www`, '/mirrors/help/?q=仓库');
    await found(page).toEqual(['1 篇的正文匹配：', '/mirrors/help/anchor/']);
  });

  testWith(['chromium'], 'an index that is gone is told, and the list still filters', async () => {
    const portal = helped();
    await portal.build();
    const { page } = await visit(`${portal.root}/out`, '/en/help/');
    await page.route('**/search/**', (route) => route.abort());
    await type(page, 'compass');
    await found(page).toEqual(['Full-text search is not available right now.']);
    expect(await shown(page)).toEqual(['compass']);
  });

  testWith(['chromium'], 'without script every page is listed, by category, and no field is shown', async () => {
    const portal = helped();
    await portal.build();
    const { page } = await visit(`${portal.root}/out`, '/en/help/', { javaScriptEnabled: false });
    expect(await page.locator('h2').allTextContents()).toEqual(['Operating systems', 'Languages', 'Others']);
    expect(await shown(page)).toEqual(['lantern', 'compass', 'anchor']);
    expect(await page.locator('.search').isVisible()).toBe(false);
  });
});

test('a build without news neither indexes nor writes', async () => {
  const portal = helped();
  await portal.build();
  const kept = portal.files('data/search');
  expect((await portal.build()).run.stderr).toContain(' 0 written, 0 removed');
  expect(portal.files('data/search')).toEqual(kept);
});

test('a document that changes leaves the rest of the index as it was, and one that changes back finds its own again', async () => {
  const portal = helped();
  await portal.build();
  const kept = portal.files('data/search');
  const before = portal.files('out/_heliostat/search');
  portal.edit('content/help/anchor/index.en.md', 'repository', 'lighthouse');
  await portal.build();
  const written = [...portal.files('out/_heliostat/search')].filter(
    ([name, { writtenMs }]) => before.get(name)?.writtenMs !== writtenMs,
  );
  expect(written.map(([name]) => name.replace(/_[0-9a-f]+/, ''))).toEqual([
    'fragment/en.pf_fragment',
    'index/en.pf_index',
    'pagefind-entry.json',
    'pagefind.en.pf_meta',
  ]);
  portal.edit('content/help/anchor/index.en.md', 'lighthouse', 'repository');
  await portal.build();
  expect([...portal.files('data/search')]).toEqual(expect.arrayContaining([...kept]));
});

test('a machine that Pagefind has no program for gets the site without full-text search', async () => {
  const portal = helped();
  process.env.npm_config_arch = 'abacus';
  const { run, problems } = await portal.build().finally(() => delete process.env.npm_config_arch);
  expect(run.code).toBe(0);
  expect(problemsToText(problems)).toMatchInlineSnapshot(`
    "data/search: warning: the texts cannot be indexed (Failed to install either of [pagefind_extended, pagefind]. Most likely the platform linux-abacus is not yet a supported architecture) [search-unavailable]
      fix: Run \`npm ci\` on this machine, with its optional packages; help is found by name and description until then."
  `);
  expect(portal.read('out/help/index.html')).not.toContain('full-text');
  expect(portal.has('out/_heliostat/search')).toBe(false);
});
