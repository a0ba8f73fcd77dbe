import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contrast } from '../src/base/colour.ts';
import { backgrounds, defaultAccent } from '../src/model/look.ts';
import { closeBrowser, now, visit } from './browser.ts';
import { checkout, PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

/*
 * Three sites with looks of their own: a university, a company's intranet, a community. Tests read their pages as a browser does.
 */

afterAll(closeBrowser);

/** Built once: no test changes them. */
const sites = new Map<string, PortalTest>();

beforeAll(async () => {
  const ends: (() => void | Promise<void>)[] = [];
  for (const site of ['university', 'company', 'community']) {
    const portal = PortalTest.from(site, (end) => void ends.push(end));
    const { problems } = await portal.build(`--now=${now}`);
    expect(problems.filter(({ code }) => code.startsWith('look') || code === 'bad-value')).toEqual([]);
    sites.set(site, portal);
  }
  return async () => {
    for (const end of ends) await end();
  };
});

const built = (site: string) => sites.get(site)!;

/** Addresses of a kind of element in a page. */
function addressesIn(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, address]) => address!);
}

const PUBLISHED =
  /(?:src|href|content)="(?:https?:\/\/[^/"]+)?(\/[^"]*_heliostat\/(?:mark|logo|logo-dark|icon|accent|shared|sponsor)[^"]*)"/g;

describe.each([
  ['university', ''],
  ['company', '/mirror'],
  ['community', ''],
])('%s', (site, base) => {
  test('every picture and style sheet that its pages name is there', async () => {
    const portal = built(site);
    for (const page of ['index.html', 'status/index.html', 'about/index.html']) {
      const named = addressesIn(portal.read(`out/${page}`), PUBLISHED);
      expect(named.length).toBeGreaterThan(3);
      for (const address of named)
        expect([address, portal.has(`out${address.slice(base.length)}`)]).toEqual([address, true]);
    }
    for (const icon of ['icon-180.png', 'icon-192.png', 'icon-512.png', 'shared.png'])
      expect(portal.files('out/_heliostat').get(icon)?.text.slice(1, 4)).toBe('PNG');
  });

  test('the manifest and the description of its search are of its address', async () => {
    const portal = built(site);
    const manifest = JSON.parse(portal.read('out/_heliostat/site.webmanifest'));
    expect(manifest).toMatchObject({ start_url: `${base}/`, scope: `${base}/`, display: 'browser' });
    for (const { src } of manifest.icons) expect(portal.has(`out${src.slice(base.length)}`)).toBe(true);
    expect(portal.read('out/opensearch.xml')).toMatch(
      new RegExp(`template="https?://[a-z.]+${base}/\\?q=\\{searchTerms\\}"`),
    );
  });

  testWith(
    ['chromium'],
    'its colour is that of the links, in both themes, and the visitor chooses the theme',
    async () => {
      const portal = built(site);
      const served = join(portal.root, 'served');
      mkdirSync(dirname(join(served, base)), { recursive: true });
      symlinkSync(join(portal.root, 'out'), join(served, base));
      const colours = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, complaints } = await visit(served, `${base}/`, { colorScheme });
        colours.push(
          await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent')),
        );
        await page.selectOption('[data-theme-choice]', colorScheme === 'light' ? 'dark' : 'light');
        colours.push(
          await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent')),
        );
        await page.reload();
        expect(await page.locator('html').getAttribute('data-theme')).toBe(colorScheme === 'light' ? 'dark' : 'light');
        expect(complaints).toEqual([]);
      }
      const [light, dark] = colours;
      expect(colours).toEqual([light, dark, dark, light]);
      expect(light).not.toBe(dark);
      expect(contrast(light!, backgrounds.light[1])).toBeGreaterThan(4.5);
      expect(contrast(dark!, backgrounds.dark[1])).toBeGreaterThan(4.5);
    },
  );
});

test('a site in China shows its numbers, which lead to the registries', async () => {
  const html = built('university').read('out/en/index.html');
  expect(html).toContain('<a href="https://beian.miit.gov.cn/">京ICP备12345678号-1</a>');
  expect(html).toContain(
    '<a href="https://beian.mps.gov.cn/#/query/webSearch?code=11010802012345">京公网安备11010802012345号</a>',
  );
});

test('pages of its own are linked by their titles, in each language', async () => {
  const portal = built('community');
  expect(portal.read('out/index.html')).toContain('<a href="/pages/faq/">常见问题</a>');
  expect(portal.read('out/en/index.html')).toContain('<a href="/en/pages/faq/">Questions</a>');
  expect(portal.read('out/en/pages/faq/index.html')).toContain('May I ask for a mirror?');
  expect(portal.read('out/sitemap.xml')).toContain('https://mirror.community.example/pages/faq/');
});

test('sponsors stand on the about page with what they give, and by name on every page', async () => {
  const portal = built('community');
  const about = portal.read('out/en/about/index.html');
  expect(about).toMatch(/<img[^>]+sponsor\.[\w-]{8}\.svg"[^>]*>/);
  expect(about).toContain('Rack space');
  expect(portal.read('out/en/status/index.html')).toContain('<a href="https://north.example/">Northern Networks</a>');
});

test('a picture that is no picture is told, and the site does without it', async () => {
  const portal = PortalTest.from('university');
  portal.write('content/look/mark.svg', '<svg onload="alert(1)"/>');
  const { problems } = await portal.build();
  expect(problems.filter(({ code }) => code === 'look-picture')).toMatchObject([
    { level: 'error', place: { path: 'look.mark' }, says: '"look/mark.svg" cannot be shown: it contains a script' },
  ]);
  expect(portal.read('out/index.html')).not.toContain('mark.');
});

test('the style sheet has the colours that contrast is judged by', () => {
  const tokens = readFileSync(join(checkout, 'src/styles/tokens.css'), 'utf8');
  const values = (name: string) => addressesIn(tokens, new RegExp(`--${name}: (#[0-9a-f]{6})`, 'g'));
  const [light, dark] = [backgrounds.light, backgrounds.dark];
  expect(values('paper')).toEqual([light[0], dark[0], dark[0]]);
  expect(values('raised')).toEqual([light[1], dark[1], dark[1]]);
  expect(values('accent')).toEqual([defaultAccent.light, defaultAccent.dark, defaultAccent.dark]);
});
