import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  aptSettings,
  followDebian,
  followSecurity,
  installSome,
  leaveDebian,
  leaveSecurity,
  type Release,
  releases,
} from './installs/apt.ts';
import { clients } from './installs/clients.ts';
import { DebianSystem } from './installs/debian-system.ts';
import { type MirrorSite, serveMirrors } from './installs/mirror.ts';
import { type Cname, findRegistries, type Registry } from './installs/registries.ts';
import { Visitor } from './installs/visitor.ts';
import { type Program, testWith } from './programs.ts';

/** `npm test` tries the clients that it has; `npm run test:installs` brings others, which takes minutes. */
const isAll = process.env.HELIOSTAT_INSTALLS === 'all';
const tried = clients.filter(({ from, isSlow }) => isAll || !(from || isSlow));
const triedCnames = new Set<Cname>(['debian', 'debian-security', ...tried.map(({ cname }) => cname)]);

/** Where this machine gets packages from. It is asked first, because tests without a registry are skipped by name. */
const found = await findRegistries(triedCnames);

let site: MirrorSite;
beforeAll(async () => {
  const ends: (() => void | Promise<void>)[] = [];
  site = await serveMirrors(found.registries, (end) => void ends.unshift(end));
  return async () => {
    for (const end of ends) await end();
  };
});

/** A test that needs registries of this machine; where one is missing, it is skipped by name. @param run takes the first */
function testFrom(
  cnames: readonly [Cname, ...Cname[]],
  needs: readonly Program[],
  name: string,
  run: (registry: Registry) => Promise<void>,
  timeout: number,
): void {
  const missing = cnames.flatMap((cname) => found.lacks.get(cname) ?? []);
  if (missing.length > 0) test.skip(`${name} (${missing.join('; ')})`);
  else testWith(['nginx', 'openssl', 'curl', ...needs], name, () => run(found.registries.get(cnames[0])!), timeout);
}

describe('who follows the page gets a package from the mirror, and has the old settings after the way back', () => {
  for (const client of tried) {
    const { cname, name, needs, says, takes } = client;
    testFrom(
      [cname],
      needs,
      name,
      async (registry) => {
        const visitor = new Visitor(client, site, registry);
        const before = visitor.settings();
        const start = site.mark();
        const said = visitor.followLines() + visitor.install();
        if (says) expect(said).toContain(says(site.address));
        await site.taken(start, takes);
        visitor.followBack();
        expect(visitor.settings()).toBe(before);
      },
      300_000,
    );
  }
});

/** A Debian to follow the pages in. */
interface System {
  readonly release: Release;
  readonly name: string;
  readonly needs: readonly Program[];
  readonly make: (archive: Registry) => Promise<DebianSystem>;
}

/** It begins with `debian.sources`, as images for clouds and containers do. */
const thisMachine: readonly System[] = releases
  .filter((release) => release === codename())
  .map((release) => ({ release, name: 'this machine', needs: [], make: () => DebianSystem.ofThisMachine() }));

/** They begin with a `sources.list`. */
const newOnes: readonly System[] = releases.map((release) => ({
  release,
  name: `a new ${release}`,
  needs: ['debootstrap'],
  make: ({ address }) => DebianSystem.debootstrapped(release, address),
}));

describe.skipIf(process.getuid?.() !== 0)('by root, apt', () => {
  for (const { release, name, needs, make } of isAll ? [...thisMachine, ...newOnes] : thisMachine)
    testFrom(
      ['debian', 'debian-security'],
      ['apt-get', 'unshare', 'nsenter', ...needs],
      `in ${name} takes packages, security updates and backports from the mirror, and none after the way back`,
      async (archive) => {
        const system = await make(archive);
        system.write('/etc/ssl/certs/ca-certificates.crt', readFileSync(site.bundle, 'utf8'));
        const before = aptSettings(system);
        const start = site.mark();
        const said = followDebian(system, site, release);
        expect(said).not.toMatch(/^[EW]: /m);
        const backport = installSome(system, release);
        const taken = await site.taken(
          start,
          new RegExp(`^/debian/pool/.*/${backport.replaceAll(/[+.]/g, '\\$&')}_.*\\.deb$`),
        );
        expect(taken).toContainEqual(expect.stringMatching(/^\/debian\/pool\/.*\/hello_.*\.deb$/));
        for (const suite of [release, `${release}-updates`, `${release}-backports`])
          expect(taken).toContain(`/debian/dists/${suite}/InRelease`);
        expect(taken).toContain(`/debian-security/dists/${release}-security/InRelease`);
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
