import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, clients } from './installs/clients.ts';
import { type MirrorSite, serveMirrors } from './installs/mirror.ts';
import { type Cname, cnames, type Found, findRegistry } from './installs/registries.ts';
import { Visitor } from './installs/visitor.ts';
import { testWith } from './programs.ts';

/** `npm test` tries the clients that it has; `npm run test:installs` brings others, which takes minutes. */
const isAll = process.env.HELIOSTAT_INSTALLS === 'all';
const tried = clients.filter(({ from, isSlow }) => isAll || !(from || isSlow));
const triedCnames = new Set<Cname>(['debian', 'debian-security', ...tried.map(({ cname }) => cname)]);

/** Where this machine gets packages from. It is asked first, because tests without a registry are skipped by name. */
const found = Object.fromEntries(
  await Promise.all(
    cnames.map(async (cname) => [cname, triedCnames.has(cname) ? await findRegistry(cname) : { lacks: 'not tried' }]),
  ),
) as Record<Cname, Found>;

let site: MirrorSite;
beforeAll(async () => {
  const ends: (() => void | Promise<void>)[] = [];
  site = await serveMirrors(found, (end) => void ends.unshift(end));
  return async () => {
    for (const end of ends) await end();
  };
});

/** A test that needs a registry of this machine; where there is none, it is skipped by name. */
function testFrom(
  cname: Cname,
  needs: Client['needs'],
  name: string,
  run: () => Promise<void>,
  timeout?: number,
): void {
  const registry = found[cname];
  if ('lacks' in registry) test.skip(`${name} (${cname}: ${registry.lacks})`, run);
  else testWith(['nginx', 'openssl', ...needs], name, run, timeout);
}

describe('who follows the page gets a package from the mirror, and has the old settings after the way back', () => {
  for (const client of tried) {
    const { cname, name, needs, says, takes } = client;
    testFrom(
      cname,
      needs,
      name,
      async () => {
        const visitor = new Visitor(client, site);
        const before = visitor.settings();
        const said = visitor.followLines() + visitor.install();
        if (says) expect(said).toContain(says(site.address));
        expect(await site.taken(takes)).toContainEqual(expect.stringMatching(takes));
        visitor.followBack();
        expect(visitor.settings()).toBe(before);
      },
      300_000,
    );
  }
});
