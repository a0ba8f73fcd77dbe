import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import sirv from 'sirv';
import { afterAll, describe, expect, onTestFinished } from 'vitest';
import { PortalTest } from './portal-test.ts';
import { findProgram, testWith } from './programs.ts';

/** The policy that Heliostat is made for: nothing from elsewhere, nothing inside the page. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const now = '2026-08-08T13:52:33Z';
let browser: Browser | undefined;

afterAll(() => browser?.close());

interface Visit {
  readonly page: Page;
  /** Addresses that the page asked for, without the host. */
  readonly asked: string[];
  /** What the browser complained of. */
  readonly complaints: string[];
}

/** Serve a folder on loopback with the policy, and open one of its pages. */
async function visit(folder: string, path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const serve = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', policy);
    serve(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  browser ??= await chromium.launch({
    executablePath: findProgram('chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  const context = await browser.newContext(options);
  onTestFinished(async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
  });
  const page = await context.newPage();
  const [asked, complaints]: [string[], string[]] = [[], []];
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  page.on('request', (request) => asked.push(request.url().replace(origin, '')));
  page.on('console', (message) => message.type() !== 'log' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  await page.clock.setFixedTime(now);
  await page.goto(origin + path);
  return { page, asked, complaints };
}

async function demo(): Promise<PortalTest> {
  const portal = PortalTest.from();
  await portal.run('build', `--content=${new URL('../content', import.meta.url).pathname}`, `--now=${now}`);
  return portal;
}

describe('in Chromium', () => {
  testWith(
    ['chromium'],
    'a page asks for its own style, script and icon and nothing else, under a strict policy',
    async () => {
      const portal = await demo();
      for (const path of ['/', '/en/status/', '/help/debian/', '/en/about/', '/404.html']) {
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
    expect(await page.locator('.search').isVisible()).toBe(false);
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
    await page.click('.chips button[data-category=font]');
    const fonts = await page.locator('#mirrors tbody tr:visible').count();
    expect(fonts).toBeGreaterThan(0);
    expect(fonts).toBeLessThan(10);
    expect(new URL(page.url()).search).toBe('?category=font');
  });

  testWith(['chromium'], 'nothing sticks out on a phone, in either language', async () => {
    const portal = await demo();
    for (const path of ['/', '/en/', '/status/', '/en/help/', '/help/debian/', '/about/', '/404.html']) {
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
      .write('content/pages/about.zh.md', `# x\n\n${hostile}\n`);
    await portal.build();
    for (const path of ['/', '/status/', '/about/', '/404.html']) {
      const { page, complaints } = await visit(`${portal.root}/out`, path);
      // The picture of the about page is a picture that is not there; what matters is that nothing ran.
      expect(
        complaints.filter((text) => !text.startsWith('Failed to load resource')),
        path,
      ).toEqual([]);
      expect(await page.locator('script:not([src^="/_heliostat/"]), [onerror]').count(), path).toBe(0);
    }
  });
});
