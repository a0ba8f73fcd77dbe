import { afterAll, describe, expect, test } from 'vitest';
import { closeBrowser, now, visit } from './browser.ts';
import { newInPage, newInScript, newInStyle, pageFeatures, styleFeatures } from './old-browsers.ts';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

afterAll(closeBrowser);

async function demo(): Promise<PortalTest> {
  const portal = PortalTest.from();
  await portal.run('build', `--content=${new URL('../content', import.meta.url).pathname}`, `--now=${now}`);
  return portal;
}

describe('what Chromium 109 and Firefox 115 lack is found', () => {
  test.each(styleFeatures)('in a style sheet: %s', (example) => {
    expect(newInStyle(example).join()).toContain(example);
  });

  test.each(pageFeatures)('in a page: %s', (example) => {
    expect(newInPage(example).join()).toContain(example);
  });

  test.each([
    'rows.toSorted()',
    'rows?.toSorted()',
    'head.ariaSort = x',
    'map.values().map(f)',
    'text.matchAll(x).map(f)',
    'URL.parse(x)',
    'Map.groupBy(x, f)',
    'x.test(/[a--b]/v)',
  ])('in a script: %s', (example) => {
    expect(newInScript(example)).toHaveLength(1);
  });

  test('and what they have is not, nor what is asked for first', () => {
    expect(newInScript('Object.values(x).map(f); [...a.keys()].map(f); JSON.parse(x); x / v / 2')).toEqual([]);
    expect(newInScript('if (typeof Intl.Segmenter !== "undefined") new Intl.Segmenter(x)')).toEqual([]);
    expect(newInStyle('a:is(b,c)>d{color:var(--x)}@media (width>=40rem){a{width:1px}}')).toEqual([]);
    expect(newInStyle('@supports selector(:has(a)){a:has(b){width:0}}p{width:0}')).toEqual([]);
  });
});

test('pages, style sheets and scripts need nothing that Chromium 109 and Firefox 115 lack', async () => {
  const portal = await demo();
  const files = [...portal.files('out')];
  const read = (ending: string) => files.filter(([name]) => name.endsWith(ending));
  const inside = (pattern: RegExp) => read('.html').flatMap(([, { text }]) => [...text.matchAll(pattern)]);
  for (const [name, { text }] of read('.css')) expect(newInStyle(text), name).toEqual([]);
  for (const [name, { text }] of read('.js')) expect(newInScript(text), name).toEqual([]);
  for (const [name, { text }] of read('.html')) expect(newInPage(text), name).toEqual([]);
  // Nothing stands inside pages, where this would not find it.
  expect(inside(/<style|\sstyle="|<script(?![^>]* src=| type="application\/ld\+json")/g)).toEqual([]);
  expect(read('.css').length).toBeGreaterThan(0);
  expect(read('.js').length).toBeGreaterThan(5);
});

/** Take away what is younger than Firefox 115. */
function makeOld(): void {
  for (const name of ['toSorted', 'toReversed', 'toSpliced', 'with']) Reflect.deleteProperty(Array.prototype, name);
  for (const name of Object.keys(Element.prototype)) {
    if (/^aria[A-Z]/.test(name)) Reflect.deleteProperty(Element.prototype, name);
  }
}

describe('in Chromium with built-ins taken away', () => {
  testWith(['chromium'], 'the table of states sorts up, down, back and by another column', async () => {
    const portal = await demo();
    const { page, complaints } = await visit(`${portal.root}/out`, '/en/status/');
    await page.addInitScript(makeOld);
    await page.reload();
    const head = (name: string) => page.getByRole('columnheader', { name });
    const orders: (string | null)[] = [];
    for (const name of ['Size', 'Size', 'Size', 'Size', 'Name', 'Size']) {
      await head(name).getByRole('button').click();
      orders.push(await head(name).getAttribute('aria-sort'));
    }
    expect(orders).toEqual(['ascending', 'descending', null, 'ascending', 'ascending', 'ascending']);
    expect(await head('Name').getAttribute('aria-sort')).toBeNull();
    expect(complaints).toEqual([]);
  });

  testWith(['chromium'], 'chips show which is chosen, and headings without documents go', async () => {
    const portal = await demo();
    const { page, complaints } = await visit(`${portal.root}/out`, '/en/');
    await page.addInitScript(makeOld);
    await page.reload();
    await page.click('.chips a[data-category=font]');
    expect(await page.locator('.chips [aria-current=true]').allTextContents()).toEqual(['Fonts']);
    await page.goto(page.url().replace(/\/en\/.*/, '/en/help/?q=debian'));
    const headings = await page.locator('.documents h2:visible').count();
    expect(headings).toBeGreaterThan(0);
    expect(headings).toBeLessThan(await page.locator('.documents h2').count());
    expect(complaints).toEqual([]);
  });
});
