import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PortalTest, type WhenOver } from './portal-test.ts';

const FOLDER = 'trees/debian-cd/current/amd64';
const ISO = 'debian-13.6.0-amd64-netinst.iso';
const PAGE = 'out/en/downloads/debian/index.html';

function sum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A site with one tree on its own disk, and a mirror that it has no tree of. */
function siteWithTree(more = 'downloads: {}', whenOver?: WhenOver): PortalTest {
  const portal = PortalTest.from(undefined, whenOver);
  return portal
    .write(
      'content/portal.yaml',
      `site: { url: https://mirrors.example.org, abbr: EXAMPLE }
sources: [{ type: list, file: list.yaml }]
serve: { dataRoot: ${portal.root}/trees }
endpoints:
  - { label: example, resolve: mirrors.example.org }
  - { label: example-6, resolve: 6.mirrors.example.org, filter: [V6, SSL] }
  - { label: campus, resolve: campus.example.org, public: false }
${more}
`,
    )
    .write(
      'content/list.yaml',
      `mirrors:
  - { cname: debian-cd, state: success, lastSuccess: 2026-08-08T09:00:00Z }
  - { cname: alpine, state: success, lastSuccess: 2026-08-08T09:00:00Z }
`,
    )
    .write(`${FOLDER}/iso-cd/${ISO}`, 'an image')
    .write(`${FOLDER}/iso-cd/debian-edu-13.6.0-amd64-netinst.iso`, 'no netinst of Debian itself')
    .write(`${FOLDER}/iso-cd/SHA256SUMS`, `${sum('an image')}  ${ISO}\n`)
    .write(`${FOLDER}/iso-cd/SHA256SUMS.sign`, 'a signature')
    .write(`${FOLDER}/bt-cd/${ISO}.torrent`, 'a torrent');
}

interface Document {
  readonly distributions: readonly {
    readonly distro: string;
    readonly mirrors: readonly string[];
    readonly files: readonly { readonly name: string; readonly url: string }[];
  }[];
}

function distributionsOf(portal: PortalTest): Document['distributions'] {
  return (JSON.parse(portal.read('out/api/downloads.json')) as Document).distributions;
}

function namesOf(portal: PortalTest): string[] {
  return distributionsOf(portal).flatMap(({ files }) => files.map(({ name }) => name));
}

describe('a tree is searched by the rules of the library', () => {
  let portal: PortalTest;
  let end = () => {};
  beforeAll(async () => {
    portal = siteWithTree('downloads: {}', (over) => {
      end = over as () => void;
    });
    expect((await portal.build()).problems).toEqual([]);
  });
  afterAll(() => end());

  test('programs get everything that is known of a file', () => {
    const base = 'https://mirrors.example.org/debian-cd/current/amd64';
    expect(distributionsOf(portal)).toMatchObject([
      {
        distro: 'debian',
        mirrors: ['debian-cd'],
        files: [
          {
            name: '13.6.0 (amd64, netinst)',
            url: `${base}/iso-cd/${ISO}`,
            version: '13.6.0',
            architecture: 'amd64',
            kind: 'netinst',
            sizeBytes: 8,
            checksum: {
              algorithm: 'sha256',
              value: sum('an image'),
              list: `${base}/iso-cd/SHA256SUMS`,
              signature: `${base}/iso-cd/SHA256SUMS.sign`,
            },
            torrent: `${base}/bt-cd/${ISO}.torrent`,
          },
        ],
      },
    ]);
  });

  test('the page has the file, and how to check it', () => {
    const page = portal.read(PAGE);
    expect(page).toContain('<h1>Debian</h1>');
    expect(page).toContain(`<a href="/debian-cd/current/amd64/iso-cd/${ISO}">`);
    expect(page).toContain(`echo &#39;${sum('an image')}  ${ISO}&#39; | sha256sum -c`.replaceAll('&#39;', "'"));
    expect(page).toContain('gpg --verify SHA256SUMS.sign SHA256SUMS');
    expect(page).toContain('id="13.6.0-amd64"');
  });

  test('a Metalink leads to each public line of the site', () => {
    expect(portal.read(`out/downloads/debian/${ISO}.meta4`)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<metalink xmlns="urn:ietf:params:xml:ns:metalink">
  <file name="${ISO}">
    <size>8</size>
    <hash type="sha-256">${sum('an image')}</hash>
    <url priority="1">https://mirrors.example.org/debian-cd/current/amd64/iso-cd/${ISO}</url>
    <url priority="2">https://6.mirrors.example.org/debian-cd/current/amd64/iso-cd/${ISO}</url>
  </file>
</metalink>
`);
  });

  test('other sites get it as `info`', () => {
    const { info } = JSON.parse(portal.read('out/mirrorz.json')) as { info: unknown };
    expect(info).toEqual([
      {
        distro: 'Debian',
        category: 'os',
        urls: [{ name: '13.6.0 (amd64, netinst)', url: `/debian-cd/current/amd64/iso-cd/${ISO}` }],
      },
    ]);
  });

  test('the page of the mirror leads there, and that of another mirror does not', () => {
    expect(portal.read('out/en/status/debian-cd/index.html')).toContain('href="/en/downloads/debian/"');
    expect(portal.read('out/en/status/alpine/index.html')).not.toContain('/downloads/debian/');
    expect(portal.read('out/en/help/debian-cd/index.html')).toContain('href="/en/downloads/debian/"');
  });
});

test('nothing is searched, and there are no pages, where portal.yaml does not ask for it', async () => {
  const portal = siteWithTree('');
  await portal.build();
  expect(portal.has('out/downloads/index.html')).toBe(false);
  expect(portal.has('out/api/downloads.json')).toBe(false);
  expect(portal.has('data/downloads.json')).toBe(false);
  expect(portal.read('out/index.html')).not.toContain('/downloads/');
});

test('a tree is searched again after an hour, or after a sync, and not before', async () => {
  const portal = siteWithTree();
  await portal.build();
  portal.write('trees/alpine/latest-stable/releases/x86_64/alpine-virt-3.24.1-x86_64.iso', 'an image');
  await portal.build('--now=2026-08-08T12:59:00Z');
  expect(namesOf(portal)).toEqual(['13.6.0 (amd64, netinst)']);
  portal.edit(
    'content/list.yaml',
    'cname: alpine, state: success, lastSuccess: 2026-08-08T09',
    'cname: alpine, state: success, lastSuccess: 2026-08-08T12',
  );
  portal.edit('content/list.yaml', 'T12:00', 'T12:30');
  await portal.build('--now=2026-08-08T12:59:30Z');
  expect(namesOf(portal)).toEqual(['3.24.1 (x86_64, virt)', '13.6.0 (amd64, netinst)']);
  rmSync(join(portal.root, FOLDER, 'iso-cd', ISO));
  await portal.build('--now=2026-08-08T13:01:00Z');
  expect(namesOf(portal)).toEqual(['3.24.1 (x86_64, virt)']);
});

test('an incremental build is the same as one from nothing', async () => {
  const portal = siteWithTree();
  await portal.build();
  portal.write(`${FOLDER}/iso-dvd/debian-13.6.0-amd64-DVD-1.iso`, 'a larger image');
  await portal.build('--now=2026-08-08T14:00:00Z');
  const incremental = portal.files('out');
  rmSync(join(portal.root, 'out'), { recursive: true });
  rmSync(join(portal.root, 'data/published.json'));
  await portal.build('--now=2026-08-08T14:00:00Z');
  const fromNothing = portal.files('out');
  const textsOf = (files: typeof incremental) => [...files].map(([name, { text }]) => [name, text]);
  expect(textsOf(incremental)).toEqual(textsOf(fromNothing));
});

test('on a machine without the trees, what was found stays', async () => {
  const portal = siteWithTree();
  await portal.build();
  rmSync(join(portal.root, 'trees'), { recursive: true });
  await portal.build('--now=2026-08-08T14:00:00Z');
  expect(namesOf(portal)).toEqual(['13.6.0 (amd64, netinst)']);
});

test('a file of the content folder overrides the rule of the library, or leaves it out', async () => {
  const portal = siteWithTree().write('content/downloads/debian.yaml', 'title: Debian GNU/Linux\nnames: [Debian]\n');
  await portal.build();
  expect(portal.read(PAGE)).toContain('<h1>Debian GNU/Linux</h1>');
  portal.write('content/downloads/debian.yaml', 'skip: true\n').write(
    'content/downloads/own.yaml',
    `category: app
files:
  - { mirrors: [alpine], path: 'tools/*', match: 'tool-(?<version>\\d+)$', newest: 2 }
`,
  );
  for (const version of [9, 10, 11]) portal.write(`trees/alpine/tools/tool-${version}`, 'x');
  await portal.build('--now=2026-08-08T14:00:00Z');
  expect(namesOf(portal)).toEqual(['11', '10']);
});

test('a rule with mistakes is reported with its place', async () => {
  const portal = siteWithTree().write(
    'content/downloads/own.yaml',
    `files:
  - mirrors: [alpine]
    path: ../secret/*
    match: 'tool-(\\d+'
  - { mirrors: [alpine], path: tools/*, match: 'tool-(?<version>\\d+)', kind: '{edition}' }
`,
  );
  const { code, stderr } = await portal.run('build');
  expect(code).toBe(3);
  expect(stderr).toMatchInlineSnapshot(`
    "content/downloads/own.yaml:3:11: error: files.0.path: expected a path below the tree, without . and .. [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    content/downloads/own.yaml:4:12: error: files.0.match: expected a regular expression [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    content/downloads/own.yaml:5:78: error: files.1.kind: \`match\` has no group "edition" [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    "
  `);
});

test('hostile names and addresses do no harm', async () => {
  const hostile = '<script>alert(1)</script>';
  const info = [
    {
      distro: `Debian"${hostile}`,
      category: hostile,
      urls: [
        { name: `13 (amd64, ${hostile})`, url: 'javascript:alert(1)' },
        { name: '13 (amd64, x)', url: '/debian/$(reboot)`id`\'".iso' },
        { name: hostile, url: '//evil.example/%2e%2e/x.iso' },
        { name: '../../../etc/passwd', url: 'data:text/html,<script>' },
      ],
    },
    { distro: '../../../escape', category: 'os', urls: [{ name: '1', url: '/a.iso' }] },
  ];
  const portal = PortalTest.from()
    .write('content/portal.yaml', 'sources: [{ type: mirrorz, file: mirrorz.json }]\n')
    .write(
      'content/mirrorz.json',
      JSON.stringify({
        site: { url: 'https://mirrors.example.org', abbr: 'X' },
        info,
        mirrors: [{ cname: 'debian', url: '/debian', status: 'U' }],
      }),
    );
  await portal.build();
  const pages = [...portal.files('out')].filter(([name]) => /downloads\/.*html$/.test(name));
  expect(pages.length).toBe(6);
  for (const [, { text }] of pages) {
    // Attributes are quoted, and there a `<` begins nothing.
    expect(text.replaceAll(/="[^"]*"/g, '')).not.toContain(hostile);
    expect(text).not.toMatch(/href="(javascript|data):/);
  }
  expect([...portal.files('.').keys()].filter((name) => name.includes('passwd'))).toEqual([]);
});
