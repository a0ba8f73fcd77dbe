import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';
import { faultsOf, policy } from './serving/policy.ts';
import {
  apache,
  ask,
  freePort,
  layOut,
  nginx,
  type ServerKind,
  startServer,
  testConfiguration,
} from './serving/servers.ts';
import { makeTree, mirrors, open } from './serving/tree.ts';

/** A built portal, a tree of mirrors, and the port that its configuration names. */
interface Site {
  readonly portal: PortalTest;
  readonly port: number;
}

/** @param serve further lines of `serve:` */
async function buildSite(isShared: boolean, serve = ''): Promise<Site> {
  const portal = PortalTest.from();
  const port = await freePort();
  open(portal.root);
  const data = join(portal.root, isShared ? 'out' : 'tree');
  mkdirSync(data);
  makeTree(data);
  portal.write(
    'content/portal.yaml',
    `site: { url: http://mirrors.example.org, abbr: EXAMPLE }
serve:
  dataRoot: ${data}
  httpPort: ${port}
  ipv6: false
  logFolder: ${portal.root}
${serve}`,
  );
  for (const name of mirrors) portal.write(`content/mirrors/${name}.yaml`, `desc: A mirror of ${name}`);
  portal.write('content/help/debian/index.en.md', '# Debian\n');
  portal.write('out/_heliostat/app.Abc12345.js', '');
  const { problems } = await portal.build();
  expect(problems).toEqual([]);
  return { portal, port };
}

async function serve({ portal, port }: Site, kind: ServerKind, isOwnHost: boolean): Promise<void> {
  const folder = join(portal.root, kind.name);
  const emitted = [...portal.files(`config-out/${kind.name}`)].map(([file, { text }]) => [file, text] as const);
  const files = new Map(emitted.map(([file, text]) => [file, Buffer.from(text, 'latin1').toString()]));
  if (isOwnHost) files.set('heliostat.conf', kind.ownHost(port));
  layOut(kind, folder, files);
  const verdict = await testConfiguration(kind, folder);
  expect(verdict, verdict.says).toMatchObject({ isFine: true });
  await startServer(kind, folder, port);
}

describe.each([nginx, apache])('$name', (kind) => {
  describe.each([
    ['a portal of its own folder', false],
    ['a portal in the folder of the mirrors', true],
  ])('%s', (_, isShared) => {
    for (const isOwnHost of [false, true]) {
      const host = isOwnHost ? 'included in a host of the operator' : 'as a virtual host';
      testWith([kind.program], `answers as it must, ${host}`, async () => {
        const site = await buildSite(isShared);
        await serve(site, kind, isOwnHost);
        if (process.env.HOLD) await new Promise((r) => setTimeout(r, Number(process.env.HOLD)));
        const faults = [];
        for (const row of policy) faults.push(...faultsOf(row, await ask(site.port, row.url)));
        expect(policy).toHaveLength(121);
        expect(faults).toEqual([]);
        expect((await ask(site.port, '/log/tunasync.log')).status).toBe(404);
      });
    }
  });
});
