import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { lockFolder } from '../src/io/lock.ts';
import { PortalTest } from './portal-test.ts';
import { job, Upstream } from './upstream.ts';

const update = '2026-08-08T09:00:00Z';
const patience = { timeout: 20_000, interval: 50 };

async function portalWithSource(): Promise<{ portal: PortalTest; upstream: Upstream }> {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  upstream.answers([job('debian', 'success', { update })]);
  const portal = PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url);
  return { portal, upstream };
}

interface Host {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has told on standard error so far. */
  readonly told: () => string;
}

/** Start a live host on a free port; it is there when it says where. */
async function startHost(portal: PortalTest, ...options: string[]): Promise<Host> {
  const child = portal.start('start', '--port=0', ...options);
  onTestFinished(() => void child.kill('SIGKILL'));
  let told = '';
  child.stderr!.on('data', (data) => (told += data));
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  return { url: line.split(' ')[0]!.replace(/\/$/, ''), child, told: () => told };
}

async function stop({ child }: Host): Promise<number | null> {
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** Let the source hang from now on, and wait until the host has asked it. */
async function hang(upstream: Upstream): Promise<IncomingMessage> {
  const asked = new Promise<IncomingMessage>((done) => upstream.answers((incoming) => done(incoming)));
  return await asked;
}

/** Ask for exactly this target, which `fetch` would tidy up. */
async function ask(host: Host, path: string, method = 'GET'): Promise<IncomingMessage> {
  const { hostname, port } = new URL(host.url);
  const sent = request({ hostname, port, path, method, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response;
}

async function stateOfDebian({ url }: Host): Promise<string | undefined> {
  const { mirrors } = (await (await fetch(`${url}/api/status.json`)).json()) as {
    mirrors: { cname: string; state: string }[];
  };
  return mirrors.find(({ cname }) => cname === 'debian')?.state;
}

test('it answers with what build writes, byte for byte', async () => {
  const { portal } = await portalWithSource();
  portal.write('content/news/2026-08-08-new-disks.zh.md', '# 新磁盘\n\n到了。\n');
  const host = await startHost(portal, '--every=3600');
  await portal.build(`--now=${new Date().toISOString()}`);
  const files = [...portal.files('out')].filter(([file]) => !file.startsWith('.heliostat/'));
  expect(files.length).toBeGreaterThan(50);
  for (const [file, { text }] of files) {
    const bytes = await (await fetch(`${host.url}/${file.replace(/(^|\/)index\.html$/, '$1')}`)).bytes();
    expect(Buffer.from(bytes).toString('latin1') === text, file).toBe(true);
  }
});

test('a visitor who has the page is told so, until it changes', async () => {
  const { portal, upstream } = await portalWithSource();
  const host = await startHost(portal, '--every=1');
  const etag = (await fetch(`${host.url}/status/`)).headers.get('etag')!;
  const askAgain = async () => (await fetch(`${host.url}/status/`, { headers: { 'if-none-match': etag } })).status;
  expect(etag).toMatch(/^"[\w-]{22}-gzip"$/);
  expect(await askAgain()).toBe(304);
  upstream.answers([job('debian', 'failed', { update })]);
  await vi.waitFor(async () => expect(await askAgain()).toBe(200), patience);
  expect(await stateOfDebian(host)).toBe('failed');
});

test('a page that has been sent already changes with its source, and with its content', async () => {
  const { portal, upstream } = await portalWithSource();
  const host = await startHost(portal, '--every=1');
  const page = async () => (await fetch(`${host.url}/en/status/debian/`)).text();
  expect(await page()).not.toMatch(/data-state="failed"|The words of today/);
  upstream.answers([job('debian', 'failed', { update })]);
  portal.write('content/mirrors/debian.yaml', 'desc: { en: The words of today }\n');
  await vi.waitFor(async () => expect(await page()).toMatch(/The words of today.*data-state="failed"/s), patience);
});

test('a source that hangs delays no answer, drawn or not', async () => {
  const { portal, upstream } = await portalWithSource();
  const host = await startHost(portal, '--every=1');
  const drawn = await (await fetch(`${host.url}/status/`)).text();
  const hanging = await hang(upstream);
  expect(await (await fetch(`${host.url}/status/`)).text()).toBe(drawn);
  for (const path of ['/', '/en/status/debian/', '/en/help/debian/', '/metrics', '/healthz', '/nothing']) {
    expect((await fetch(host.url + path)).status, path).toBe(path === '/nothing' ? 404 : 200);
  }
  expect(hanging.destroyed).toBe(false);
});

test('started again while its source hangs, it shows what the source last said', async () => {
  const { portal, upstream } = await portalWithSource();
  await stop(await startHost(portal));
  let hanging: IncomingMessage | undefined;
  upstream.answers((incoming) => {
    hanging = incoming;
  });
  const host = await startHost(portal);
  expect(await stateOfDebian(host)).toBe('success');
  // Had it waited, it would have given the source up by now.
  expect(hanging?.destroyed ?? false).toBe(false);
});

test('it is well while ticks work, and says why when they have not for a while', async () => {
  const { portal } = await portalWithSource();
  const host = await startHost(portal, '--every=1');
  const health = async () => {
    const response = await fetch(`${host.url}/healthz`);
    return { status: response.status, cache: response.headers.get('cache-control'), body: await response.json() };
  };
  expect(await health()).toMatchObject({ status: 200, cache: 'no-store', body: { ok: true } });
  const written = portal.read('content/portal.yaml');
  rmSync(join(portal.root, 'content/portal.yaml'));
  await vi.waitFor(async () => expect((await health()).status).toBe(503), patience);
  const why = expect.stringContaining('there is no content/portal.yaml');
  expect(await health()).toMatchObject({ status: 503, cache: 'no-store', body: { ok: false, why } });
  expect(await stateOfDebian(host)).toBe('success');
  expect(host.told().match(/there is no content\/portal\.yaml/g)).toHaveLength(1);
  portal.write('content/portal.yaml', written);
  await vi.waitFor(async () => expect((await health()).status).toBe(200), patience);
}, 40_000);

test('a problem is told when it appears, and once', async () => {
  const { portal, upstream } = await portalWithSource();
  const host = await startHost(portal, '--every=1');
  expect(host.told()).toBe('');
  upstream.answers(500);
  const asked = upstream.requests.length;
  await vi.waitFor(() => expect(upstream.requests.length).toBeGreaterThan(asked + 2), patience);
  expect(host.told().match(/\[source-stale\]/g)).toHaveLength(1);
});

test('another run in the same data folder is told of, waited for by nobody, and no harm', async () => {
  const { portal, upstream } = await portalWithSource();
  const host = await startHost(portal, '--every=1');
  upstream.answers([job('debian', 'failed', { update })]);
  const release = lockFolder(join(portal.root, 'data'));
  await vi.waitFor(() => expect(host.told()).toContain('another run is using'), patience);
  expect(await (await fetch(`${host.url}/status/`)).text()).toContain('debian');
  release();
  await vi.waitFor(async () => expect(await stateOfDebian(host)).toBe('failed'), patience);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with 0, though its source hangs', async (signal) => {
  const { portal, upstream } = await portalWithSource();
  const host = await startHost(portal, '--every=1');
  await fetch(host.url);
  const hanging = await hang(upstream);
  host.child.kill(signal);
  expect(await once(host.child, 'exit')).toEqual([0, null]);
  await vi.waitFor(() => expect(hanging.destroyed).toBe(true), patience);
});

test('a download that is under way when it is stopped comes to its end, and nobody else is let in', async () => {
  const { portal } = await portalWithSource();
  // More than the buffers between the two hold, or the host would have been done with it at once.
  portal.write('content/mirrors/debian.yaml', `desc: ${'x'.repeat(24_000_000)}\n`);
  const host = await startHost(portal);
  const { hostname, port } = new URL(host.url);
  const download = request({ hostname, port, path: '/mirrorz.json', headers: { connection: 'keep-alive' } }).end();
  const [response] = (await once(download, 'response')) as [IncomingMessage];
  host.child.kill('SIGTERM');
  await vi.waitFor(() => expect(fetch(`${host.url}/healthz`)).rejects.toThrow(), patience);
  expect(host.child.exitCode).toBe(null);
  let bytes = 0;
  response.on('data', (chunk: Buffer) => (bytes += chunk.length));
  const [[code]] = await Promise.all([once(host.child, 'exit'), once(response, 'end')]);
  expect([code, bytes]).toEqual([0, Number(response.headers['content-length'])]);
}, 30_000);

test('it listens on loopback alone', async () => {
  const { portal } = await portalWithSource();
  const host = await startHost(portal);
  const others = Object.values(networkInterfaces()).flatMap((all) => all!.filter(({ internal }) => !internal));
  for (const address of [
    '127.0.0.2',
    ...others.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
  ]) {
    const socket = connect(Number(new URL(host.url).port), address);
    await expect(once(socket, 'connect'), address).rejects.toThrow();
  }
});

test('it redirects within the site only, refuses what is not reading, and proxies no manager', async () => {
  const { portal } = await portalWithSource();
  const host = await startHost(portal);
  const [folder, elsewhere, posted, jobs, head] = await Promise.all([
    ask(host, '/status'),
    ask(host, '//evil.example/status'),
    ask(host, '/status/', 'POST'),
    ask(host, '/jobs'),
    ask(host, '/status/', 'HEAD'),
  ]);
  expect([folder.statusCode, folder.headers.location]).toEqual([301, '/status/']);
  expect([elsewhere.statusCode, elsewhere.headers.location]).toEqual([404, undefined]);
  expect([posted.statusCode, posted.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  expect(jobs.statusCode).toBe(404);
  expect([head.statusCode, Number(head.headers['content-length']) > 1000]).toEqual([200, true]);
});

test('whoever sends a body is answered and let go, however much there is to come', async () => {
  const { portal } = await portalWithSource();
  const host = await startHost(portal, '--every=3600');
  for (const method of ['POST', 'GET']) {
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
    socket.write(`${method} / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000000000\r\n\r\n`);
    let answer = '';
    socket.setEncoding('latin1').on('data', (data) => (answer += data));
    await once(socket, 'close');
    expect(answer).toMatch(method === 'POST' ? /^HTTP\/1\.1 405 / : /^HTTP\/1\.1 200 /);
  }
});

test('a page is the same for everybody, whatever the first visitor sends', async () => {
  const { portal } = await portalWithSource();
  const host = await startHost(portal);
  const { hostname, port } = new URL(host.url);
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', cookie: 'a=b', 'accept-language': 'tlh' };
  const [first] = (await once(request({ hostname, port, path: '/en/', headers }).end(), 'response')) as [
    IncomingMessage,
  ];
  expect(Buffer.concat(await first.toArray()).toString()).not.toContain('evil.example');
});

test('without anything to show it does not begin', async () => {
  const portal = PortalTest.from('two-mirrors');
  rmSync(join(portal.root, 'content/portal.yaml'));
  const run = await portal.run('start', '--port=0');
  expect([run.code, run.stderr]).toEqual([
    1,
    'heliostat: there is no content/portal.yaml; see README.md for the smallest one\n',
  ]);
});

test('an address that is taken is said in a sentence', async () => {
  const { portal } = await portalWithSource();
  const host = await startHost(portal);
  const { port } = new URL(host.url);
  const run = await portal.run('start', `--port=${port}`);
  expect([run.code, run.stderr.replaceAll(port, 'PORT')]).toMatchInlineSnapshot(`
    [
      1,
      "heliostat: could not listen on 127.0.0.1, port PORT: listen EADDRINUSE: address already in use 127.0.0.1:PORT
    ",
    ]
  `);
});
