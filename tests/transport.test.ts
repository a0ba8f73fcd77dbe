import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PortalTest, someTime, statusOf } from './portal-test.ts';
import { findProgram, testWith } from './programs.ts';
import { job } from './upstream.ts';

const jobs = JSON.stringify([job('debian', 'success', { update: '2026-08-08T09:00:00Z' })]);
const answerJobs: RequestListener = (_, response) => response.end(jobs);

async function listen<S extends Server>(server: S, where: string | number = 0, host?: string): Promise<S> {
  server.listen(...([where, host].filter((one) => one !== undefined) as [number, string]));
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
  });
  return server;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** A portal with one tunasync source, whose other keys are given. */
function portalOf(url: string, keys = ''): PortalTest {
  return PortalTest.from().write(
    'content/portal.yaml',
    `site: { url: https://mirrors.example.org, abbr: EXAMPLE }
languages: [en]
sources:
  - type: tunasync
    url: ${url}
${keys.replace(/^/gm, '    ')}
`,
  );
}

/** What is wrong with the source, in words and without ports; nothing when it was read. */
async function faultOf(portal: PortalTest, environment: Record<string, string> = {}): Promise<string | undefined> {
  Object.assign(process.env, environment);
  onTestFinished(() => {
    for (const name of Object.keys(environment)) delete process.env[name];
  });
  const { problems } = await portal.build();
  const [told] = problems.filter(({ code }) => code !== 'no-mirrors');
  if (!told) expect(statusOf(portal).has('debian')).toBe(true);
  return told?.says.replace(/:\d{4,5}\b/g, ':PORT').replaceAll(`${portal.root}/`, '');
}

/** An authority and a certificate of it for 127.0.0.1, made by openssl in a folder. */
function makeCertificates(folder: string, days = '2', name = 'IP:127.0.0.1'): { key: Buffer; cert: Buffer } {
  const run = (...args: string[]) => execFileSync(findProgram('openssl')!, args, { cwd: folder, stdio: 'pipe' });
  run(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=authority',
    '-days',
    '2',
  );
  run(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'own.key',
    '-out',
    'own.csr',
    '-subj',
    '/CN=manager',
    '-addext',
    `subjectAltName=${name}`,
  );
  run(
    'x509',
    '-req',
    '-in',
    'own.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-copy_extensions',
    'copy',
    '-out',
    'own.pem',
    '-days',
    days,
  );
  return { key: readFileSync(join(folder, 'own.key')), cert: readFileSync(join(folder, 'own.pem')) };
}

describe('over TLS', () => {
  testWith(['openssl'], 'an authority that content names is trusted, beside those of Node', async () => {
    const portal = portalOf('https://127.0.0.1:1/jobs', 'ca: ../ca.pem');
    const server = await listen(createTlsServer(makeCertificates(portal.root), answerJobs));
    portal.edit('content/portal.yaml', ':1/', `:${portOf(server)}/`);
    expect(await faultOf(portal)).toBeUndefined();
    portal.edit('content/portal.yaml', 'ca: ../ca.pem', '').edit('content/portal.yaml', 'jobs', 'jobs?2');
    expect(await faultOf(portal)).toMatchInlineSnapshot(
      `"its certificate is not signed by a CA that Node trusts; set \`ca\` of the source, or NODE_USE_SYSTEM_CA=1 if this machine trusts the CA; showing its answer of 2026-08-08T12:00:00.000Z, 0 minutes old"`,
    );
  });

  testWith(['openssl'], 'a certificate of another host is told', async () => {
    const portal = portalOf('https://127.0.0.1:1/jobs', 'ca: ../ca.pem');
    const server = await listen(
      createTlsServer(makeCertificates(portal.root, '2', 'DNS:other.example.org'), answerJobs),
    );
    portal.edit('content/portal.yaml', ':1/', `:${portOf(server)}/`);
    expect(await faultOf(portal)).toMatchInlineSnapshot(`"no answer so far: its certificate is for another host"`);
  });

  testWith(['openssl'], 'a certificate that has expired is told', async () => {
    const portal = portalOf('https://127.0.0.1:1/jobs', 'ca: ../ca.pem');
    const server = await listen(createTlsServer(makeCertificates(portal.root, '-1'), answerJobs));
    portal.edit('content/portal.yaml', ':1/', `:${portOf(server)}/`);
    expect(await faultOf(portal)).toMatchInlineSnapshot(`"no answer so far: its certificate has expired"`);
  });

  testWith(['openssl'], 'a file that is no certificate is told, and one that is not there', async () => {
    const portal = portalOf('https://127.0.0.1:1/jobs', 'ca: portal.yaml');
    expect(await faultOf(portal)).toMatchInlineSnapshot(
      `"no answer so far: its \`ca\` cannot be used: content/portal.yaml has no PEM certificate"`,
    );
    portal.edit('content/portal.yaml', 'ca: portal.yaml', 'ca: none.pem');
    expect(await faultOf(portal)).toMatchInlineSnapshot(
      `"no answer so far: its \`ca\` cannot be read: there is no readable file content/none.pem"`,
    );
  });

  test('a server that speaks none is told, and one that speaks nothing else', async () => {
    const server = await listen(createServer(answerJobs));
    expect(await faultOf(portalOf(`https://127.0.0.1:${portOf(server)}/jobs`))).toMatchInlineSnapshot(
      `"no answer so far: the server does not speak TLS; should the address begin with http?"`,
    );
  });
});

describe('a header', () => {
  const seen: string[] = [];
  const guarded: RequestListener = ({ headers }, response) => {
    seen.push(String(headers.authorization));
    if (headers.authorization === 'Bearer s3cret') response.end(jobs);
    else response.writeHead(401).end();
  };

  test('has its value from the environment or a file, and no message or file tells it', async () => {
    const url = `http://127.0.0.1:${portOf(await listen(createServer(guarded)))}/jobs`;
    const byEnvironment = portalOf(url, 'headers: { Authorization: { env: HELIOSTAT_TEST_TOKEN } }');
    expect(await faultOf(byEnvironment, { HELIOSTAT_TEST_TOKEN: 'Bearer s3cret' })).toBeUndefined();
    const byFile = portalOf(url, 'headers: { authorization: { file: ../token } }').write('token', 'Bearer s3cret\n');
    expect(await faultOf(byFile)).toBeUndefined();
    for (const portal of [byEnvironment, byFile])
      for (const folder of ['data', 'out'])
        for (const [file, { text }] of portal.files(folder)) expect(text.includes('s3cret'), file).toBe(false);
  });

  test('without a value is told, and nothing is asked', async () => {
    seen.length = 0;
    const url = `http://127.0.0.1:${portOf(await listen(createServer(guarded)))}/jobs`;
    const portal = portalOf(url, 'headers: { Authorization: { env: HELIOSTAT_TEST_NONE } }');
    expect(await faultOf(portal)).toMatchInlineSnapshot(
      `"no answer so far: its header Authorization has no value: the environment variable HELIOSTAT_TEST_NONE is missing or empty"`,
    );
    portal.edit('content/portal.yaml', 'env: HELIOSTAT_TEST_NONE', 'file: ../token').write('token', 'a\nb\n');
    expect(await faultOf(portal)).toMatchInlineSnapshot(
      `"no answer so far: its header Authorization cannot be sent: the file ../token is more than one line of plain text"`,
    );
    expect(seen).toEqual([]);
  });

  test('whose value stands in content is refused', async () => {
    const portal = portalOf('http://127.0.0.1:1/jobs', 'headers: { Authorization: Bearer s3cret }');
    const { stderr } = await portal.run('check');
    expect(stderr).toContain(
      'content/portal.yaml:6:31: error: sources.0.headers.Authorization: expected { env: NAME } or { file: PATH }: the value of a header is a secret, and content is copied and published',
    );
  });

  test('goes to no other host, though a redirect leads there', async () => {
    seen.length = 0;
    const elsewhere = await listen(
      createServer((request, response) => {
        seen.push(String(request.headers.authorization));
        response.end(jobs);
      }),
      0,
      '127.0.0.2',
    );
    const location = `http://127.0.0.2:${portOf(elsewhere)}/jobs`;
    const server = await listen(
      createServer((_, response) => response.writeHead(302, { location }).end()),
      0,
      '127.0.0.1',
    );
    const keys = 'headers: { Authorization: { env: HELIOSTAT_TEST_TOKEN } }\nredirects: [127.0.0.2]';
    const portal = portalOf(`http://127.0.0.1:${portOf(server)}/jobs`, keys);
    expect(await faultOf(portal, { HELIOSTAT_TEST_TOKEN: 'Bearer s3cret' })).toBeUndefined();
    expect(seen).toEqual(['undefined']);
  });
});

describe('a redirect', () => {
  /** A portal whose source redirects there. */
  async function redirectingTo(location: string): Promise<PortalTest> {
    const server = await listen(createServer((_, response) => response.writeHead(302, { location }).end()));
    return portalOf(`http://127.0.0.1:${portOf(server)}/jobs`);
  }

  test('to another host is not followed, unless the operator allows that host', async () => {
    let asked = 0;
    const other = await listen(
      createServer((_, response) => {
        asked++;
        response.end(jobs);
      }),
      0,
      '127.0.0.2',
    );
    const portal = await redirectingTo(`http://127.0.0.2:${portOf(other)}/jobs`);
    expect(await faultOf(portal)).toMatchInlineSnapshot(
      `"no answer so far: it redirects to another host, 127.0.0.2; add it to \`redirects\` of the source if that is right"`,
    );
    expect(asked).toBe(0);
    portal.edit('content/portal.yaml', '    url:', '    redirects: [127.0.0.2]\n    url:');
    expect(await faultOf(portal)).toBeUndefined();
  });

  test.each(['http://169.254.169.254/latest/meta-data/', 'http://[fe80::1]/', 'http://[::ffff:169.254.169.254]/'])(
    'to %s is never followed',
    async (location) => {
      const portal = await redirectingTo(location);
      portal.edit('content/portal.yaml', '    url:', `    redirects: ["${new URL(location).hostname}"]\n    url:`);
      expect(await faultOf(portal)).toContain('it redirects to an address of this machine’s own network');
    },
  );
});

describe('a socket', () => {
  test('is asked in place of the host, with its name', async () => {
    const portal = portalOf('http://manager.example.org/jobs?x=1', 'socket: ../manager.sock');
    const asked: unknown[] = [];
    await listen(
      createServer(({ url, headers }, response) => {
        asked.push([url, headers.host]);
        response.end(jobs);
      }),
      join(portal.root, 'manager.sock'),
    );
    expect(await faultOf(portal)).toBeUndefined();
    expect(asked).toEqual([['/jobs?x=1', 'manager.example.org']]);
  });

  test('that is not there is told', async () => {
    expect(await faultOf(portalOf('http://manager.example.org/jobs', 'socket: ../none.sock'))).toMatchInlineSnapshot(
      `"no answer so far: there is no such socket"`,
    );
  });
});

test('keys of an address beside a file are told', async () => {
  const portal = portalOf('http://127.0.0.1:1/jobs', 'socket: /run/x.sock').edit(
    'content/portal.yaml',
    'url: http://127.0.0.1:1/jobs',
    'file: jobs.json',
  );
  const { stderr } = await portal.run('check');
  expect(stderr).toContain('ca, headers, socket and redirects need `url`, but this source has `file`');
});

test('what answers something else than HTTP is told', async () => {
  const { createServer: createTcp } = await import('node:net');
  const server = createTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  expect(await faultOf(portalOf(`http://127.0.0.1:${port}/jobs`))).toMatchInlineSnapshot(
    `"no answer so far: the server does not speak HTTP; is the port right, and should the address begin with https?"`,
  );
});

test('an answer packed by Brotli is read', async () => {
  const { brotliCompressSync } = await import('node:zlib');
  const server = await listen(
    createServer((_, response) => response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(jobs))),
  );
  const { problems } = await portalOf(`http://127.0.0.1:${portOf(server)}/jobs`).build(`--now=${someTime}`);
  expect(problems).toEqual([]);
});
