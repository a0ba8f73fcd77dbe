import { afterAll, expect, test } from 'vitest';
import { problemsToText } from '../src/base/problem-report.ts';
import { closeBrowser, now, visit } from './browser.ts';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

/* Help is followed to the files that readers ask for first; what leads nowhere is not offered. */

afterAll(closeBrowser);

const YAML = `_: Star
input:
  release:
    _: Release
    option: { vega: , deneb: , altair: }
  version:
    _: Version
    kind: version
    default: '1.0'
`;
const TEXT = `\`\`\`{ztmpl input="release" path="/etc/apt/sources.list.d/star.sources"}
Types: deb
URIs: {{endpoint}}
Suites: {{release}}
\`\`\`

\`\`\`{ztmpl lang="bash" input="release version"}
curl -fLO {{endpoint}}/images/{{release}}/{{version}}/star.iso
\`\`\`

\`\`\`{ztmpl lang="bash"}
curl -fsSLO {{endpoint}}/star.key
curl -fLO {{endpoint}}/images/NAME/star.iso
\`\`\`
`;

/** A site whose mirror has these files. */
function star(files: readonly string[], state = 'success'): PortalTest {
  const portal = PortalTest.from();
  for (const file of files) portal.write(`tree/star/${file}`, '');
  return portal
    .write(
      'content/portal.yaml',
      `site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nsources: [{ type: list, file: list.yaml }]\nsurvey: { visits: false, upstream: false }\nserve: { dataRoot: ${portal.root}/tree, names: [mirrors.example.org] }\n`,
    )
    .write('content/list.yaml', `mirrors: [{ cname: star, url: /star, state: ${state} }]\n`)
    .write('content/help/star/en.yaml', YAML)
    .write('content/help/star/index.en.md', TEXT);
}

/** Everything but one release, and the images of another one; a version that the document does not name. */
const partly = [
  'dists/vega/InRelease',
  'dists/altair/Release',
  'images/vega/1.1/star.iso',
  'images/deneb/1.0/star.iso',
  'star.key',
];

const optionsOf = (portal: PortalTest) =>
  [...portal.read('out/help/star/index.html').matchAll(/<select name="release">(.*?)<\/select>/gs)].map(([, select]) =>
    [...select!.matchAll(/<option value="(\w+)"/g)].map(([, value]) => value),
  );

test('each block offers what is there for its own lines', async () => {
  const portal = star(partly);
  const { problems } = await portal.build(`--now=${now}`);
  expect(optionsOf(portal)).toEqual([
    ['vega', 'altair'],
    ['vega', 'deneb'],
  ]);
  expect([...portal.files('out/help/star/files').keys()].sort()).toEqual(['altair/star.sources', 'vega/star.sources']);
  expect(problemsToText(problems)).toMatchInlineSnapshot(`
    "content/help/star/en.yaml: warning: help of "star": 2 choices lead to what is not on this site; "deneb/star.sources" asks for "star/dists/deneb/*Release" [help-path-missing]
      fix: Sync what is missing, or remove the option with null in help/; it is not offered until then."
  `);
});

test('a whole tree, a cache and a folder that is not on this machine are not complained of', async () => {
  const whole = [...partly, 'dists/deneb/InRelease', 'images/altair/9/star.iso'];
  for (const portal of [star(whole), star(['other'], 'cache'), star([])]) {
    const { problems } = await portal.build(`--now=${now}`);
    expect(problems.filter(({ code }) => code === 'help-path-missing')).toEqual([]);
    expect(optionsOf(portal)[0]).toEqual(['vega', 'deneb', 'altair']);
  }
});

test('lines that have no options are told of, and stay', async () => {
  const portal = star(partly.filter((file) => file !== 'star.key'));
  const { problems } = await portal.build(`--now=${now}`);
  expect(problems.map(({ says }) => says)).toMatchInlineSnapshot(`
    [
      "help of "star": 3 choices lead to what is not on this site; "deneb/star.sources" asks for "star/dists/deneb/*Release"",
    ]
  `);
  expect(portal.read('out/help/star/index.txt')).toContain('star.key');
});

testWith(['chromium'], 'a choice that one block lacks changes the blocks that have it', async () => {
  const portal = star(partly);
  await portal.build(`--now=${now}`);
  const { page, complaints } = await visit(`${portal.root}/out`, '/help/star/?release=deneb');
  const shown = () => page.locator('.lines pre').allTextContents();
  expect((await shown()).slice(0, 2)).toEqual([
    'Types: deb\nURIs: https://mirrors.example.org/star\nSuites: vega',
    'curl -fLO https://mirrors.example.org/star/images/deneb/1.0/star.iso',
  ]);
  await page.locator('select[name=release]').first().selectOption('altair');
  expect((await shown())[0]).toContain('Suites: altair');
  expect((await shown())[1]).toContain('/deneb/');
  expect(complaints).toEqual([]);
});
