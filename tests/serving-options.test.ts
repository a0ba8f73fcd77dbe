import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { mergeKinds, readKindFiles } from '../src/content/read-kinds.ts';
import { nftablesFiles } from '../src/emit/nftables.ts';
import { serveFiles } from '../src/emit/serve-files.ts';
import { planServe } from '../src/emit/serve-plan.ts';
import { mirrorTypes } from '../src/model/mirror-types.ts';
import { serveSchema } from '../src/model/serve-schema.ts';
import { reservedNames } from '../src/site/registry.ts';
import { exampleMirror, examplePortal, siteUrl } from './example-portal.ts';
import { PortalTest } from './portal-test.ts';
import { findProgram, testWith } from './programs.ts';
import { makeCertificate } from './serving/certificate.ts';
import { pairwise } from './serving/pairs.ts';
import { apache, caddy, layOut, nginx, testConfiguration, versionOfNginx } from './serving/servers.ts';

const options = {
  system: ['debian', 'rhel'],
  names: [undefined, ['mirrors.example.org', 'mirror.example.org', '6.mirrors.example.org']],
  path: ['', '/mirrors'],
  portalRoot: ['/srv/portal', '/srv/mirrors'],
  ipv6: [true, false],
  httpPort: [80, 8080],
  https: [undefined, {}, { http2: false, hstsSeconds: 3600 }, { port: 8443, http3: true }],
  redirect: ['none', 'portal', 'all'],
  acme: [undefined, '/var/www/acme'],
  listing: ['autoindex', 'fancyindex', 'off'],
  limits: [undefined, {}, { requestsPerSecond: 40, mebibytesPerSecond: 20, exempt: ['192.0.2.0/24', '2001:db8::/32'] }],
  blockUserAgents: [undefined, ['GPTBot', 'Bytespider/1.0 (x']],
  log: ['full', 'anonymized', 'off'],
  mirrorServe: [{}, { html: 'trusted', git: true }, { type: 'pypi', folder: '/data/x' }],
} as const;

/** What the schema says of these is another test's matter. */
function planOf(choice: Record<string, unknown>, tls: object) {
  const { path, redirect, https, mirrorServe, blockUserAgents, ...rest } = choice;
  const agents = (blockUserAgents as string[] | undefined)?.map((agent) => agent.replace(/[()]/g, ''));
  const serve = serveSchema.parse({
    dataRoot: '/srv/mirrors',
    // Whichever words it knows are read.
    nginx: versionOfNginx(),
    ...rest,
    blockUserAgents: agents,
    https: https && { ...tls, ...(https as object), redirect },
  });
  const address = `${siteUrl}${path}`;
  const mirrors = ['debian', 'fedora', 'nested/one', 'nested'].map((cname) =>
    exampleMirror(cname, { addresses: [`${address}/${cname}/`], serve: { ...(mirrorServe as object), place: {} } }),
  );
  const portal = examplePortal(mirrors, { site: { url: address, abbr: 'EXAMPLE', name: 'Example' } });
  return planServe(portal, serve, '/srv/portal', reservedNames).value;
}

describe.each([nginx, apache, caddy])('$name', (kind) => {
  testWith([...kind.needs, 'openssl'], 'reads what is written for every two options that may meet', async () => {
    const { root } = PortalTest.from();
    const tls = makeCertificate(root);
    const choices = pairwise(options);
    expect(choices.length).toBeGreaterThan(10);
    for (const [number, choice] of choices.entries()) {
      const folder = join(root, String(number));
      const files = serveFiles(planOf(choice, tls)).filter(({ file }) => file.startsWith(`${kind.name}/`));
      const logs = ({ file, text }: (typeof files)[number]) =>
        [file.slice(kind.name.length + 1), text.replaceAll(/"\/var\/log\/[a-z0-9]+\//g, `"${root}/`)] as const;
      layOut(kind, folder, new Map(files.map(logs)));
      const verdict = await testConfiguration(kind, folder);
      expect(verdict, `${JSON.stringify(choice)}\n${verdict.says}`).toMatchObject({ isFine: true });
    }
  });
});

testWith(nginx.needs, 'nginx has nothing to remark, with mirrors of every type', async () => {
  const { root } = PortalTest.from();
  const serve = serveSchema.parse({ dataRoot: '/srv/mirrors', limits: {}, log: 'anonymized', logFolder: root });
  const mirrors = mirrorTypes.map((type) =>
    exampleMirror(type, { addresses: [`${siteUrl}/${type}/`], serve: { type, place: {} } }),
  );
  const files = serveFiles(planServe(examplePortal(mirrors), serve, '/srv/portal', reservedNames).value);
  const own = files
    .filter(({ file }) => file.startsWith('nginx/'))
    .map(({ file, text }) => [file.slice(6), text] as const);
  layOut(nginx, root, new Map(own));
  const { says } = await testConfiguration(nginx, root);
  expect(says.replaceAll(root, '')).toMatchInlineSnapshot(`
    "nginx: the configuration file /nginx.conf syntax is ok
    nginx: configuration file /nginx.conf test is successful
    "
  `);
});

testWith(nginx.needs, 'nginx reads kinds of the operator, with names as long as may be', async () => {
  const { root } = PortalTest.from();
  const serve = serveSchema.parse({ dataRoot: '/srv/mirrors', logFolder: root });
  const names = ['a', 'b', 'c', 'd'].map((letter) => `${letter}-kind-with-a-long-name`.padEnd(24, letter));
  const files = readKindFiles(
    names.map((name) => ({
      name: `${name}.yaml`,
      shown: name,
      text: `names: [${name}]\ncache: [{ class: versioned, path: '\\.(bin|img)$' }, { class: pointer, path: '/a-[b]{1,2}:@,\\d+?/' }]\n`,
    })),
  );
  const { value: kinds, problems } = mergeKinds(files.value);
  expect([...files.problems, ...problems]).toEqual([]);
  const portal = examplePortal(
    names.map((name) => exampleMirror(name)),
    { kinds },
  );
  const own = serveFiles(planServe(portal, serve, '/srv/portal', reservedNames).value)
    .filter(({ file }) => file.startsWith('nginx/'))
    .map(({ file, text }) => [file.slice(6), text] as const);
  layOut(nginx, root, new Map(own));
  expect(own.find(([file]) => file.endsWith('http.conf'))![1]).toContain('$hs_cache_a_kind_with_a_long_namea');
  expect(await testConfiguration(nginx, root)).toMatchObject({ isFine: true });
});

testWith(['nft'], 'nft reads the limits, if this machine lets it', async () => {
  const { root } = PortalTest.from();
  for (const limits of options.limits.slice(1)) {
    const file = serveFiles(planOf({ path: '', limits }, {})).find(({ file }) => file.startsWith('nftables/'))!;
    writeFileSync(join(root, 'heliostat.nft'), file.text);
    const { stderr } = spawnSync(findProgram('nft')!, ['-c', '-f', join(root, 'heliostat.nft')], { encoding: 'utf8' });
    expect(stderr).toMatch(/^$|Operation not permitted/);
  }
});

testWith(['nft', 'ip', 'unshare'], 'the kernel resets what is too much, if this machine lets it', async () => {
  const { root } = PortalTest.from();
  const limits = { connections: 2, exempt: ['127.0.1.0/24'] };
  const plan = planOf({ path: '', limits, httpPort: 8080 }, {});
  writeFileSync(join(root, 'heliostat.nft'), nftablesFiles(plan)[0]!.text);
  // Of one /64 of IPv6 and of the next one; lo has no others.
  const networks = ['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8:0:1::1'];
  const from = [...['127.0.0.1', '127.0.0.2'].flatMap(thrice), ...thrice('127.0.1.1'), ...networks];
  const script = [
    'ip link set lo up',
    ...networks.map((network) => `ip -6 addr add ${network}/64 dev lo nodad`),
    `nft -f ${join(root, 'heliostat.nft')}`,
    `exec ${process.execPath} ${join(import.meta.dirname, 'serving/connect-from.mjs')} 8080 ${from.join(' ')}`,
  ].join(' && ');
  const { stdout, stderr } = spawnSync(findProgram('unshare')!, ['-rn', 'sh', '-c', script], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  if (/not permitted|denied/.test(stderr)) return;
  expect(stdout.trim().split('\n')).toEqual([
    ...['127.0.0.1', '127.0.0.2'].flatMap((ip) => [`${ip} open`, `${ip} open`, `${ip} reset`]),
    ...thrice('127.0.1.1 open'),
    ...['2001:db8::1 open', '2001:db8::2 open', '2001:db8::3 reset', '2001:db8:0:1::1 open'],
  ]);
});

function thrice(text: string): string[] {
  return [text, text, text];
}
