import { afterAll, describe, expect } from 'vitest';
import { closeBrowser, visit } from './browser.ts';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

afterAll(closeBrowser);

/** No place in it where a line may end. */
const word = 'Donaudampfschifffahrt'.repeat(15).slice(0, 300);
const path = word.toLowerCase();
const cname = 'c'.repeat(64);
/** As long as a size may be. */
const longSize = `1.${'9'.repeat(35)}TiB`;
const url = `https://mirrors.example.org/${path}`;

const help = `_: ${word}
block: [index, more]
input:
  ${word}:
    _: ${word}
    note: ${word}
    option: { ${word}: { _: ${word} }, b: { _: b } }
  typed: { _: ${word}, note: ${word}, kind: name, default: ${word.slice(0, 64)} }
  both: { _: ${word}, note: ${word}, true: ${word}, false: '' }
`;

const block = `# ${word}

${word} \`${word}\` <${url}> [${word}](${url}) **${word}**

- ${word}

> ${word}

| ${word} | x |
|---|---|
| ${word} | \`${word}\` |

<details><summary>${word}</summary>

${word}

</details>

~~~
${word} ${word}
~~~

## ${word}

\`\`\`{ztmpl lang="yaml" input="${word} typed both" path="/etc/${path.slice(0, 200)}"}
${word}: {{${word}}} {{typed}} {{both}} {{endpoint}}
\`\`\`

### ${word}

\`\`\`{ztmpl lang="bash"}
echo ${word} {{endpoint}}
\`\`\`
`;

/** A site whose every text from outside is one long word. */
async function longSite(): Promise<PortalTest> {
  const row = { cname, url: `/${cname}`, status: 'F1780000000', desc: word, upstream: url, size: longSize };
  const site = {
    ...{ url: 'https://mirrors.example.org', abbr: word, name: word, homepage: url, issue: url, request: url },
    ...{ email: `${word}@example.org`, group: word, disk: word, note: word },
  };
  const others = [
    { ...row, cname: 'plain', url: '/plain', status: 'S1780000000' },
    { ...row, cname: 'elsewhere', url, status: 'C', size: '', upstream: word },
  ];
  const portal = {
    ...{ site, languages: ['zh', 'en'], serve: { dataRoot: '/srv/mirrors', readme: true } },
    endpoints: ['a', 'b'].map((label) => ({ label, name: `${label}${word}`, resolve: 'mirrors.example.org' })),
    help: { layers: [{ path: 'layer', name: word, licence: word, url }] },
    sources: [
      { type: 'mirrorz', id: 'm'.repeat(200), file: 'm.json' },
      { type: 'tunasync', id: 't'.repeat(200), url: 'http://127.0.0.1:1/jobs' },
    ],
  };
  const test = PortalTest.from()
    .write('content/portal.yaml', JSON.stringify(portal))
    .write('content/m.json', JSON.stringify({ site, mirrors: [row, ...others] }))
    .write(`content/mirrors/${cname}.yaml`, JSON.stringify({ name: word, homepage: url, added: '2026-08-01' }))
    .write(`content/layer/${cname}/zh.yaml`, help)
    .write(`content/layer/${cname}/index.zh.md`, block)
    .write(`content/layer/${cname}/more.zh.md`, `## ${word} two\n\n${word}\n`)
    .write('content/pages/about.zh.md', block)
    .write('content/news/2026-08-08-long.zh.md', block);
  await test.build();
  return test;
}

const pages = {
  index: '/',
  'list of help': '/help/',
  'page of help': `/help/${cname}/`,
  'table of states': '/status/',
  'states of one status': '/status/~failed/',
  'page of a mirror': `/status/${cname}/`,
  'list of news': '/news/',
  article: '/news/2026-08-08-long/',
  about: '/about/',
  'page that is not there': '/404.html',
};

/** The elements that stick out furthest, for the message of a failure. */
function sticksOut(): string[] {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const isInside = element.parentElement?.closest('pre, .scroll, .prose table, .files code, thead tr');
    return !isInside && element.getBoundingClientRect().right > width + 0.5;
  });
  return wide.map((element) => `${element.localName}.${element.className} in ${element.parentElement?.className}`);
}

interface Way {
  readonly language: '' | '/en';
  readonly javaScriptEnabled: boolean;
}

/** What sticks out on which page of a site, in one language, with script or without. */
async function tooWide(portal: PortalTest, { language, javaScriptEnabled }: Way): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const listing = `/_heliostat/listing/${cname}/header.html`;
  const addresses = Object.entries(pages).map(([name, path]) => [name, language + path] as const);
  for (const [name, path] of [...addresses, ['list of files', listing] as const]) {
    const options = { viewport: { width: 360, height: 740 }, javaScriptEnabled };
    const { page } = await visit(`${portal.root}/out`, path, options);
    expect(await page.locator('h1, .trail').first().textContent(), name).not.toBe('');
    const elements = await page.evaluate(sticksOut);
    if (elements.length > 0) found[name] = elements;
  }
  return found;
}

describe('in Chromium, at 360 pixels', () => {
  testWith(
    ['chromium'],
    'words of 300 letters stay on every page, with script or without, in either language',
    async () => {
      const portal = await longSite();
      expect(await tooWide(portal, { language: '', javaScriptEnabled: true })).toEqual({});
      expect(await tooWide(portal, { language: '/en', javaScriptEnabled: false })).toEqual({});
    },
    120_000,
  );
});
