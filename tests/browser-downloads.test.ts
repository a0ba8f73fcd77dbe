import { afterAll, beforeAll, describe, expect } from 'vitest';
import { closeBrowser, visit } from './browser.ts';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

/** Files of two versions, for two architectures, of two kinds. */
const urls = ['13.6.0', '12.11'].flatMap((version) =>
  ['amd64', 'arm64'].flatMap((architecture) =>
    ['netinst', 'DVD-1'].map((kind) => ({
      name: `${version} (${architecture}, ${kind})`,
      url: `/debian-cd/${version}/debian-${version}-${architecture}-${kind}.iso`,
    })),
  ),
);

let end: () => void = () => {};
let portal: PortalTest;

beforeAll(async () => {
  portal = PortalTest.from(undefined, (over) => {
    end = over as () => void;
  });
  const info = [
    { distro: 'debian', category: 'os', urls },
    { distro: 'An application with a name of sixty characters, or even more', category: 'app', urls: urls.slice(0, 1) },
  ];
  const mirrors = [{ cname: 'debian-cd', url: '/debian-cd', status: 'U' }];
  const site = { url: 'https://mirrors.example.org', abbr: 'EXAMPLE' };
  portal
    .write(
      'content/portal.yaml',
      `sources: [{ type: mirrorz, file: mirrorz.json }]\nserve: { dataRoot: ${portal.root}/trees }\ndownloads: {}\n`,
    )
    .write('content/mirrorz.json', JSON.stringify({ site, info, mirrors }))
    .write('trees/debian-cd/current/amd64/iso-cd/debian-13.6.0-amd64-netinst.iso', 'image')
    .write('trees/debian-cd/current/amd64/iso-cd/SHA512SUMS', `${'a'.repeat(128)}  debian-13.6.0-amd64-netinst.iso\n`);
  await portal.build();
});

afterAll(async () => {
  await closeBrowser();
  end();
});

const PAGE = '/en/downloads/debian/';

describe('in Chromium', () => {
  testWith(['chromium'], 'the pages of downloads obey a strict policy', async () => {
    for (const path of ['/downloads/', PAGE]) {
      const { asked, complaints } = await visit(`${portal.root}/out`, path);
      expect(complaints, path).toEqual([]);
      expect(asked.filter((address) => address !== path && !address.startsWith('/_heliostat/'))).toEqual([]);
    }
  });

  testWith(['chromium'], 'without script every file is there, and versions are anchors', async () => {
    const { page } = await visit(`${portal.root}/out`, PAGE, { javaScriptEnabled: false });
    expect(await page.locator('[data-file]:visible').count()).toBe(9);
    expect(await page.locator('.file-filter').count()).toBe(0);
    await page.click('.versions a:has-text("12.11")');
    expect(new URL(page.url()).hash).toBe('#12.11');
  });

  testWith(['chromium'], 'by keyboard, files are filtered, and the address keeps the choice', async () => {
    const { page } = await visit(`${portal.root}/out`, PAGE);
    const shown = () => page.locator('[data-file]:visible th').allTextContents();
    expect(await shown()).toHaveLength(9);
    await page.focus('select[name=arch]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect((await shown()).every((text) => text.includes('arm64'))).toBe(true);
    await page.keyboard.press('Tab');
    await page.selectOption('select[name=kind]', 'netinst');
    expect(await shown()).toEqual(['debian-13.6.0-arm64-netinst.iso', 'debian-12.11-arm64-netinst.iso']);
    await page.fill('input[name=q]', '12.11');
    expect(await shown()).toEqual(['debian-12.11-arm64-netinst.iso']);
    expect(new URL(page.url()).search).toBe('?arch=arm64&kind=netinst&q=12.11');
    await page.reload();
    expect(await shown()).toEqual(['debian-12.11-arm64-netinst.iso']);
    await page.fill('input[name=q]', 'nothing like it');
    expect(await page.locator('.none').isVisible()).toBe(true);
  });

  testWith(['chromium'], 'a link to a release leads to its newest version', async () => {
    const { page } = await visit(`${portal.root}/out`, `${PAGE}#13-amd64`);
    expect(await page.locator('.found').getAttribute('id')).toBe('13.6.0-amd64');
  });

  testWith(['chromium'], 'an unknown choice in the address leaves everything', async () => {
    const { page, complaints } = await visit(`${portal.root}/out`, `${PAGE}?arch=vax&kind=%3Cscript%3E#%E0%A4%A`);
    expect(await page.locator('[data-file]:visible').count()).toBe(9);
    expect(complaints).toEqual([]);
  });

  testWith(['chromium'], 'how to verify a file is one key away', async () => {
    const { page } = await visit(`${portal.root}/out`, PAGE);
    await page.focus('summary');
    await page.keyboard.press('Enter');
    expect(await page.locator('details[open] pre').textContent()).toContain('| sha512sum -c');
  });

  testWith(['chromium'], 'the list is searched by name', async () => {
    const { page } = await visit(`${portal.root}/out`, '/en/downloads/?q=debian');
    expect(await page.locator('.distributions li:visible').allTextContents()).toHaveLength(1);
    expect(await page.locator('h2:visible').allTextContents()).toEqual(['Operating systems']);
  });

  testWith(['chromium'], 'nothing sticks out at 320 pixels', async () => {
    for (const path of ['/downloads/', PAGE]) {
      const { page } = await visit(`${portal.root}/out`, path, { viewport: { width: 320, height: 800 } });
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(320);
    }
  });
});
