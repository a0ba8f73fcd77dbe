import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  aptSettings,
  followDebian,
  followSecurity,
  installSome,
  leaveDebian,
  leaveSecurity,
  releases,
} from './installs/apt.ts';
import { type Client, clients } from './installs/clients.ts';
import { DebianSystem } from './installs/debian-system.ts';
import { type MirrorSite, serveMirrors } from './installs/mirror.ts';
import { type Cname, cnames, type Found, findRegistry, type Registry } from './installs/registries.ts';
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
        const visitor = new Visitor(client, site, found[cname] as Registry);
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

/** Whoever has a system, and whose systems are tried. */
const thisRelease = releases.find((release) => release === codename());
const archive = () => (found.debian as Registry).address;
const systems = [
  ...(thisRelease
    ? [{ release: thisRelease, name: 'this machine', needs: [], make: () => DebianSystem.ofThisMachine() }]
    : []),
  ...(isAll ? releases : []).map((release) => ({
    release,
    name: `a new ${release}`,
    needs: ['debootstrap'] as const,
    make: () => DebianSystem.debootstrapped(release, archive()),
  })),
];

describe.skipIf(process.getuid?.() !== 0)('by root, apt', () => {
  for (const { release, name, needs, make } of systems)
    testFrom(
      'debian-security',
      ['apt-get', 'unshare', 'nsenter', ...needs],
      `in ${name} takes packages, security updates and backports from the mirror, and none after the way back`,
      async () => {
        const system = await make();
        system.write('/etc/ssl/certs/ca-certificates.crt', readFileSync(site.bundle, 'utf8'));
        const before = aptSettings(system);
        const said = followDebian(system, site, release);
        expect(said).not.toMatch(/^[EW]: /m);
        const backport = installSome(system, release);
        const taken = await site.taken(/^\/debian\/pool\/main\/h\/hello\/hello_.*\.deb$/);
        for (const suite of [release, `${release}-updates`, `${release}-backports`])
          expect(taken).toContain(`/debian/dists/${suite}/InRelease`);
        expect(taken).toContain(`/debian-security/dists/${release}-security/InRelease`);
        expect(taken).toContainEqual(expect.stringMatching(`^/debian/pool/.*/${backport}_`));
        leaveDebian(system, site);
        expect(aptSettings(system)).toBe(before);
        if (!isAll) return;
        expect(followSecurity(system, site, release)).toContain(`${site.address}/debian-security ${release}-security`);
        leaveSecurity(system, site);
        expect(aptSettings(system)).toBe(before);
      },
      600_000,
    );
});

/** `trixie`, where this is Debian. */
function codename(): string | undefined {
  const file = '/etc/os-release';
  return existsSync(file) ? /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
}
