import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { PortalTest, type WhenOver } from './portal-test.ts';

/* Options of help that are in the trees: a survey finds them, and pages and ready files follow. */

const suite = (fields: Readonly<Record<string, string>>) =>
  Object.entries({ Origin: 'X', ...fields, Date: 'Sat, 08 Aug 2026 10:00:00 UTC' })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');

/** A Debian with a stable of its own number, a testing, and a release that nobody has heard of. */
const debian = {
  'dists/trixie/Release': suite({ Suite: 'stable', Version: '13.1', Codename: 'trixie' }),
  'dists/trixie-updates/Release': suite({ Suite: 'stable-updates', Codename: 'trixie-updates' }),
  'dists/forky/Release': suite({ Suite: 'testing', Codename: 'forky' }),
  'dists/forky-updates/Release': suite({ Suite: 'testing-updates', Codename: 'forky-updates' }),
  'dists/duke/Release': suite({ Suite: 'testing-next', Codename: 'duke' }),
  'pool/main/x': '',
  'dists/duke-updates/Release': suite({ Suite: 'duke-updates', Codename: 'duke-updates' }),
};

const hostile = {
  'dists/$(reboot)/Release': suite({ Codename: '$(reboot)' }),
  'dists/evil/Release': suite({ Codename: 'x;reboot', Version: '9' }),
  'dists/marked/Release': suite({ Codename: 'marked', Version: '<b onclick=x>{{endpoint}}' }),
};

const alpine = Object.fromEntries(
  ['v3.20', 'v3.23', 'v3.24', 'v3.25', 'edge'].flatMap((name) =>
    ['main', 'community', 'testing'].map((part) => [`${name}/${part}/x86_64/APKINDEX.tar.gz`, '']),
  ),
);

/** A site that has mirrors with these trees: files by path, by cname. */
function site(
  trees: Readonly<Record<string, Readonly<Record<string, string>>>>,
  whenOver: WhenOver = onTestFinished,
  more = 'survey: { visits: false, upstream: false }\n',
): PortalTest {
  const portal = PortalTest.from(undefined, whenOver);
  mkdirSync(join(portal.root, 'tree'));
  portal.write(
    'content/portal.yaml',
    `site: { url: https://mirrors.example.org, abbr: EXAMPLE }
languages: [en, zh]
serve: { dataRoot: ${portal.root}/tree, names: [mirrors.example.org] }
${more}`,
  );
  for (const [cname, files] of Object.entries(trees)) {
    portal.write(`content/mirrors/${cname}.yaml`, `url: /${cname}\n`);
    for (const [path, text] of Object.entries(files)) portal.write(`tree/${cname}/${path}`, text);
  }
  return portal;
}

/** The options of the first select of that name on a page, the default in brackets. */
function optionsOf(portal: PortalTest, page: string, name: string): string[] {
  const html = portal.read(`out/${page}/index.html`);
  const [, select = ''] = new RegExp(`<select name="${name}">(.*?)</select>`, 's').exec(html) ?? [];
  return [...select.matchAll(/<option value="([^"]*)"( selected)?>/g)].map(([, value, selected]) =>
    selected ? `[${value}]` : value!,
  );
}

const filesOf = (portal: PortalTest, cname: string) =>
  [...portal.files(`out/help/${cname}/files`).keys()].map((file) => file.split('/')[0]).sort();

let portal: PortalTest;
beforeAll(async () => {
  const ends: (() => void | Promise<void>)[] = [];
  portal = site({ debian: { ...debian, ...hostile }, alpine }, (end) => void ends.unshift(end));
  await portal.build();
  return async () => {
    for (const end of ends) await end();
  };
});

describe('the page of a mirror offers what is in its tree', () => {
  test.each(['help/debian', 'zh/help/debian'])('%s', (page) => {
    expect(optionsOf(portal, page, 'release')).toEqual(['[trixie]', 'forky', 'marked', 'duke']);
  });

  test('with ready files for what nobody typed, and for nothing that is not there', () => {
    expect(filesOf(portal, 'debian')).toEqual(['duke', 'forky', 'marked', 'trixie']);
    const sources = portal.read('out/help/debian/files/duke/debian.sources');
    expect(sources).toMatchInlineSnapshot(`
      "Types: deb
      URIs: https://mirrors.example.org/debian
      Suites: duke duke-updates
      Components: main non-free-firmware
      Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

      Types: deb
      URIs: http://security.debian.org/debian-security
      Suites: duke-security
      Components: main non-free-firmware
      Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
      "
    `);
    expect(portal.read('out/help/debian/index.txt')).toContain('Suites: trixie trixie-updates\n');
  });

  test('numbers as people count, and none that are older than the document says', () => {
    expect(optionsOf(portal, 'help/alpine', 'release')).toEqual(['v3.25', '[v3.24]', 'v3.23', 'edge']);
    expect(portal.read('out/help/alpine/files/v3.25/repositories')).toBe(
      'https://mirrors.example.org/alpine/v3.25/main\nhttps://mirrors.example.org/alpine/v3.25/community\n',
    );
  });

  test('and nothing hostile of it', () => {
    const { mirrors } = JSON.parse(portal.read('data/survey.json'));
    expect(JSON.stringify(mirrors.debian.folder.found)).not.toMatch(/reboot|onclick/);
    for (const [file, { text }] of portal.files('out/help/debian')) expect(text, file).not.toMatch(/reboot|onclick/);
    expect(portal.read('out/help/debian/index.html')).toContain('>marked</option>');
  });
});

test('another build writes the same, and one from nothing too', async () => {
  const before = portal.files('out/help');
  const texts = (files: typeof before) => [...files].map(([file, { text }]) => [file, text]);
  await portal.build();
  const again = portal.files('out/help');
  expect(again).toEqual(before);
  for (const name of ['help.json', 'help-found.json', 'articles', 'published.json'])
    rmSync(join(portal.root, 'data', name), { recursive: true, force: true });
  rmSync(join(portal.root, 'out'), { recursive: true });
  await portal.build();
  expect(texts(portal.files('out/help'))).toEqual(texts(before));
});

test('a release that appears is offered from the next look on, and one that goes is not', async () => {
  const own = site({ debian });
  await own.build();
  own.write('tree/debian/dists/sid/Release', suite({ Codename: 'sid', Suite: 'unstable' }));
  rmSync(join(own.root, 'tree/debian/dists/duke'), { recursive: true });
  await own.build('--now=2026-08-08T12:10:00Z');
  expect(filesOf(own, 'debian')).toEqual(['duke', 'forky', 'trixie']);
  const { problems } = await own.build('--now=2026-08-08T14:00:00Z');
  expect(problems).toEqual([]);
  expect(filesOf(own, 'debian')).toEqual(['forky', 'sid', 'trixie']);
  expect(optionsOf(own, 'help/debian', 'release')).toEqual(['[trixie]', 'forky', 'sid']);
});

test('a folder that cannot be read at the moment takes nothing away', async () => {
  const own = site({ debian });
  await own.build();
  const before = filesOf(own, 'debian');
  rmSync(join(own.root, 'tree/debian'), { recursive: true });
  symlinkSync('debian', join(own.root, 'tree/debian'));
  const { problems } = await own.build('--now=2026-08-08T14:00:00Z');
  expect(problems.map(({ code }) => code)).toEqual(['tree-unreadable']);
  expect(filesOf(own, 'debian')).toEqual(before);
});

const typed = ['[trixie]', 'bookworm', 'forky', 'sid'];

test.each([
  ['without a survey', { debian }, ''],
  ['without a folder on this machine', { debian: {} }, undefined],
  ['where the tree is another one', { debian: { 'readme.txt': '' } }, undefined],
] as const)('%s, the page is as it was typed', async (_, trees, more) => {
  const own = site(trees, onTestFinished, more);
  await own.build();
  expect(optionsOf(own, 'help/debian', 'release')).toEqual(typed);
});

test('the default is the release that is stable in the tree', async () => {
  const own = site({
    debian: {
      'dists/trixie/Release': suite({ Suite: 'oldstable', Version: '13.9', Codename: 'trixie' }),
      'dists/forky/Release': suite({ Suite: 'stable', Version: '14.0', Codename: 'forky' }),
      'dists/forky-updates/Release': '',
      'dists/trixie-updates/Release': '',
    },
  });
  await own.build();
  expect(optionsOf(own, 'help/debian', 'release')).toEqual(['trixie', '[forky]']);
  expect(own.read('out/help/debian/index.txt')).toContain('Suites: forky forky-updates\n');
});

test('an option that nobody typed is checked like all others', async () => {
  const own = site({ alpine: { ...alpine, 'v3.26/main/x86_64/APKINDEX.tar.gz': '' } });
  const { problems } = await own.build();
  expect(optionsOf(own, 'help/alpine', 'release')).toEqual(['v3.25', '[v3.24]', 'v3.23', 'edge']);
  expect(problems.map(({ says }) => says)).toMatchInlineSnapshot(`
    [
      "help of "alpine": 1 choice leads to what is not on this site; "v3.26/repositories" asks for "alpine/v3.26/community/*/APKINDEX.tar.gz"",
    ]
  `);
});

test('a text has the newest release of the tree at first', async () => {
  const own = site({
    FreeBSD: Object.fromEntries(
      ['14.4', '15.1', '15.10', '15.2'].map((name) => [`releases/amd64/amd64/${name}-RELEASE/MANIFEST`, '']),
    ),
  });
  await own.build();
  const page = [...own.files('out/help').keys()].find((file) => /freebsd.*index\.txt$/i.test(file))!;
  expect(own.read(`out/help/${page}`)).toContain('15.10-RELEASE');
});

test('a document of the site itself is filled, too, with what it asks', async () => {
  const own = site({ lantern: { 'wick/index.json': '[{"version": "3.1"}]', 'oil/index.json': '[{}]' } })
    .write(
      'content/help/lantern/en.yaml',
      `_: Lantern
input:
  release:
    option: { oil: { _: Oil } }
    from: { read: '*/index.json', take: { version: { json: 0.version } }, label: '{version} ({value})', set: {} }
`,
    )
    .write('content/help/lantern/index.en.md', '```{ztmpl input="release" path="/etc/lantern"}\n{{release}}\n```\n');
  const { problems } = await own.build();
  expect(problems).toEqual([]);
  expect(own.read('out/help/lantern/index.html')).toContain('>3.1 (wick)</option>');
  expect(filesOf(own, 'lantern')).toEqual(['oil', 'wick']);
});
