import { afterAll, describe, expect } from 'vitest';
import { closeBrowser, now, visit } from './browser.ts';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

afterAll(closeBrowser);

async function demo(): Promise<PortalTest> {
  const portal = PortalTest.from();
  await portal.run('build', `--content=${new URL('../content', import.meta.url).pathname}`, `--now=${now}`);
  return portal;
}

/** What search engines read is no program: browsers run nothing of this type. */
const DATA = '[type="application/ld+json"]';

describe('in Chromium', () => {
  testWith(
    ['chromium'],
    'a page asks for its own style, script and icon and nothing else, under a strict policy',
    async () => {
      const portal = await demo();
      for (const path of ['/', '/en/status/', '/help/debian/', '/en/about/', '/news/', '/404.html']) {
        const { asked, complaints } = await visit(`${portal.root}/out`, path);
        expect(complaints, path).toEqual([]);
        expect(
          asked.filter((address) => address !== path && !address.startsWith('/_heliostat/')),
          path,
        ).toEqual([]);
      }
    },
  );

  testWith(['chromium'], 'without script every mirror is there, with the absolute time', async () => {
    const portal = await demo();
    const { page } = await visit(`${portal.root}/out`, '/en/', { javaScriptEnabled: false });
    expect(await page.locator('#mirrors tbody tr').count()).toBeGreaterThan(60);
    expect(await page.locator('.search input').count()).toBe(0);
    await page.click('.chips a[data-category=font]');
    expect(await page.locator('#mirrors tbody tr:visible').count()).toBeLessThan(10);
    await page.click('.chips a[data-category=""]');
    expect(await page.locator('#mirrors tbody tr:visible').count()).toBeGreaterThan(60);
    expect(await page.locator('#mirrors time').first().textContent()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d \+08:00$/);
  });

  testWith(['chromium'], 'with script times are relative, and the absolute time is one hover away', async () => {
    const portal = await demo();
    const { page } = await visit(`${portal.root}/out`, '/en/');
    const time = page.locator('#mirrors time').first();
    expect(await time.textContent()).toMatch(/ ago$|^yesterday$/);
    expect(await time.getAttribute('title')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d \+08:00$/);
  });

  testWith(['chromium'], 'words and chips filter the list, and the address keeps the choice', async () => {
    const portal = await demo();
    const { page } = await visit(`${portal.root}/out`, '/en/?q=debian');
    const shown = () =>
      page.locator('#mirrors tbody tr:visible th code, #mirrors tbody tr:visible th > a').allTextContents();
    expect((await shown()).some((text) => text.includes('debian'))).toBe(true);
    expect((await shown()).some((text) => text.includes('alpine'))).toBe(false);
    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('no such thing');
    expect(await page.locator('.none').isVisible()).toBe(true);
    await page.fill('#query', '');
    await page.click('.chips a[data-category=font]');
    const fonts = await page.locator('#mirrors tbody tr:visible').count();
    expect(fonts).toBeGreaterThan(0);
    expect(fonts).toBeLessThan(10);
    expect(new URL(page.url()).hash).toBe('#font');
  });

  testWith(
    ['chromium'],
    'the table of states sorts by a column, up, down and back, and the address keeps it',
    async () => {
      const portal = await demo();
      const { page } = await visit(`${portal.root}/out`, '/en/status/?sort=-size');
      const sizes = async () => {
        const cells = await page
          .locator('table.status td[data-label=Size]')
          .evaluateAll((all) => all.map((cell) => (cell as HTMLElement).dataset.value));
        return cells.filter(Boolean).map(Number);
      };
      const falling = await sizes();
      expect(falling.length).toBeGreaterThan(60);
      expect(falling).toEqual(falling.toSorted((a, b) => b - a));
      const head = page.getByRole('columnheader', { name: 'Size' });
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      await head.getByRole('button').click();
      expect(new URL(page.url()).search).toBe('');
      await head.getByRole('button').click();
      expect(await sizes()).toEqual(falling.toReversed());
      expect(new URL(page.url()).search).toBe('?sort=size');
    },
  );

  testWith(
    ['chromium'],
    'the table of states is found through by name, description and upstream, and every table keeps the words',
    async () => {
      const portal = await demo();
      const { page } = await visit(`${portal.root}/out`, '/en/status/');
      const shown = () => page.locator('table.status tbody tr:visible').evaluateAll((rows) => rows.map(({ id }) => id));
      const found = async (words: string) => {
        await page.keyboard.press('/');
        await page.keyboard.press('Control+a');
        await page.keyboard.type(words);
        return shown();
      };
      expect(await found('alpinelinux.org')).toEqual(['alpine']);
      expect(await found('run by volunteers')).toContain('debian');
      expect(await found('DEBIAN security')).toEqual(['debian-security']);
      expect(new URL(page.url()).search).toBe('?q=DEBIAN+security');
      await page.locator('[data-count=success] a').click();
      await page.waitForURL('**/en/status/~success/?q=DEBIAN+security');
      expect(await shown()).toEqual(['debian-security']);
      expect(await found('no such thing')).toEqual([]);
      expect(await page.locator('.none').textContent()).toMatch(/^No mirror matches/);
      await page.locator('.languages a').click();
      await page.waitForURL('**/status/~success/?q=no+such+thing');
      expect(await page.locator('.none').isVisible()).toBe(true);
    },
  );

  testWith(
    ['chromium'],
    'the table of states needs no sideways scrolling, with script or without, narrow or wide',
    async () => {
      const portal = await demo();
      const needed = async (path: string, width: number, javaScriptEnabled: boolean) => {
        const { page } = await visit(`${portal.root}/out`, path, {
          viewport: { width, height: 740 },
          javaScriptEnabled,
        });
        return page.locator('.scroll').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      };
      for (const width of [360, 768, 1280, 1366]) {
        for (const path of ['/status/', '/en/status/']) {
          expect(await needed(path, width, true), `${path} at ${width}`).toBe(0);
          if (width !== 1280) expect(await needed(path, width, false), `${path} at ${width}, no script`).toBe(0);
        }
      }
    },
  );

  testWith(['chromium'], 'without script each status has a page of its own', async () => {
    const portal = await demo();
    const { page } = await visit(`${portal.root}/out`, '/en/status/', { javaScriptEnabled: false });
    const count = await page.locator('[data-count=failed] .number').textContent();
    await page.locator('[data-count=failed] a').click();
    expect(await page.locator('table.status tbody tr').count()).toBe(Number(count));
    expect(await page.locator('h1').textContent()).toBe('Status: Failed');
    expect(await page.locator('.search input').count()).toBe(0);
    const [name, state, freshness, ...rest] = await page.locator('#mongodb').locator('th, td').allInnerTexts();
    expect([name, state, freshness]).toEqual(['MongoDB mongodb Help', 'Failed', 'files fresh']);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d \+08:00$/);
    expect(rest.slice(0, 5)).toEqual([time, time, '33 min', '11.4 h', time]);
    expect(await page.locator('#mongodb .strip').getAttribute('aria-label')).toBe('1 run succeeded, 1 failed');
  });

  testWith(['chromium'], 'nothing sticks out on a phone, in either language', async () => {
    const portal = await demo();
    for (const path of ['/', '/en/', '/status/', '/en/help/', '/help/debian/', '/about/', '/news/', '/404.html']) {
      const { page } = await visit(`${portal.root}/out`, path, { viewport: { width: 360, height: 740 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(360);
    }
  });

  testWith(['chromium'], 'markup in every field of a source stays text', async () => {
    const hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    const row = {
      cname: hostile,
      url: '/x',
      status: 'U',
      desc: hostile,
      upstream: hostile,
      size: hostile,
      help: hostile,
    };
    const document = {
      site: { url: 'https://mirrors.example.org', abbr: hostile, name: hostile, issue: hostile },
      mirrors: [row],
    };
    const portal = PortalTest.from()
      .write('content/portal.yaml', 'sources: [{ type: mirrorz, file: m.json }]')
      .write('content/m.json', JSON.stringify(document))
      .write('content/pages/about.zh.md', `# x\n\n${hostile}\n`)
      .write('content/news/2026-08-08-x.zh.md', `# ${hostile}\n\n${hostile}\n`);
    await portal.build();
    for (const path of ['/', '/status/', '/about/', '/news/', '/news/2026-08-08-x/', '/404.html']) {
      const { page, complaints } = await visit(`${portal.root}/out`, path);
      // The picture in a text is a picture that is not there; what matters is that nothing ran.
      expect(
        complaints.filter((text) => !text.startsWith('Failed to load resource')),
        path,
      ).toEqual([]);
      expect(await page.locator(`script:not([src^="/_heliostat/"], ${DATA}), [onerror]`).count(), path).toBe(0);
    }
  });

  testWith(['chromium'], 'an address that leads nowhere says what it may have meant', async () => {
    const portal = await demo();
    portal.write('out/debain/index.html', portal.read('out/404.html'));
    portal.write('out/docs/ubuntu/index.html', portal.read('out/404.html'));
    const linksAt = async (path: string) => {
      const { page, complaints } = await visit(`${portal.root}/out`, path);
      await page.locator('[data-names] a').first().waitFor();
      expect(complaints).toEqual([]);
      return page.locator('[data-names] a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    };
    expect(await linksAt('/debain/')).toContain('/debian/');
    expect((await linksAt('/docs/ubuntu/'))[0]).toBe('/help/ubuntu/');
  });
});
