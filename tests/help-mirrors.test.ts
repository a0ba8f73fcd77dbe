import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { closeBrowser, visit } from './browser.ts';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

/* Help that names other mirrors of the site: it shows their real addresses, and nothing of those that the site lacks. */

afterAll(closeBrowser);

const YAML = `_: Star
input:
  tree:
    _: Packages from
    option:
      vault: { _: the vault, needs: star-vault }
      here: { _: this tree }
  security: { _: Security updates from this site, needs: Star.Security, true: null, false: null }
`;
const BLOCK = `# Star

\`\`\`{ztmpl lang="ini" input="tree security" path="/etc/star/sources.list"}
deb {{endpoint}} {{tree}}
{{#mirrors.star-vault}}
vault {{.}}
{{/mirrors.star-vault}}
{{^mirrors.star-vault}}
no vault
{{/mirrors.star-vault}}
{{#security}}
security {{mirrors.Star.Security}}
{{/security}}
\`\`\`

\`\`\`{ztmpl lang="bash" needs="Star.Security"}
curl {{mirrors.Star.Security}}/InRelease
\`\`\`
`;

/** A site that carries star, and these mirrors beside it: content of their files by cname. */
function star(others: Readonly<Record<string, string>> = {}, portalYaml = ''): PortalTest {
  const portal = PortalTest.from()
    .write(
      'content/portal.yaml',
      `site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nlanguages: [en]\n${portalYaml}`,
    )
    .write('content/mirrors/star.yaml', 'url: /star\n')
    .write('content/help/star/en.yaml', YAML)
    .write('content/help/star/index.en.md', BLOCK);
  for (const [cname, text] of Object.entries(others)) portal.write(`content/mirrors/${cname}.yaml`, text);
  return portal;
}

const both = { 'star-vault': 'url: /pub/old-stars\n', 'Star.Security': 'url: https://security.example.net/star/\n' };

test('mirrors share a document by the end of their name; what is their own comes first', async () => {
  const portal = star({ 'git/wick.git': 'name: Wick\nurl: /git/wick.git\n', 'oil.git': 'url: /oil.git\n' })
    .write('content/help/any/en.yaml', "also: '*.git'\n")
    .write('content/help/any/index.en.md', 'Shared: {ztmpl}`{{endpoint}}`')
    .write('content/help/oil.git/index.en.md', 'Own.');
  const { problems } = await portal.build();
  expect(problems).toEqual([]);
  const wick = [...portal.files('out/help').keys()].find((file) => /wick.*index\.txt$/.test(file));
  expect(portal.read(`out/help/${wick}`)).toMatchInlineSnapshot(`
    "# Wick

    Shared: https://mirrors.example.org/git/wick.git
    "
  `);
  expect(portal.read('out/help/oil.git/index.txt')).toContain('Own.');
});

test('a repository without a document of its own has the page of the library', async () => {
  const portal = star({ 'oil.git': 'url: /git/oil.git\n' });
  const { problems } = await portal.build();
  expect(problems).toEqual([]);
  expect(portal.read('out/help/oil.git/index.txt')).toContain('git clone https://mirrors.example.org/git/oil.git\n');
});

const FILES = 'out/help/star/files';
const here = 'deb https://mirrors.example.org/star here\n';

describe('a page of help', () => {
  test('has the real addresses of other mirrors, in all its forms', async () => {
    const portal = star(both);
    const { problems } = await portal.build();
    expect(problems).toEqual([]);
    const vault = 'vault https://mirrors.example.org/pub/old-stars\n';
    expect(portal.read(`${FILES}/vault/sources.list`)).toBe(`deb https://mirrors.example.org/star vault\n${vault}`);
    expect(portal.read(`${FILES}/here/sources.list`)).toBe(here + vault);
    for (const file of ['index.txt', 'index.md', 'index.html']) {
      const text = portal.read(`out/help/star/${file}`).replaceAll('&#x2F;', '/');
      expect(text).toContain('vault https://mirrors.example.org/pub/old-stars');
      expect(text).toContain('https://security.example.net/star/InRelease');
    }
  });

  test.each([
    ['that the site lacks', {}],
    ['that it hides', { 'star-vault': 'url: /star-vault\nhidden: true\n' }],
    ['that no page may link to', { 'star-vault': 'url: /help/vault\n' }],
    ['whose name has other letters', { 'Star-Vault': 'url: /star-vault\n' }],
  ])('says nothing of a mirror %s', async (_, others) => {
    const portal = star(others);
    await portal.build();
    expect(portal.read(`${FILES}/here/sources.list`)).toBe(`${here}no vault\n`);
    expect(portal.has(`${FILES}/vault`)).toBe(false);
    const html = portal.read('out/help/star/index.html');
    expect(html).not.toMatch(/the vault|InRelease|Security updates/);
    expect(html).toContain('<option value="here" selected>this tree</option>');
    expect(portal.read('out/help/star/index.txt')).not.toContain('InRelease');
  });

  test('is drawn again when another mirror appears, moves or goes, and only then', async () => {
    const portal = star();
    await portal.build();
    const same = async () => {
      const built = portal.files('out/help');
      const fresh = star();
      for (const [file, { text }] of portal.files('content')) fresh.write(`content/${file}`, text);
      await fresh.build();
      const expected = fresh.files('out/help');
      expect([...built.keys()]).toEqual([...expected.keys()]);
      for (const [file, { text }] of expected) expect(built.get(file)!.text, file).toBe(text);
    };
    portal.write('content/mirrors/star-vault.yaml', 'url: /vault\n');
    await portal.build();
    expect(portal.read(`${FILES}/vault/sources.list`)).toContain('vault https://mirrors.example.org/vault\n');
    await same();
    portal.write('content/mirrors/star-vault.yaml', 'url: /pub/vault\n');
    await portal.build();
    expect(portal.read(`${FILES}/vault/sources.list`)).toContain('vault https://mirrors.example.org/pub/vault\n');
    await same();
    const before = portal.files('out/help/star');
    portal.write('content/mirrors/comet.yaml', 'url: /comet\n');
    await portal.build();
    for (const [file, { writtenMs }] of portal.files('out/help/star/files')) {
      expect(writtenMs, file).toBe(before.get(`files/${file}`)!.writtenMs);
    }
    portal.write('content/mirrors/star-vault.yaml', 'url: /pub/vault\nhidden: true\n');
    await portal.build();
    expect(portal.has(`${FILES}/vault/sources.list`)).toBe(false);
    await same();
  });
});

describe('in Chromium', () => {
  const lines = async (page: Page) => (await page.locator('.lines pre').first().textContent())!.split('\n');

  testWith(['chromium'], 'the address follows the line and the protocol that are chosen', async () => {
    const endpoints = [
      '{ label: main, resolve: mirrors.example.org }',
      '{ label: campus, resolve: campus.example.org, filter: [V4, NOSSL] }',
    ];
    const portal = star(both, `endpoints: [${endpoints}]\n`);
    await portal.build();
    const { page, complaints } = await visit(`${portal.root}/out`, '/help/star/');
    const served = 'vault https://mirrors.example.org/pub/old-stars';
    expect(await lines(page)).toEqual(['deb https://mirrors.example.org/star vault', served, '']);
    await page.locator('input[name=security]').check();
    expect(await lines(page)).toContain('security https://security.example.net/star');
    await page.locator('select[name=scheme]').selectOption('http');
    expect(await lines(page)).toContain('vault http://mirrors.example.org/pub/old-stars');
    expect(await lines(page)).toContain('security http://security.example.net/star');
    await page.locator('select[name=endpoint]').selectOption('campus');
    expect(await lines(page)).toContain('vault http://campus.example.org/pub/old-stars');
    expect(await lines(page)).toContain('security http://security.example.net/star');
    expect(complaints).toEqual([]);
  });

  testWith(['chromium'], 'no link and no memory brings back what the site lacks', async () => {
    const portal = star();
    await portal.build();
    const { page } = await visit(`${portal.root}/out`, '/help/star/?tree=vault&security=true');
    expect(await lines(page)).toEqual(['deb https://mirrors.example.org/star here', 'no vault', '']);
    expect(
      await page.locator('.choices [name]').evaluateAll((all) => all.map((one) => one.getAttribute('name'))),
    ).toEqual(['scheme', 'sudo', 'tree']);
  });
});
