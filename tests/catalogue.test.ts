import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { closeBrowser, visit } from './browser.ts';
import { PortalTest, statusOf } from './portal-test.ts';
import { testWith } from './programs.ts';

afterAll(closeBrowser);

/** A site that lists a few mirrors by their cnames alone. */
function bare(...cnames: readonly string[]): PortalTest {
  return PortalTest.from()
    .write(
      'content/portal.yaml',
      'site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nsources: [{ type: list, file: list.yaml }]\n',
    )
    .write('content/list.yaml', `mirrors:\n${cnames.map((cname) => `  - { cname: ${cname} }\n`).join('')}`);
}

/** Of each row of the index, what it is called and the sentence about it, by cname. */
function rowsOf(portal: PortalTest, file = 'out/index.html'): Map<string, { name: string; desc: string | undefined }> {
  const rows = portal
    .read(file)
    .matchAll(/<tr [^>]*data-cname="([^"]+)"[^>]*><th scope="row"><[^>]+>([^<]+)<.*?<\/th>/g);
  return new Map(
    [...rows].map(([row, cname, name]) => [cname!, { name: name!, desc: /<p class="desc">([^<]+)/.exec(row)?.[1] }]),
  );
}

describe('a mirror that a source lists by its cname alone', () => {
  test('has the name and the sentence of the library, in both languages', async () => {
    const portal = bare('deepin', 'Debian-CD', 'lantern');
    const { problems } = await portal.build();
    expect(problems).toEqual([]);
    expect(Object.fromEntries(rowsOf(portal))).toEqual({
      'Debian-CD': { name: 'Debian 安装镜像', desc: expect.stringMatching(/\p{Script=Han}/u) },
      deepin: { name: '深度', desc: expect.stringMatching(/\p{Script=Han}/u) },
      lantern: { name: 'lantern', desc: undefined },
    });
    expect(rowsOf(portal, 'out/en/index.html').get('deepin')).toEqual({ name: 'deepin', desc: expect.any(String) });
    expect(portal.read('out/api/mirrors/deepin.json')).toContain('https://www.deepin.org/');
  });

  test('is called in its own file as the site wants', async () => {
    const portal = bare('debian').write(
      'content/mirrors/debian.yaml',
      'name: 德班\ndesc: { zh: 我们的 }\nwords: [土豆]\n',
    );
    await portal.build();
    expect(rowsOf(portal).get('debian')).toEqual({ name: '德班', desc: '我们的' });
    expect(rowsOf(portal, 'out/en/index.html').get('debian')).toEqual({
      name: '德班',
      desc: expect.not.stringMatching('我们的'),
    });
    expect(portal.read('out/index.html')).toContain('data-words="土豆');
  });

  test('has a page of help of the same name', async () => {
    const portal = bare('debian').write('content/help/debian/zh.yaml', '_: 别的标题\n');
    await portal.build();
    expect(portal.read('out/help/debian/index.html')).toMatch(/<h1>Debian <code>debian<\/code><\/h1>/);
    expect(portal.read('out/help/debian/index.txt')).toMatch(/^# Debian\n/);
  });
});

test('help of a mirror without a name has the title of its document, in its language', async () => {
  const portal = bare('lantern')
    .write('content/help/lantern/zh.yaml', '_: 灯笼\n')
    .write('content/help/lantern/index.zh.md', '说明。\n');
  await portal.build();
  expect(portal.read('out/en/help/lantern/index.html')).toMatch(/<h1 lang="zh[^"]*">灯笼 <code>lantern<\/code><\/h1>/);
  expect(portal.read('out/en/help/lantern/index.txt')).toMatch(/^# 灯笼\n/);
});

test('the library adds no mirror to a site', async () => {
  const portal = bare('debian');
  await portal.build();
  expect([...statusOf(portal).keys()]).toEqual(['debian']);
});

const realData = process.env.HELIOSTAT_REAL_DATA;

describe.skipIf(!realData)('on a site of a real document (set HELIOSTAT_REAL_DATA to their folder)', () => {
  test('mirrors have names, sentences in both languages and categories', async () => {
    const path = join(realData!, 'mirrorz/tuna.json');
    const portal = PortalTest.from().write('content/portal.yaml', `sources: [{ type: mirrorz, file: ${path} }]\n`);
    await portal.build();
    const { mirrors } = JSON.parse(readFileSync(path, 'utf8')) as { mirrors: { cname: string }[] };
    for (const [file, ubuntu] of [
      ['out/index.html', /\p{Script=Han}/u],
      ['out/en/index.html', /Canonical/],
    ] as const) {
      const rows = rowsOf(portal, file);
      expect(rows.size).toBe(new Set(mirrors.map(({ cname }) => cname)).size);
      expect(rows.get('ubuntu')).toEqual({ name: 'Ubuntu', desc: expect.stringMatching(ubuntu) });
      const named = [...rows].filter(([cname, { name }]) => name !== cname);
      expect(named.length).toBeGreaterThan(50);
    }
    expect(portal.read('out/index.html')).toContain('data-category="os"');
  });
});

describe('in Chromium', () => {
  const shown = (page: Page) =>
    page.locator('[data-cname]:visible').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.cname));

  testWith(['chromium'], 'a mirror is found by other words, in every list', async () => {
    const portal = bare('ubuntu', 'kubernetes', 'debian');
    await portal.build();
    for (const path of ['/', '/status/', '/help/', '/en/']) {
      expect([path, await shown((await visit(`${portal.root}/out`, `${path}?q=乌班图`)).page)]).toEqual([
        path,
        ['ubuntu'],
      ]);
      expect([path, await shown((await visit(`${portal.root}/out`, `${path}?q=k8s`)).page)]).toEqual([
        path,
        ['kubernetes'],
      ]);
    }
  });
});
