import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { isAtLeast } from '../src/emit/nginx/nginx-version.ts';
import { contentSecurityPolicy, searchWorkerPolicy } from '../src/serving/file-headers.ts';
import { searchWorker } from '../src/serving/paths.ts';
import { PortalTest } from './portal-test.ts';
import { findProgram, testWith } from './programs.ts';
import { makeCertificate } from './serving/certificate.ts';
import { faultsOf, policy } from './serving/policy.ts';
import { apache, ask, caddy, freePort, nginx, type ServerKind, versionOfNginx } from './serving/servers.ts';
import { buildSite, type Site, serve } from './serving/site.ts';
import { open } from './serving/tree.ts';

const iso = '/fedora/linux/releases/40/Workstation/x86_64/iso';

/** What Caddy cannot: check links, refuse odd paths before it has cleaned them, say what a redirection is. */
const notByCaddy = /^\/misc\/escape$|\.\.|^\/debian$|dir%20with%20space$/;

describe.each([
  ['a portal of its own folder', false],
  ['a portal in the folder of the mirrors', true],
])('caddy, %s', (_, isShared) => {
  testWith(['caddy'], 'answers as it must where it can', async () => {
    const site = await buildSite({ isShared });
    await serve(site, caddy);
    const faults = [];
    for (const row of policy.filter(({ url }) => !notByCaddy.test(url)))
      faults.push(...faultsOf(row, await ask(site.port, row.url)));
    expect(faults).toEqual([]);
    expect((await ask(site.port, '/log/tunasync.log')).status).toBe(404);
    expect(await ask(site.port, '/debian')).toMatchObject({ status: 301, headers: { location: '/debian/' } });
    expect((await ask(site.port, `${iso}/.treeinfo`)).status).toBe(200);
    const { text } = await ask(site.port, `${iso}/`, { method: 'GET' });
    expect(text).toContain('f.iso.asc'.replace('f.', 'Fedora-Workstation-Live-x86_64-40-1.14.'));
  });
});

describe.each([nginx, apache])('$name', (kind) => {
  describe.each([
    ['a portal of its own folder', false],
    ['a portal in the folder of the mirrors', true],
  ])('%s', (_, isShared) => {
    for (const isOwnHost of [false, true]) {
      const host = isOwnHost ? 'included in a host of the operator' : 'as a virtual host';
      testWith(kind.needs, `answers as it must, ${host}`, async () => {
        const site = await buildSite({ isShared });
        expect(site.problems).toEqual([]);
        await serve(site, kind, isOwnHost);
        const faults = [];
        for (const row of policy) faults.push(...faultsOf(row, await ask(site.port, row.url)));
        expect(policy).toHaveLength(132);
        expect(faults).toEqual([]);
        expect((await ask(site.port, '/log/tunasync.log')).status).toBe(404);
      });
    }
  });

  testWith(kind.needs, 'serves pieces of files, also beyond 4 GiB, unchanged and not packed', async () => {
    const site = await buildSite({});
    await serve(site, kind);
    const get = (path: string, headers = {}) => ask(site.port, path, { method: 'GET', headers });
    const file = `${iso}/f.txt`;
    const whole = await get(file, { 'accept-encoding': 'gzip' });
    expect(whole.text).toBe(`content of ${file}\n`);
    expect(whole.headers['content-length']).toBe(String(whole.text.length));
    expect(await get(file, { range: 'bytes=0-6' })).toMatchObject({ status: 206, text: 'content' });
    const two = await get(file, { range: 'bytes=0-1,3-4' });
    expect(two.headers['content-type']).toMatch(/^multipart\/byteranges/);
    const far = await get('/misc/big.iso', { range: 'bytes=5000000000-5000000099' });
    expect([far.status, far.text.length]).toEqual([206, 100]);
    expect((await get(file, { range: 'bytes=999999-' })).status).toBe(416);
    const known = { 'if-none-match': whole.headers.etag! };
    expect(await get(file, known)).toMatchObject({
      status: 304,
      headers: { 'cache-control': 'no-cache, no-transform' },
    });
    const packed = await get('/', { 'accept-encoding': 'gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
  });

  testWith(kind.needs, 'lets the worker of the search compile what no page may', async () => {
    const site = await buildSite({});
    await serve(site, kind);
    const policyOf = async (path: string) => (await ask(site.port, path)).headers['content-security-policy'];
    expect(await policyOf(`/${searchWorker}`)).toBe(searchWorkerPolicy);
    expect(await policyOf('/help/')).toBe(contentSecurityPolicy);
  });

  testWith(kind.needs, 'keeps a connection for a package manager, and answers reading alone', async () => {
    const site = await buildSite({});
    await serve(site, kind);
    const { headers } = await ask(site.port, '/debian/ls-lR.gz', { headers: { connection: 'keep-alive' } });
    expect(headers.connection?.toLowerCase()).toBe('keep-alive');
    for (const method of ['POST', 'PUT', 'DELETE', 'TRACE'])
      expect(await ask(site.port, '/debian/ls-lR.gz', { method }), method).toMatchObject({
        status: 405,
        headers: { allow: expect.stringContaining('GET') },
      });
  });

  testWith(
    kind.needs,
    'tells what may be asked without sending a file, and lets other sites ask what they may read',
    async () => {
      const site = await buildSite({});
      await serve(site, kind);
      for (const path of ['/', '/debian/ls-lR.gz', '/api/status.json', '/misc/big.iso']) {
        const { status, headers, text } = await ask(site.port, path, { method: 'OPTIONS' });
        expect([path, status, headers.allow, text]).toEqual([path, 204, 'GET, HEAD, OPTIONS', '']);
      }
      const { headers } = await ask(site.port, '/api/status.json', { method: 'OPTIONS' });
      expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' });
      expect((await ask(site.port, '/', { method: 'OPTIONS' })).headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  testWith(kind.needs, 'sends on by path alone, so that it is right behind a proxy that ends TLS', async () => {
    const site = await buildSite({});
    await serve(site, kind);
    for (const path of ['/debian', '/misc/dir%20with%20space', '/help', '/help/debian']) {
      const { status, headers } = await ask(site.port, path, { headers: { 'x-forwarded-proto': 'https' } });
      expect([301, 308]).toContain(status);
      expect(headers.location).toBe(`${path}/`);
    }
  });

  testWith(kind.needs, 'answers a piece that is not there with one set of headers', async () => {
    const site = await buildSite({});
    await serve(site, kind);
    const range = { range: 'bytes=999999-' };
    const { status, headers } = await ask(site.port, `${iso}/f.txt`, { method: 'GET', headers: range });
    expect(status).toBe(416);
    // nginx finds out after it has chosen the headers of the file; an answer of this kind is not kept in either case.
    expect(headers['cache-control']).toMatch(/^no-(store|cache, no-transform)$/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  testWith(kind.needs, 'lets nobody in whom portal.yaml blocks, but MirrorManager’s crawler', async () => {
    const site = await buildSite({ serve: '  blockUserAgents: [GPTBot, manager]' });
    await serve(site, kind, true);
    const as = async (agent: string) =>
      (await ask(site.port, '/debian/ls-lR.gz', { headers: { 'user-agent': agent } })).status;
    expect(await as('Mozilla/5.0 (compatible; gptbot/1.2)')).toBe(403);
    expect(await as('mirrormanager-crawler/1.0')).toBe(200);
    expect(await as('Debian APT-HTTP/1.3')).toBe(200);
    // What the operator has closed in a host of his own stays closed.
    expect((await ask(site.port, '/private/passwd')).status).toBe(403);
  });

  testWith(kind.needs, 'logs bytes, ranges and times, with addresses cut when asked to', async () => {
    const site = await buildSite({ serve: '  log: anonymized' });
    await serve(site, kind);
    await ask(site.port, `${iso}/f.txt`, { method: 'GET', headers: { range: 'bytes=0-6', 'user-agent': 'apt' } });
    await expect
      .poll(() => site.portal.read('heliostat.log'), { timeout: 5000 })
      .toMatch(
        /^127\.0\.0\.0 - - \[.*\] "GET .*\/f\.txt HTTP\/1\.1" 206 7 "-" "apt" in=\d+ out=\d{3} range="bytes=0-6" seconds=\d+(\.\d+|e-3)$/m,
      );
  });

  testWith([...kind.needs, 'logrotate'], 'goes on in a new log when the old one is rotated away', async () => {
    const site = await buildSite({});
    await serve(site, kind);
    const log = (name: string) => expect.poll(() => site.portal.read(name), { timeout: 5000 });
    await ask(site.port, '/debian/?before');
    await log('heliostat.log').toContain('/debian/?before');
    await rotate(site, kind);
    await log('heliostat.log.1').toContain('/debian/?before');
    // Workers are told after logrotate has ended.
    const after = async () => {
      await ask(site.port, '/debian/?after');
      return site.portal.read('heliostat.log');
    };
    await expect.poll(after, { timeout: 5000, interval: 200 }).toContain('/debian/?after');
    expect(site.portal.read('heliostat.log')).not.toContain('?before');
  });
});

describe.each([nginx, apache, caddy])('$name', (kind) => {
  testWith(kind.needs, 'lets out of the sandbox the mirror that is trusted, and no other', async () => {
    const site = await buildSite({ mirrorFiles: { pypi: 'serve: { html: trusted }' } });
    await serve(site, kind);
    const policyOf = async (path: string) => (await ask(site.port, path)).headers['content-security-policy'];
    expect(await policyOf('/pypi/web/simple/foo/')).toBeUndefined();
    expect(await policyOf(`${iso}/f.html`)).toMatch(/^sandbox /);
  });

  testWith(kind.needs, 'lets pages of other sites read files and data, and nothing else', async () => {
    const site = await buildSite({});
    await serve(site, kind);
    const originOf = async (path: string) => (await ask(site.port, path)).headers['access-control-allow-origin'];
    for (const path of ['/debian/ls-lR.gz', `${iso}/f.html`, '/api/status.json', '/mirrorz.json'])
      expect([path, await originOf(path)]).toEqual([path, '*']);
    for (const path of ['/', '/help/', '/status/debian/'])
      expect([path, await originOf(path)]).toEqual([path, undefined]);
  });

  testWith(kind.needs, 'serves no mirror whose file has a fault, as it might have said not to', async () => {
    const mirrorFiles = { debian: 'serve: { skip: yes please }', fedora: 'serve: {\n', misc: 'desk: x' };
    const site = await buildSite({ mirrorFiles });
    const told = site.problems.filter(({ code }) => code === 'unserved-mirror').map(({ place }) => place.file);
    expect(told.map((file) => file?.replace(/.*\//, ''))).toEqual(['debian.yaml', 'fedora.yaml']);
    await serve(site, kind);
    const statuses = ['/debian/ls-lR.gz', `${iso}/f.txt`, '/misc/odd/README', '/archlinux/lastsync'].map(
      async (path) => (await ask(site.port, path)).status,
    );
    expect(await Promise.all(statuses)).toEqual([404, 404, 200, 200]);
  });

  testWith(kind.needs, 'serves mirrors of odd names, and leaves out those that no configuration can hold', async () => {
    const fine = [
      'a b',
      'a"b',
      "a'b",
      'a;b',
      'a{b}',
      '中文 镜像',
      'a#b',
      '100%',
      'a%2fb',
      '<b>',
      'a&b|c',
      '(x)',
      'a+b.c^d',
      'x~y',
      '-v',
    ];
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what Apache would put a variable in for.
    const unfit = ['a$b', '${HOME}', 'a\\b', 'a*', '[a]'];
    const site = await buildSite({
      isShared: true,
      cnames: [...fine, ...unfit],
    });
    const unserved = site.problems.filter(({ code }) => code === 'unserved-mirror');
    expect(unserved.map(({ says }) => says)).toHaveLength(5);
    await serve(site, kind);
    // Caddy has no way to write these; its file says so.
    const ofCaddy = kind === caddy ? /[{}%]/ : /^$/;
    if (kind === caddy)
      expect(site.portal.read('config-out/caddy/heliostat.caddy').match(/^# Left out/gm)).toHaveLength(3);
    for (const cname of fine.filter((cname) => !ofCaddy.test(cname))) {
      const folder = `/${encodeURIComponent(cname)}`;
      const answer = await ask(site.port, `${folder}/file.txt`, { method: 'GET' });
      expect([cname, answer.status, Buffer.from(answer.text, 'latin1').toString()]).toEqual([cname, 200, cname]);
      const { status, headers } = await ask(site.port, folder);
      expect([cname, status, decodeURIComponent(headers.location!.replace(/^http:\/\/[^/]+/, ''))]).toEqual([
        cname,
        301,
        `/${cname}/`,
      ]);
    }
  });
});

testWith(['caddy'], 'caddy: logs bytes out, ranges and times, with addresses cut', async () => {
  const site = await buildSite({ serve: '  log: anonymized' });
  await serve(site, caddy);
  // Caddy finds the log by the name and, where it is an odd one, the port that are asked for.
  const headers = { range: 'bytes=0-6', 'x-forwarded-for': '192.0.2.7', host: `mirrors.example.org:${site.port}` };
  await ask(site.port, `${iso}/f.txt`, { method: 'GET', headers });
  await expect.poll(() => site.portal.read('heliostat.log'), { timeout: 5000 }).toContain('f.txt');
  const line = site.portal
    .read('heliostat.log')
    .split('\n')
    .find((line) => line.includes('f.txt'))!;
  expect(line).not.toMatch(/127\.0\.0\.1|192\.0\.2\.7/);
  const { request, status, size, duration } = JSON.parse(line);
  expect([request.remote_ip, request.headers.Range, status, size]).toEqual(['127.0.0.0', ['bytes=0-6'], 206, 7]);
  expect(duration).toBeGreaterThan(0);
});

testWith(
  ['nginx'],
  'nginx: a replaced file is served anew within seconds, and one that comes is there at once',
  async () => {
    const site = await buildSite({});
    await serve(site, nginx);
    const get = async (file: string) =>
      (await ask(site.port, `/debian/dists/bookworm/${file}`, { method: 'GET' })).text;
    const file = join(site.data, 'debian/dists/bookworm/InRelease');
    for (let time = 0; time < 4; time++) expect(await get('InRelease')).toMatch(/^content of/);
    expect(await get('new')).toMatch(/^<!doctype html>/i);
    writeFileSync(`${file}.tmp`, 'new content');
    renameSync(`${file}.tmp`, file);
    writeFileSync(join(site.data, 'debian/dists/bookworm/new'), 'here');
    expect(await get('new')).toBe('here');
    await expect.poll(() => get('InRelease'), { timeout: 3000 }).toBe('new content');
  },
);

testWith(
  ['nginx'],
  'nginx: one address has no more downloads at once than it may, an exempt one as many as it likes',
  async () => {
    const several = async (exempt: string, addresses: readonly string[]) => {
      const site = await limitedSite(exempt);
      const hold = new AbortController();
      const held = [];
      for (const address of addresses) held.push(await heldDownload(site.port, address, hold.signal));
      hold.abort();
      return held.map(({ status }) => status);
    };
    const one = ['192.0.2.7', '192.0.2.7', '192.0.2.7', '192.0.2.8'];
    expect(await several('198.51.100.0/24', one)).toEqual([200, 200, 429, 200]);
    expect(await several('192.0.2.0/24', one)).toEqual([200, 200, 200, 200]);
    // Of one /64, whichever way its zeros are written, and of the next one.
    const network = ['2001:db8::1', '2001:db8::2:3:4:5', '2001:db8:0:0:ffff::', '2001:db8:0:1::1'];
    expect(await several('192.0.2.0/24', network)).toEqual([200, 200, 429, 200]);
  },
);

testWith(
  ['nginx'],
  'nginx: who downloads an image over all connections that he may have can still update his system',
  async () => {
    const site = await limitedSite('198.51.100.0/24');
    const hold = new AbortController();
    const statuses = async (paths: readonly string[]) =>
      Promise.all(paths.map(async (path) => [path, (await ask(site.port, path, { headers: reader })).status]));
    const reader = { 'x-forwarded-for': '192.0.2.7' };
    const held = [];
    for (const _ of [1, 2]) held.push(await heldDownload(site.port, reader['x-forwarded-for'], hold.signal));
    const indexes = [
      ...['InRelease', 'main/binary-amd64/Packages.xz'].map((name) => `/debian/dists/bookworm/${name}`),
      `/fedora/linux/updates/40/Everything/x86_64/repodata/repomd.xml`,
      '/archlinux/core/os/x86_64/core.db',
      '/alpine/v3.20/main/x86_64/APKINDEX.tar.gz',
      '/openwrt/p/Packages.gz',
      '/debian/dists/',
      '/help/',
    ];
    expect(await statuses(indexes)).toEqual(indexes.map((path) => [path, 200]));
    const files = ['/misc/big.iso', '/debian/pool/main/h/hello/hello_2.10-3_amd64.deb'];
    expect(await statuses(files)).toEqual(files.map((path) => [path, 429]));
    expect(held.map(({ status }) => status)).toEqual([200, 200]);
    hold.abort();
  },
);

describe.each([nginx, apache, caddy])('$name over https', (kind) => {
  testWith([...kind.needs, 'openssl', 'curl'], 'sends to https what it must, and speaks HTTP/2 and 3', async () => {
    const folder = PortalTest.from().root;
    open(folder);
    const { certificate, key } = makeCertificate(folder);
    chmodSync(key, 0o644);
    const port = await freePort();
    const https = (redirect: string) =>
      `  nginx: "${nginxVersion}"
  acme: ${folder}
  https: { certificate: ${certificate}, key: ${key}, port: ${port}, redirect: ${redirect}, hstsSeconds: 3600, http3: true }`;
    writeFileSync(join(folder, 'token'), 'answer');
    const nginxVersion = kind === nginx ? versionOfNginx() : '1.22';
    // nginx of Debian 12 has none, and curl of Debian 12 cannot ask for it.
    const canHttp3 = execFileSync(findProgram('curl')!, ['-V'], { encoding: 'utf8' }).includes('HTTP3');
    const hasHttp3 = kind === caddy || (kind === nginx && isAtLeast(nginxVersion, [1, 25, 0]));
    for (const [redirect, portal, file] of [
      ['none', 200, 200],
      ['portal', 301, 200],
      ['all', 301, 301],
    ] as const) {
      const site = await buildSite({ serve: https(redirect) });
      const stop = await serve(site, kind);
      const statuses = [];
      for (const path of ['/help/', '/debian/ls-lR.gz', '/.well-known/acme-challenge/token'])
        statuses.push((await ask(site.port, path)).status);
      expect([redirect, ...statuses]).toEqual([redirect, portal, file, 200]);
      if (portal === 301)
        expect((await ask(site.port, '/help/')).headers.location).toBe(`https://mirrors.example.org:${port}/help/`);
      for (const path of ['/help/', '/debian/ls-lR.gz']) {
        const head = await curlHead(port, path);
        expect(head).toMatch(/^HTTP\/2 200/);
        expect(head).toMatch(/strict-transport-security: max-age=3600/i);
        if (!hasHttp3) continue;
        expect(head).toMatch(new RegExp(`^alt-svc: h3=":${port}"`, 'mi'));
        if (canHttp3) expect(await curlHead(port, path, ['--http3-only'])).toMatch(/^HTTP\/3 200/);
      }
      await stop();
    }
  });

  testWith(kind.needs, 'serves a site below a path', async () => {
    const site = await buildSite({ basePath: '/mirrors' });
    await serve(site, kind);
    const statusOf = async (path: string) => (await ask(site.port, path)).status;
    expect(await statusOf('/mirrors/help/')).toBe(200);
    expect(await statusOf('/mirrors/debian/ls-lR.gz')).toBe(200);
    expect(await statusOf('/mirrors/')).toBe(200);
    const missing = await ask(site.port, '/mirrors/debian/nope', { method: 'GET' });
    expect([missing.status, missing.text]).toEqual([404, expect.stringContaining('href="/mirrors/status/"')]);
    const english = await ask(site.port, '/mirrors/en/nope', { method: 'GET' });
    expect(english.text).toContain('Page not found');
  });
});

/** A site whose readers have two downloads at once, and are told apart by what a proxy says of them. */
async function limitedSite(exempt: string): Promise<Site> {
  const site = await buildSite({ serve: `  limits: { connections: 2, exempt: [${exempt}] }` });
  await serve(site, nginx, true);
  return site;
}

/** The head of an answer over https, whoever signed the certificate. */
async function curlHead(port: number, path: string, options: readonly string[] = []): Promise<string> {
  const place = ['--resolve', `mirrors.example.org:${port}:127.0.0.1`, `https://mirrors.example.org:${port}${path}`];
  const { stdout } = await promisify(execFile)(findProgram('curl')!, ['-ksI', ...options, ...place]);
  return stdout;
}

/** What logrotate does each day, where the server is the one of the test. */
async function rotate({ portal }: Site, kind: ServerKind): Promise<void> {
  const folder = join(portal.root, kind.name);
  const own = {
    nginx: `${findProgram('nginx')} -p ${folder} -c nginx.conf -s reopen`,
    apache: `kill -USR1 $(cat ${folder}/apache.pid)`,
  };
  const [file, state] = [join(portal.root, 'rotation'), join(portal.root, 'state')];
  const emitted = portal.read(`config-out/${kind.name}/heliostat.logrotate`);
  expect(emitted).toMatch(/nginx -s reopen|apachectl graceful/);
  const text = emitted.replace(/nginx -s reopen|apachectl graceful/, own[kind.name as keyof typeof own]);
  // The folder of a test is everybody's, where logrotate wants to be told whose rights to take.
  const [user, group] = ['-un', '-gn'].map((flag) => execFileSync('id', [flag], { encoding: 'utf8' }).trim());
  writeFileSync(file, text.replace('create 0640 root adm', `create 0640\n    su ${user} ${group}`), { mode: 0o644 });
  await promisify(execFile)(findProgram('logrotate')!, ['--force', '--state', state, file]);
}

/**
 * Begin a download from an address, and never read it to its end. The caller must keep the answer: its connection closes
 * when the answer is collected as garbage.
 */
function heldDownload(port: number, address: string, signal: AbortSignal): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/misc/big.iso`, { signal, headers: { 'x-forwarded-for': address } });
}
