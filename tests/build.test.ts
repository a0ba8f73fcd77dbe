import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '../src/io/lock.ts';
import { checkout, PortalTest, someTime, statusOf } from './portal-test.ts';
import { job, Upstream } from './upstream.ts';

const debian = job('debian', 'success', {
  update: '2026-08-08T09:00:00Z',
  ended: '2026-08-08T09:00:00Z',
  next: '2026-08-08T15:00:00Z',
});

async function withTunasync(): Promise<{ portal: PortalTest; upstream: Upstream }> {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  const portal = PortalTest.from('two-mirrors');
  portal.edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url);
  upstream.answers([
    debian,
    job('alpine', 'failed', { update: '2026-08-01T09:00:00Z', ended: '2026-08-08T10:00:00Z' }),
  ]);
  return { portal, upstream };
}

test('a portal is built whole: pages in both languages, documents, assets, configuration', async () => {
  const { portal } = await withTunasync();
  const { run, problems } = await portal.build();
  expect(problems).toEqual([]);
  expect(run.code).toBe(0);
  const files = [...portal.files('out').keys()].filter((file) => !file.startsWith('_heliostat/'));
  expect(files).toMatchInlineSnapshot(`
    [
      ".heliostat/owned.json",
      "404.html",
      "about/index.html",
      "api/downloads.json",
      "api/mirrors/alpine.json",
      "api/mirrors/debian.json",
      "api/mirrors/goproxy.json",
      "api/schemas/downloads.schema.json",
      "api/schemas/mirror.schema.json",
      "api/schemas/status.schema.json",
      "api/status.json",
      "api/tunasync.json",
      "api/v2/summary.json",
      "badge/alpine.svg",
      "badge/debian.svg",
      "badge/goproxy.svg",
      "downloads/debian/index.html",
      "downloads/index.html",
      "en/404.html",
      "en/_heliostat/names.json",
      "en/about/index.html",
      "en/downloads/debian/index.html",
      "en/downloads/index.html",
      "en/help/alpine/files/edge/repositories",
      "en/help/alpine/files/latest-stable/repositories",
      "en/help/alpine/files/v3.22/repositories",
      "en/help/alpine/files/v3.23/repositories",
      "en/help/alpine/files/v3.24/repositories",
      "en/help/alpine/index.html",
      "en/help/alpine/index.md",
      "en/help/alpine/index.txt",
      "en/help/debian/index.html",
      "en/help/debian/index.md",
      "en/help/debian/index.txt",
      "en/help/goproxy/index.html",
      "en/help/goproxy/index.md",
      "en/help/goproxy/index.txt",
      "en/help/index.html",
      "en/index.html",
      "en/opensearch.xml",
      "en/status/alpine/index.html",
      "en/status/debian/index.html",
      "en/status/feed.xml",
      "en/status/goproxy/index.html",
      "en/status/index.html",
      "en/status/~cache/index.html",
      "en/status/~failed/index.html",
      "en/status/~late/index.html",
      "en/status/~never/index.html",
      "en/status/~paused/index.html",
      "en/status/~pending/index.html",
      "en/status/~proxy/index.html",
      "en/status/~stale/index.html",
      "en/status/~success/index.html",
      "en/status/~syncing/index.html",
      "en/status/~unknown/index.html",
      "help/alpine/files/edge/repositories",
      "help/alpine/files/latest-stable/repositories",
      "help/alpine/files/v3.22/repositories",
      "help/alpine/files/v3.23/repositories",
      "help/alpine/files/v3.24/repositories",
      "help/alpine/index.html",
      "help/alpine/index.md",
      "help/alpine/index.txt",
      "help/debian/index.html",
      "help/debian/index.md",
      "help/debian/index.txt",
      "help/goproxy/index.html",
      "help/goproxy/index.md",
      "help/goproxy/index.txt",
      "help/index.html",
      "index.html",
      "maintenance.html",
      "metrics",
      "mirrorz.json",
      "opensearch.xml",
      "robots.txt",
      "sitemap.xml",
      "status.txt",
      "status/alpine/index.html",
      "status/debian/index.html",
      "status/feed.xml",
      "status/goproxy/index.html",
      "status/index.html",
      "status/~cache/index.html",
      "status/~failed/index.html",
      "status/~late/index.html",
      "status/~never/index.html",
      "status/~paused/index.html",
      "status/~pending/index.html",
      "status/~proxy/index.html",
      "status/~stale/index.html",
      "status/~success/index.html",
      "status/~syncing/index.html",
      "status/~unknown/index.html",
    ]
  `);
  expect([...portal.files('config-out').keys()]).toContain('cron/heliostat');
});

test('later sources add to and override earlier ones, content adds what no source tells', async () => {
  const { portal } = await withTunasync();
  await portal.build();
  const status = statusOf(portal);
  expect([...status.keys()]).toEqual(['alpine', 'debian', 'goproxy']);
  expect(status.get('debian')).toMatchObject({
    state: 'success',
    lastSuccess: '2026-08-08T09:00:00Z',
    upstream: 'rsync://upstream.example.org/debian/',
    source: 'tunasync',
  });
  expect(status.get('goproxy')).toMatchObject({ state: 'cache', source: 'mirrorz' });
  expect(portal.read('out/en/index.html')).toContain('The universal operating system');
  expect(portal.read('out/index.html')).toContain('通用操作系统');
});

test('a build with nothing new writes nothing', async () => {
  const { portal } = await withTunasync();
  // The second build describes itself, so that the third one need not read anything.
  for (const _ of ['first', 'second']) await portal.build();
  const folders = ['out', 'config-out', 'data'] as const;
  const before = folders.map((folder) => portal.files(folder));
  await wait(20);
  const { run } = await portal.build();
  expect(run.stderr).toContain('0 written, 0 removed');
  expect(folders.map((folder) => portal.files(folder))).toEqual(before);
});

test('a change of one mirror rewrites only what shows it', async () => {
  const { portal, upstream } = await withTunasync();
  await portal.build();
  const before = portal.files('out');
  await wait(20);
  upstream.answers([debian, job('alpine', 'syncing')]);
  await portal.build();
  const rewritten = [...portal.files('out')].filter(
    ([file, { writtenMs }]) => before.get(file)?.writtenMs !== writtenMs,
  );
  expect(rewritten.map(([file]) => file)).toMatchInlineSnapshot(`
    [
      "api/mirrors/alpine.json",
      "api/status.json",
      "api/tunasync.json",
      "badge/alpine.svg",
      "en/help/alpine/index.html",
      "en/index.html",
      "en/status/alpine/index.html",
      "en/status/feed.xml",
      "en/status/index.html",
      "en/status/~failed/index.html",
      "en/status/~stale/index.html",
      "help/alpine/index.html",
      "index.html",
      "metrics",
      "mirrorz.json",
      "status.txt",
      "status/alpine/index.html",
      "status/feed.xml",
      "status/index.html",
      "status/~failed/index.html",
      "status/~stale/index.html",
    ]
  `);
});

test('refresh draws the same bytes as build', async () => {
  const { portal, upstream } = await withTunasync();
  await portal.build();
  upstream.answers([job('debian', 'paused', { update: '2026-08-08T09:00:00Z' })]);
  expect((await portal.run('refresh')).code).toBe(0);
  const refreshed = portal.files('out');
  const { run } = await portal.build();
  expect(run.stderr).toContain('0 written, 0 removed');
  expect(statusOf(portal).get('debian')).toMatchObject({ state: 'paused' });
  expect(portal.files('out')).toEqual(refreshed);
});

test('what is gone is removed, and files that no run wrote are left alone', async () => {
  const { portal } = await withTunasync();
  portal.write('out/debian/pool/a.deb', 'package').write('out/help/ours.txt', 'ours');
  await portal.build();
  expect(portal.has('out/help/debian/index.html')).toBe(true);
  portal.write('content/mirrors/debian.yaml', 'hidden: true\n');
  await portal.build();
  expect(portal.has('out/help/debian')).toBe(false);
  expect(portal.read('out/debian/pool/a.deb')).toBe('package');
  expect(portal.read('out/help/ours.txt')).toBe('ours');
});

test('a page that somebody deleted or cut short is mended by the next build', async () => {
  const { portal } = await withTunasync();
  await portal.build();
  const whole = portal.read('out/index.html');
  portal.write('out/index.html', '<!doctype html>');
  await portal.build();
  expect(portal.read('out/index.html')).toBe(whole);
});

test('two builds of one content are the same bytes', async () => {
  const { portal, upstream } = await withTunasync();
  const twin = PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url);
  // An answer that is read from a file is as old as that, and copies are made one after the other.
  const noon = new Date(someTime);
  for (const { root } of [portal, twin]) utimesSync(join(root, 'content/mirrorz.json'), noon, noon);
  await Promise.all([portal.build(), twin.build()]);
  const texts = (one: PortalTest) => [...one.files('out')].map(([name, { text }]) => [name, text]);
  expect(texts(portal)).toEqual(texts(twin));
});

test('without a site nothing is built, and the last site stays', async () => {
  const { portal } = await withTunasync();
  await portal.build();
  const before = portal.files('out');
  portal.write('content/portal.yaml', 'languages: [en]\n');
  const run = await portal.run('build');
  expect(run.code).toBe(3);
  expect(run.stderr).toMatchInlineSnapshot(`
    "content/portal.yaml: error: the site and the configuration of servers are unchanged: \`site\` and \`sources\` are not set [site-held]
      fix: Correct it; the fault is reported separately.
    "
  `);
  expect(portal.files('out')).toEqual(before);
});

test('a site below a path links and loads everything from there', async () => {
  const { portal } = await withTunasync();
  portal.edit('content/portal.yaml', 'https://mirrors.example.org', 'https://www.example.org/mirrors');
  await portal.build();
  const links = [...portal.read('out/en/index.html').matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link!);
  expect(links.length).toBeGreaterThan(10);
  const own = links.filter((link) => link !== 'https://example.org/issues');
  expect(
    own.filter((link) => !link.startsWith('#') && !/^(https:\/\/www\.example\.org)?\/mirrors\//.test(link)),
  ).toEqual([]);
  expect(portal.read('out/robots.txt')).toContain('Disallow: /mirrors/debian/');
});

test.each([
  ['no folder', ['build', '--content=/nonexistent/content'], 1],
  ['an option that is not known', ['build', '--contents=x'], 2],
  ['a time that is none', ['build', '--now=yesterday'], 2],
  ['help', ['build', '--help'], 0],
] as const)('exit code for %s', async (_, [command, option], code) => {
  const portal = PortalTest.from('two-mirrors');
  expect((await portal.run(command, option)).code).toBe(code);
});

test('errors end with 3, warnings only when --strict', async () => {
  const { portal, upstream } = await withTunasync();
  upstream.answers([job('debian', 'hibernating')]);
  expect((await portal.run('build')).code).toBe(0);
  expect((await portal.run('build', '--strict')).code).toBe(3);
  portal.write('content/mirrors/alpine.yaml', 'descr: x\n');
  expect((await portal.run('build')).code).toBe(3);
});

test('--quiet prints problems and nothing else', async () => {
  const { portal } = await withTunasync();
  const run = await portal.run('build', '--quiet');
  expect([run.code, run.stdout, run.stderr]).toEqual([0, '', '']);
});

test('--only-new tells a problem that two runs found, and once more when it is over', async () => {
  const { portal, upstream } = await withTunasync();
  const say = async (status: string) => {
    upstream.answers([job('debian', status)]);
    return (await portal.run('build', '--quiet', '--only-new')).stderr;
  };
  expect(await say('hibernating')).toBe('');
  expect(await say('hibernating')).toContain('[unknown-status]\n  fix: ');
  expect(await say('hibernating')).toBe('');
  expect(await say('success')).toBe('');
  expect(await say('success')).toMatchInlineSnapshot(`
    "over: source tunasync: ["debian"]: job "debian" has the status "hibernating" [unknown-status]
    "
  `);
});

test('--only-new tells a failure and a site that is held back at once, and when they are over', async () => {
  const { portal } = await withTunasync();
  const say = async () => (await portal.run('build', '--quiet', '--only-new')).stderr;
  expect(await say()).toBe('');
  const good = portal.read('content/portal.yaml');
  portal.write('content/portal.yaml', good.replace('sources:', 'source:'));
  expect(await say()).toMatch(/^content\/portal.yaml: error: .* \[site-held\]\n.*\n$/);
  expect(await say()).toContain('[unknown-key]');
  rmSync(join(portal.root, 'content/portal.yaml'));
  expect([await say(), await say()]).toEqual([
    'heliostat: there is no content/portal.yaml; see README.md for the smallest one\n',
    '',
  ]);
  portal.write('content/portal.yaml', good);
  expect(await say()).toBe('over: heliostat: there is no content/portal.yaml; see README.md for the smallest one\n');
  expect(await say()).toMatch(
    /^over: content\/portal.yaml:.*\[unknown-key\]\nover: content\/portal.yaml: .*\[site-held\]\n$/,
  );
});

test('a refresh that finds another run at work leaves open what was told', async () => {
  const { portal, upstream } = await withTunasync();
  upstream.answers([job('debian', 'hibernating')]);
  const say = async () => (await portal.run('refresh', '--quiet', '--only-new')).stderr;
  expect([await say(), (await say()).includes('[unknown-status]')]).toEqual(['', true]);
  const release = lockFolder(join(portal.root, 'data'));
  expect([await say(), await say()]).toEqual(['', '']);
  release();
  expect(await say()).toBe('');
});

test('two runs in one data folder take turns', async () => {
  const { portal } = await withTunasync();
  const runs = await Promise.all([portal.run('build'), portal.run('build'), portal.run('build')]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(runs.filter(({ stdout }) => stdout.includes(' 0 written, 0 removed'))).toHaveLength(2);
});

test('a killed run leaves no lock and no half-written page', async () => {
  const { portal, upstream } = await withTunasync();
  await portal.build();
  const pages = [...portal.files('out').keys()].filter((file) => file.endsWith('.html'));
  for (let round = 0; round < 8; round++) {
    const status = round % 2 ? 'success' : 'failed';
    upstream.answers([job('debian', status, { update: '2026-08-08T09:00:00Z' }), job('alpine', status)]);
    const child = portal.start('build');
    await wait(100 + round * 20);
    child.kill('SIGKILL');
    for (const page of pages) expect(portal.read(`out/${page}`)).toMatch(/<\/html>\s*$/);
  }
  expect((await portal.run('build')).code).toBe(0);
  expect([...portal.files('out').keys()].filter((file) => file.endsWith('.html'))).toEqual(pages);
});

test('the emitted schemas are those that the demo content and the library name', async () => {
  const { portal } = await withTunasync();
  await portal.build();
  const named = ['portal.yaml', 'demo.yaml', 'mirrors/npm.yaml', 'library/help/debian/en.yaml'].map((file) => {
    const text = readFileSync(join(checkout, 'content', file), 'utf8');
    return /\$schema=(?:\.\.\/)+dist-config\/(\S+)/.exec(text)?.[1];
  });
  expect(named).toEqual(['portal', 'demo', 'mirror', 'help'].map((name) => `schemas/${name}.schema.json`));
  for (const file of named) expect(portal.has(`config-out/${file}`)).toBe(true);
});

test('a fault in `serve` leaves the configuration of web servers as it was', async () => {
  const { portal } = await withTunasync();
  const text = portal.read('content/portal.yaml');
  portal.write('content/portal.yaml', `${text}\nserve: { dataRoot: /srv/mirrors, log: anonymized }\n`);
  await portal.build();
  const before = portal.files('config-out');
  expect([...before.keys()]).toContain('nginx/heliostat.conf');
  portal.write(
    'content/portal.yaml',
    `${text}\nserve: { dataRoot: /srv/mirrors, log: anonymised, limits: { connections: 5 } }\n`,
  );
  const { code, stderr } = await portal.run('build');
  expect(code).toBe(3);
  expect(stderr).toMatchInlineSnapshot(`
    "content/portal.yaml: serve: error: the configuration of web servers is unchanged: \`serve\` is invalid [stale-config]
      fix: Correct it; the fault is reported separately.
    content/portal.yaml:8:39: error: serve.log: expected one of "full"|"anonymized"|"off" [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    "
  `);
  expect(portal.files('config-out')).toEqual(before);
  portal.write(
    'content/portal.yaml',
    `${text}\nserve: { dataRoot: /srv/mirrors, log: anonymized, limits: { connections: 5 } }\n`,
  );
  await portal.build();
  expect(portal.files('config-out')).not.toEqual(before);
});

test('the emitted cron line runs as it stands', async () => {
  const { portal, upstream } = await withTunasync();
  // It runs at the time that it is, when a date of this year's August would be long overdue.
  upstream.answers([job('debian', 'success', { update: '2026-08-08T09:00:00Z' })]);
  await portal.build();
  const line = portal
    .read('config-out/cron/heliostat')
    .split('\n')
    .find((text) => text.startsWith('*'))!;
  const command = line.replace(/^(\S+ ){5}mirror /, '').replaceAll('\\%', '%');
  rmSync(join(portal.root, 'out'), { recursive: true });
  const { stdout, stderr } = await promisify(execFile)('/bin/sh', ['-c', command]);
  expect(stdout + stderr).toBe('');
  expect(existsSync(join(portal.root, 'out/index.html'))).toBe(true);
});

test('a reader that stops listening does not end the run', async () => {
  const { portal } = await withTunasync();
  const child = portal.start('build');
  child.stdout!.destroy();
  child.stderr!.destroy();
  expect(await new Promise((done) => child.on('close', done))).toBe(0);
  expect(portal.has('config-out/cron/heliostat')).toBe(true);
});

test('every file and folder of the code is listed beside the bundled commands, as it is now', async () => {
  const { portal } = await withTunasync();
  await portal.build();
  const stamps = join(checkout, '.compiled/latest.json');
  const { stamps: listed } = JSON.parse(readFileSync(stamps, 'utf8')) as { stamps: [string, number, number][] };
  for (const [path, mtimeMs] of listed) expect(statSync(join(checkout, path)).mtimeMs, path).toBe(mtimeMs);
  for (const folder of ['src/site', 'src/pages', 'scripts']) {
    expect(listed.map(([path]) => path)).toContain(folder);
  }
});
