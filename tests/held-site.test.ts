import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Problem } from '../src/base/problems.ts';
import { attemptsOf, checkout, PortalTest, statusOf } from './portal-test.ts';
import { job } from './upstream.ts';

const jobs = (count: number) =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) =>
      job(`mirror-${String(index + 1).padStart(2, '0')}`, 'success', { update: '2026-08-08T09:00:00Z' }),
    ),
  );

const good = `site: { url: https://mirrors.example.org, abbr: EXAMPLE, name: X }
languages: [zh, en]
timeZone: Asia/Shanghai
serve: { dataRoot: /srv/no-such-mirrors, rsync: {} }
sources:
  - { type: tunasync, file: jobs.json }
`;

function portalOf(files: Readonly<Record<string, string>> = {}): PortalTest {
  const portal = PortalTest.from().write('content/portal.yaml', good).write('content/jobs.json', jobs(20));
  for (const [file, text] of Object.entries(files)) portal.write(`content/${file}`, text);
  return portal;
}

const codes = (problems: readonly Problem[]) => problems.map(({ code }) => code);
const everything = (portal: PortalTest) => ['out', 'config-out'].map((folder) => portal.files(folder));
const server = (portal: PortalTest) => portal.read('config-out/nginx/heliostat/server.conf');

const typo = readFileSync(join(checkout, 'tests/cases/13-typo-wipes/portal-fil-typo.yaml'), 'utf8');

test.each([
  ['case 13, `fil:` for `file:`', typo],
  ['`source:` for `sources:`', good.replace('sources:', 'source:')],
  ['a language that there is not', good.replace('[zh, en]', '[cn, en]')],
  ['`langauges:`', good.replace('languages:', 'langauges:')],
  ['a type of source that there is not', good.replace('type: tunasync', 'type: tunasink')],
  ['two sources of one id', good.replace(/ {2}- .*\n/, '$&  - { id: tunasync, type: list, file: list.yaml }\n')],
  ['a site without an address', good.replace('url: https:', 'url: htps:')],
  ['a site that is no more than a word', good.replace(/site: .*/, 'site: example')],
  ['an emptied file', ''],
  ['a file that was cut off', good.slice(0, good.indexOf('serve:'))],
  ['a file that is no YAML', good.replace('[zh, en]', '[zh, en')],
])('%s leaves site, configuration and history as they are', async (_, text) => {
  const portal = portalOf();
  await portal.build();
  const before = everything(portal);
  portal.write('content/jobs.json', jobs(20).replaceAll('1786179600', '1786190400')).write('content/portal.yaml', text);
  const { run, problems } = await portal.build('--now=2026-08-08T13:00:00Z');
  expect([run.code, codes(problems).includes('site-held')]).toEqual([3, true]);
  expect(everything(portal)).toEqual(before);
  expect(attemptsOf(portal, 'mirror-01')).toHaveLength(1);
  expect((await portal.run('check')).stderr).toContain(text.trim() === '' ? 'the site has no' : '[site-held]');
  portal.write('content/portal.yaml', good);
  expect((await portal.build('--now=2026-08-08T13:05:00Z')).run.code).toBe(0);
  expect(attemptsOf(portal, 'mirror-01')).toHaveLength(2);
});

test('a portal.yaml in another encoding holds the site', async () => {
  const portal = portalOf();
  await portal.build();
  const before = everything(portal);
  writeFileSync(join(portal.root, 'content/portal.yaml'), Buffer.from(good.replace('name: X', 'name: ÑùÀý'), 'latin1'));
  expect(codes((await portal.build()).problems)).toEqual(['not-utf-8', 'site-held']);
  expect(everything(portal)).toEqual(before);
});

test('where nothing was published yet, what can be built is built', async () => {
  const portal = portalOf().write('content/portal.yaml', good.replace('sources:', 'source:'));
  const { run, problems } = await portal.build();
  expect([run.code, codes(problems)]).toEqual([3, ['unknown-key', 'no-mirrors']]);
  expect(portal.has('out/index.html')).toBe(true);
});

test('a cname.json that is no JSON any more holds the site too', async () => {
  const portal = portalOf({ 'cname.json': '{ "mirror-01": "debian" }' });
  await portal.build();
  const before = everything(portal);
  portal.write('content/cname.json', '{ "mirror-01": ');
  expect(codes((await portal.build()).problems)).toEqual(['broken-json', 'site-held']);
  expect(everything(portal)).toEqual(before);
});

test('a source that was removed by mistake holds the site, until it is back or the operator accepts it', async () => {
  const portal = portalOf({ 'list.yaml': 'mirrors: [{ cname: goproxy, state: proxy }]' });
  const second = '  - { type: list, file: list.yaml }\n';
  portal.write('content/portal.yaml', good + second);
  await portal.build();
  const before = everything(portal);
  portal.edit('content/portal.yaml', '  - { type: tunasync, file: jobs.json }\n', '');
  const { run, problems } = await portal.build('--now=2026-08-20T12:00:00Z');
  expect(run.code).toBe(3);
  expect(problems.map(({ code, says }) => `${code}: ${says}`)).toMatchInlineSnapshot(`
    [
      "unread-file: nothing reads this file",
      "site-held: the site and the configuration of servers are unchanged: 20 of their mirrors and files are gone (mirror-01, mirror-02, mirror-03, mirror-04, mirror-05 and 15 more)",
    ]
  `);
  expect(everything(portal)).toEqual(before);
  const accepted = await portal.run('fetch', '--accept=site');
  expect([accepted.code, accepted.stdout.split('\n').at(-2)]).toEqual([0, 'accepted: site']);
  const after = await portal.build('--now=2026-08-20T12:10:00Z');
  // Its file is still there.
  expect([after.run.code, codes(after.problems)]).toEqual([0, ['unread-file']]);
  expect([...statusOf(portal).keys()]).toEqual(['goproxy']);
  expect(server(portal)).not.toContain('mirror-01');
});

test('content that is not mounted is no wish to remove it: names, and what is hidden, stay', async () => {
  const files = Array.from({ length: 9 }, (_, index) => [`mirrors/mirror-0${index + 1}.yaml`, 'hidden: true\n']);
  const portal = portalOf(Object.fromEntries(files));
  await portal.build();
  expect(statusOf(portal).has('mirror-01')).toBe(false);
  rmSync(join(portal.root, 'content/mirrors'), { recursive: true });
  expect(codes((await portal.build()).problems)).toEqual(['site-held']);
  expect(statusOf(portal).has('mirror-01')).toBe(false);
});

test('mirrors that content hides are not lost, however many they are', async () => {
  const portal = portalOf();
  await portal.build();
  for (let number = 10; number <= 20; number++) portal.write(`content/mirrors/mirror-${number}.yaml`, 'hidden: true\n');
  expect((await portal.build()).problems).toEqual([]);
  expect(statusOf(portal).size).toBe(9);
  expect(server(portal).includes('mirror-10')).toBe(false);
});

test('a data folder that was deleted while the source is silent empties nothing', async () => {
  const portal = portalOf();
  await portal.build();
  const before = everything(portal);
  rmSync(join(portal.root, 'data'), { recursive: true });
  rmSync(join(portal.root, 'content/jobs.json'));
  const { run, problems } = await portal.build();
  expect([run.code, codes(problems)]).toEqual([3, ['source-missing', 'no-mirrors', 'site-held']]);
  expect(everything(portal)).toEqual(before);
});

test('a deploy deploys what was there, and nothing while the site is held', async () => {
  const portal = portalOf();
  mkdirSync(join(portal.root, 'www'));
  portal.write('content/portal.yaml', `${good}deploy: { to: [../www] }\n`);
  await portal.build();
  const before = portal.files('www');
  expect(before.has('status/mirror-20/index.html')).toBe(true);
  portal.write('content/jobs.json', '[]');
  await portal.build();
  expect(new Set(portal.files('www').keys())).toEqual(new Set(before.keys()));
  const held = portal.files('www');
  portal.write('content/portal.yaml', good.replace('sources:', 'source:'));
  await portal.build();
  expect((await portal.run('deploy', `--to=${join(portal.root, 'www')}`)).stdout).toContain('nothing to deploy');
  expect(portal.files('www')).toEqual(held);
});

test('of what goes quiet, servers drop only what has no folder any more', async () => {
  const portal = portalOf();
  for (const name of ['mirror-01', 'mirror-19']) mkdirSync(join(portal.root, 'srv', name), { recursive: true });
  portal.edit('content/portal.yaml', '/srv/no-such-mirrors', join(portal.root, 'srv'));
  await portal.build();
  portal.write('content/jobs.json', jobs(18));
  await portal.run('fetch', '--accept=tunasync');
  // Accepted by the operator, both are gone; without that, the one that has a folder is kept.
  await portal.build();
  expect([server(portal).includes('mirror-19'), server(portal).includes('mirror-20')]).toEqual([false, false]);
  portal.write('content/jobs.json', jobs(20));
  await portal.build();
  portal.write('content/jobs.json', jobs(18));
  await portal.build();
  const { problems } = await portal.build('--now=2026-08-12T12:00:00Z');
  expect(codes(problems)).toContain('served-unlisted');
  expect([server(portal).includes('mirror-19'), server(portal).includes('mirror-20')]).toEqual([true, false]);
  expect(portal.has('out/_heliostat/listing/mirror-19/header.html')).toBe(true);
  expect(portal.read('out/_heliostat/listing/mirror-19/header.html')).not.toContain('/status/mirror-19/');
  portal.write('content/mirrors/mirror-19.yaml', 'hidden: true\n');
  await portal.build('--now=2026-08-12T12:00:00Z');
  expect(server(portal).includes('mirror-19')).toBe(false);
});

test('a mirror that its source calls a proxy, or whose file has a fault, is served as before', async () => {
  const portal = portalOf({ 'mirrors/mirror-02.yaml': 'desc: x\n' });
  await portal.build();
  const before = server(portal);
  portal.write(
    'content/jobs.json',
    jobs(20).replace(
      '"mirror-01","is_master":true,"status":"success"',
      '"mirror-01","is_master":true,"status":"proxy"',
    ),
  );
  portal.write('content/mirrors/mirror-02.yaml', 'serve: { typ: debian }\n');
  const { problems } = await portal.build();
  expect(statusOf(portal).get('mirror-01')).toMatchObject({ state: 'proxy' });
  expect(server(portal)).toBe(before);
  expect(
    problems.filter(({ code }) => code !== 'unknown-key').map(({ code, says }) => `${code}: ${says}`),
  ).toMatchInlineSnapshot(`
    [
      "unserved-mirror: mirror "mirror-02" keeps its previous server configuration: \`serve\` or \`url\` in its file is invalid",
      "served-unlisted: the configuration of servers keeps a mirror (mirror-01) that no source lists any more, because no content says that it should go",
    ]
  `);
});

interface Host {
  readonly url: string;
  readonly child: ChildProcess;
}

async function startHost(portal: PortalTest): Promise<Host> {
  const child = portal.start('start', '--port=0', '--every=1');
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  return { url: line.split(' ')[0]!.replace(/\/$/, ''), child };
}

const patience = { timeout: 20_000, interval: 100 };

test('a live host goes on showing what is held, says so to who watches it, and does so after a restart', async () => {
  const portal = portalOf();
  const host = await startHost(portal);
  const healthOf = async ({ url }: Host) => {
    const response = await fetch(`${url}/healthz`);
    const { held } = (await response.json()) as { held: string[] };
    return [response.status, ...held];
  };
  const shown = async ({ url }: Host) => (await fetch(`${url}/status/mirror-20/`)).status;
  await vi.waitFor(async () => expect(await healthOf(host)).toEqual([200]), patience);
  portal.write('content/jobs.json', '[]');
  await vi.waitFor(async () => expect(await healthOf(host)).toEqual([200, 'tunasync']), patience);
  expect(await shown(host)).toBe(200);
  portal.write('content/portal.yaml', good.replace('sources:', 'source:'));
  await vi.waitFor(async () => expect(await healthOf(host)).toEqual([200, 'site']), patience);
  expect(await shown(host)).toBe(200);
  host.child.kill('SIGTERM');
  await once(host.child, 'exit');
  const again = await startHost(portal);
  expect(await shown(again)).toBe(200);
  await vi.waitFor(async () => expect((await healthOf(again)).at(-1)).toBe('site'), patience);
  expect(await shown(again)).toBe(200);
  portal.write('content/portal.yaml', good).write('content/jobs.json', jobs(20));
  await vi.waitFor(async () => expect(await healthOf(again)).toEqual([200]), patience);
}, 60_000);
