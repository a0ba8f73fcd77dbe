import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { problemsToText } from '../src/base/problem-report.ts';
import { closeBrowser, visit } from './browser.ts';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

afterAll(closeBrowser);

const YAML = `_: Star Linux
input:
  release:
    _: Release
    option:
      '10': { _: 10 (vega), suite: vega }
      '9': { _: 9 (deneb), suite: deneb }
  source:
    _: Source packages
    true: null
    false: null
`;
const BLOCK = `Packages of Star Linux, see also [moon](../moon/).

## Packages

\`\`\`{ztmpl lang="ini" input="release source" path="/etc/star/sources.list"}
deb {{endpoint}} {{suite}} main
{{#source}}
deb-src {{endpoint}} {{suite}} main
{{/source}}
\`\`\`

## Refresh

\`\`\`{ztmpl lang="bash" input="release"}
{{sudo}}star update --release {{release}}
\`\`\`
`;

/** A site that carries star and moon, with its own help of star in English. */
function star(): PortalTest {
  const site = 'site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nlanguages: [en, zh]\n';
  return PortalTest.from()
    .write('content/portal.yaml', `${site}sources: [{ type: list, file: list.yaml }]\n`)
    .write('content/list.yaml', 'mirrors: [{ cname: star, state: success }, { cname: moon, state: success }]\n')
    .write('content/help/star/en.yaml', YAML)
    .write('content/help/star/index.en.md', BLOCK);
}

describe('a page of help', () => {
  test('is also plain text, Markdown, and a ready file for each choice, in the order of the document', async () => {
    const portal = star();
    const { problems } = await portal.build();
    expect(problemsToText(problems)).toMatchInlineSnapshot(`
      "content/help/star/index.en.md:1: warning: "../moon/" is not a help page of this site [help-link-dead]
        fix: Correct the name, or remove the link; its text is shown without a link until then."
    `);
    expect(portal.read('out/help/star/files/10/sources.list')).toBe('deb https://mirrors.example.org/star vega main\n');
    expect(portal.read('out/help/star/files/9/sources.list')).toBe('deb https://mirrors.example.org/star deneb main\n');
    expect(portal.read('out/help/star/index.txt')).toContain('sudo star update --release 10');
    expect(portal.read('out/help/star/index.md')).toContain('```ini\ndeb https://mirrors.example.org/star vega main\n');
    const html = portal.read('out/help/star/index.html');
    expect(html).toContain(
      'curl -fsSL https://mirrors.example.org/help/star/files/9/sources.list | sudo tee /etc/star/sources.list',
    );
    expect(html.indexOf('10 (vega)')).toBeLessThan(html.indexOf('9 (deneb)'));
  });

  test('is listed by its title, where nobody has told a name of the mirror', async () => {
    const portal = star().write('content/help/moon/index.en.md', 'Packages of the moon.\n');
    await portal.build();
    expect(portal.read('out/help/index.html')).toMatch(/<a href="\/help\/star\/">Star Linux<\/a>/);
    expect(portal.read('out/zh/help/index.html')).toMatch(/<a href="\/zh\/help\/star\/">Star Linux<\/a>/);
    expect(portal.read('out/help/index.html')).toMatch(/<a href="\/help\/moon\/">moon<\/a>/);
    portal.write('content/mirrors/star.yaml', 'name: The Star\n');
    await portal.build();
    expect(portal.read('out/help/index.html')).toMatch(/<a href="\/help\/star\/">The Star<\/a>/);
  });

  test('without a document in its language shows the one there is, and says so', async () => {
    const portal = star();
    await portal.build();
    const page = portal.read('out/zh/help/star/index.html');
    expect(page).toMatch(/class="notice">[^<]*英语/);
    expect(page).toContain('<h1 lang="en">Star Linux');
    expect(page).toContain('<article class="prose" lang="en"');
    expect(page).toMatch(/<button [^>]*>复制<\/button>/);
  });

  test('is made of layers: the site’s own over shared ones, whose terms it tells, over the library', async () => {
    const portal = star()
      .edit('content/portal.yaml', 'languages', 'help: { layers: [../shared] }\nlanguages')
      .write('shared/LICENSE', '\nCreative Commons BY-NC-SA 4.0\n')
      .write(
        'shared/star/en.yaml',
        '_: Shared\nblock: [index, more]\ninput: { flavour: { _: Flavour, option: { a: null } } }\n',
      )
      .write('shared/star/index.en.md', 'From the shared folder.\n')
      .write('shared/star/more.en.md', '## More\n\n`{ztmpl}`x{{endpoint}}`\n')
      .write('shared/debian/en.yaml', 'checked: 2026-01-02\n')
      .edit('content/list.yaml', '{ cname: moon, state: success }', '{ cname: debian, state: success }');
    await portal.build();
    const page = portal.read('out/help/star/index.html');
    expect(page).toContain('Star Linux');
    expect(page).toContain('<h2 id="more">More</h2>');
    expect(page).not.toContain('From the shared folder');
    expect(page).toContain('based on shared, under Creative Commons BY-NC-SA 4.0');
    for (const file of ['index.txt', 'index.md']) {
      expect(portal.read(`out/help/star/${file}`)).toMatch(/based on shared, under Creative Commons BY-NC-SA 4.0\.\n$/);
    }
    const debian = portal.read('out/help/debian/index.html');
    expect(debian).toContain('last reviewed on 2026-01-02');
    expect(debian).toContain('debian-archive-keyring');
  });

  test('that is asked for in a folder that is not there is made of the others', async () => {
    const portal = star().edit('content/portal.yaml', 'languages', 'help: { layers: [../shared] }\nlanguages');
    const { run, problems } = await portal.build();
    expect(run.code).toBe(3);
    expect(problemsToText(problems.filter(({ code }) => code === 'help-layer-missing'))).toMatchInlineSnapshot(`
      "content/portal.yaml: help.layers: error: there is no folder shared [help-layer-missing]
        fix: Correct the path, which is relative to the content folder, or fetch the documents there."
    `);
    expect(portal.has('out/help/star/index.html')).toBe(true);
  });

  test('goes without a block that is broken, at every build until it is mended', async () => {
    const portal = star().edit('content/help/star/index.en.md', '--release {{release}}', '--release {{relase}}');
    for (let build = 1; build <= 2; build++) {
      const { run, problems } = await portal.build();
      expect(run.code).toBe(3);
      expect(problems.map(({ code }) => code)).toContain('help-variable-unknown');
    }
    const page = portal.read('out/help/star/index.html');
    expect(page).not.toContain('star update');
    expect(page).toContain('/etc/star/sources.list');
  });

  test('of a mirror without a document is elsewhere, if the site names a place', async () => {
    const portal = star().edit(
      'content/portal.yaml',
      'languages',
      "help: { federation: 'https://help.example.org/{cname}/' }\nlanguages",
    );
    await portal.build();
    expect(portal.has('out/help/moon/index.html')).toBe(false);
    expect(portal.read('out/index.html')).toContain('href="https://help.example.org/moon/"');
    expect(portal.read('out/mirrorz.json')).not.toContain('help.example.org');
  });

  test('is not drawn anew when only the state of its mirror is new', async () => {
    const portal = star();
    await portal.build();
    const kept = join(portal.root, 'data/articles/star.en.json');
    const before = readFileSync(kept, 'utf8');
    portal.edit('content/list.yaml', 'cname: star, state: success', 'cname: star, state: failed');
    await portal.build();
    expect(portal.read('out/help/star/index.html')).toContain('data-state="failed"');
    expect(readFileSync(kept, 'utf8')).toBe(before);
  });

  test('is forgotten when its mirror is gone and the site is built without it', async () => {
    const portal = star().write('content/help/moon/index.en.md', 'Packages of the moon.\n');
    await portal.build();
    expect(readdirSync(join(portal.root, 'data/articles'))).toEqual(
      ['moon', 'star'].flatMap((name) => [`${name}.en.json`, `${name}.zh.json`]),
    );
    portal.edit('content/list.yaml', ', { cname: moon, state: success }', '');
    await portal.build();
    expect(readdirSync(join(portal.root, 'data/articles'))).toEqual(['star.en.json', 'star.zh.json']);
  });
});

/** The lines of the first and the second block. */
async function lines(page: Page): Promise<string[]> {
  return page.locator('.lines pre').allTextContents();
}

const VEGA = 'deb https://mirrors.example.org/star vega main\n';
const DENEB = 'deb https://mirrors.example.org/star deneb main\n';

describe('in Chromium', () => {
  testWith(
    ['chromium'],
    'a choice redraws every block that offers it, is in the address, and is remembered',
    async () => {
      const portal = star();
      await portal.build();
      const { page, complaints } = await visit(`${portal.root}/out`, '/help/star/');
      expect(await lines(page)).toEqual([VEGA, 'sudo star update --release 10']);
      await page.locator('select[name=release]').first().selectOption('9');
      expect(await lines(page)).toEqual([DENEB, 'sudo star update --release 9']);
      await page.locator('input[name=source]').check();
      expect((await lines(page))[0]).toBe(`${DENEB}deb-src https://mirrors.example.org/star deneb main\n`);
      const ready = page.locator('.files code').first();
      expect(await ready.textContent()).toMatch(/^curl -fsSL \S+ \| sudo tee \/etc\/star\/sources.list$/);
      await page.locator('input[name=sudo]').uncheck();
      expect((await lines(page))[1]).toBe('star update --release 9');
      expect(await ready.textContent()).toMatch(/^curl -fsSL \S+ \| tee \/etc\/star\/sources.list$/);
      await page.locator('select[name=scheme]').selectOption('http');
      expect((await lines(page))[0]).toContain('deb http://mirrors.example.org/star deneb');
      expect(new URL(page.url()).search).toBe('?release=9&source=true&sudo=false&scheme=http');
      await page.goto(page.url().replace(/\?.*/, ''));
      expect((await lines(page))[1]).toBe('star update --release 9');
      expect(complaints).toEqual([]);
    },
  );

  testWith(['chromium'], 'root can do without sudo also where only the command that writes a file has it', async () => {
    const portal = star().write('content/help/star/index.en.md', '```{ztmpl path="/etc/star"}\n{{endpoint}}\n```\n');
    await portal.build();
    const { page } = await visit(`${portal.root}/out`, '/help/star/');
    await page.locator('input[name=sudo]').uncheck();
    expect(await page.locator('.files code').textContent()).toMatch(/ \| tee \/etc\/star$/);
  });

  testWith(['chromium'], 'a line that has no https is used over http, and the protocol says so', async () => {
    const lines = [
      '{ label: main, resolve: mirrors.example.org }',
      '{ label: campus, resolve: campus.example.org, filter: [V4, NOSSL] }',
    ];
    const portal = star().edit('content/portal.yaml', 'languages', `endpoints: [${lines}]\nlanguages`);
    await portal.build();
    const { page } = await visit(`${portal.root}/out`, '/help/star/');
    const [protocol, line] = [page.locator('select[name=scheme]'), page.locator('select[name=endpoint]')];
    const endpoint = async () => (await page.locator('.lines pre').first().textContent())!.split(' ')[1];
    await line.selectOption('campus');
    expect(await endpoint()).toBe('http://campus.example.org/star');
    expect(await protocol.inputValue()).toBe('http');
    expect(await protocol.locator('option:disabled').allTextContents()).toEqual(['HTTPS']);
    await line.selectOption('main');
    expect(await endpoint()).toBe('https://mirrors.example.org/star');
    expect(await protocol.inputValue()).toBe('https');
    expect(await protocol.locator('option:disabled').count()).toBe(0);
  });

  testWith(['chromium'], 'an address brings its choices along, and what it does not offer is passed over', async () => {
    const portal = star();
    await portal.build();
    const { page } = await visit(`${portal.root}/out`, '/help/star/?release=9&source=perhaps&release=77');
    expect(await lines(page)).toEqual([DENEB, 'sudo star update --release 9']);
    expect(await page.locator('select[name=release]').first().inputValue()).toBe('9');
  });

  testWith(['chromium'], 'the keyboard alone chooses and copies, on http as well', async () => {
    const portal = star();
    await portal.build();
    const { page } = await visit(`${portal.root}/out`, '/help/star/');
    // What a page on plain http has; loopback counts as safe.
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.evaluate(() => {
      document.addEventListener('copy', () => {
        document.body.dataset.copied =
          document.activeElement instanceof HTMLTextAreaElement ? document.activeElement.value : '';
      });
    });
    await page.locator('select[name=release]').first().focus();
    await page.keyboard.press('ArrowDown');
    expect((await lines(page))[0]).toBe(DENEB);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const copied = () => page.locator('body').getAttribute('data-copied');
    expect(await copied()).toBe(`sudo tee /etc/star/sources.list >/dev/null <<'EOF'\n${DENEB}EOF\n`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await copied()).toBe(DENEB);
    expect(await page.locator('button[data-copy]').nth(1).textContent()).toBe('Copied');
  });

  testWith(
    ['chromium'],
    'without script the defaults stand, and every release is a file one can follow a link to',
    async () => {
      const portal = star();
      await portal.build();
      const { page } = await visit(`${portal.root}/out`, '/help/star/', { javaScriptEnabled: false });
      expect(await lines(page)).toEqual([VEGA, 'sudo star update --release 10']);
      expect(await page.locator('form:visible, button:visible').count()).toBe(0);
      await page.locator('.files summary').first().click();
      const links = await page
        .locator('.files a')
        .evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
      expect(links).toEqual(['/help/star/files/10/sources.list', '/help/star/files/9/sources.list']);
      for (const link of links) expect(existsSync(`${portal.root}/out${link}`)).toBe(true);
    },
  );

  testWith(['chromium'], 'a phone scrolls wide tables and lines, and never the page', async () => {
    const wide = 'x'.repeat(80);
    const text = `| a | b |\n|---|---|\n| ${'`'}${wide}${'`'} | ${wide} |\n\n${'```'}bash\n${wide}\n${'```'}\n`;
    const portal = star().write('content/help/star/index.en.md', text);
    await portal.build();
    const { page } = await visit(`${portal.root}/out`, '/help/star/', { viewport: { width: 320, height: 640 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  testWith(['chromium'], 'what is typed into a text cannot become markup', async () => {
    const portal = star()
      .write('content/help/star/en.yaml', '_: Star\ninput: { version: { _: Version, default: "1" } }\n')
      .write('content/help/star/index.en.md', '```{ztmpl lang="bash" input="version"}\nstar {{version}}\n```\n');
    await portal.build();
    const hostile = '<img src=x onerror=alert(1)>{{endpoint}}';
    const { page, complaints } = await visit(
      `${portal.root}/out`,
      `/help/star/?version=${encodeURIComponent(hostile)}`,
    );
    expect(await lines(page)).toEqual(['star 1']);
    expect(await page.locator('.lines img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
