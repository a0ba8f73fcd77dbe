import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { testWith } from './programs.ts';
import { Sandbox } from './sandbox.ts';
import { logged } from './serving/log.ts';
import {
  makeArchRepository,
  makeDebianRepository,
  makePythonIndex,
  makeRpmRepository,
} from './serving/repositories.ts';
import { apache, caddy, nginx } from './serving/servers.ts';
import { addressOf, readBytes, type Site, serveForAll } from './serving/site.ts';

const rpmMakers = ['rpmbuild', 'createrepo_c'] as const;
/** Some package managers touch nothing, not even in a folder of one's own, unless root runs them. */
const isRoot = process.getuid?.() === 0;

/* Package managers check what they get against hashes and signatures; what they were answered is in the log. */
describe.each([nginx, apache, caddy])('$name', (kind) => {
  const served = serveForAll(kind);

  testWith([...kind.needs, 'apt-get', 'gpg'], 'apt takes a signed suite by hash, and a package of it', async () => {
    const [site, sandbox] = [served(), new Sandbox()];
    const key = join(sandbox.home, 'key.asc');
    const file = makeDebianRepository(join(site.data, 'debian'), key);
    const apt = aptIn(sandbox, `deb [signed-by=${key}] ${addressOf(site)}/debian small main\n`);
    expect(apt('update')).not.toMatch(/^[EW]:/m);
    expect(apt('update')).toMatch(/^Hit:1 /m);
    apt('download', 'hello');
    expect(fetched(sandbox, /\.deb$/)).toEqual(readBytes(site.data, `debian/${file}`));
    expect(await answers(site, '/debian/pool/', 1)).toEqual([200]);
    expect(await answers(site, '/debian/dists/small/InRelease', 2)).toEqual([200, 304]);
    expect(await answers(site, '/debian/dists/small/main/', 1)).toEqual([200]);
    expect(await answers(site, '/debian/dists/small/main/binary-amd64/by-hash/SHA256/', 1)).toEqual([200]);
  });

  testWith([...kind.needs, 'dnf', ...rpmMakers], 'dnf takes a repository, and a package of it', async () => {
    const [site, sandbox] = [served(), new Sandbox()];
    const file = makeRpmRepository(join(site.data, 'fedora/dnf'));
    const dnf = dnfIn(sandbox, `[small]\nname=Small\nbaseurl=${addressOf(site)}/fedora/dnf\ngpgcheck=0\n`);
    dnf('makecache');
    dnf('makecache', '--refresh');
    dnf('install', '--downloadonly', '--downloaddir', join(sandbox.home, 'fetched'), 'hello');
    expect(fetched(sandbox, /\.rpm$/)).toEqual(readBytes(site.data, `fedora/dnf/${file}`));
    expect(await answers(site, '/fedora/dnf/', 4)).toEqual([200]);
  });

  testWith([...kind.needs, 'pip3', 'python3'], 'pip takes a simple index, and a wheel that it leads to', async () => {
    const [site, sandbox] = [served(), new Sandbox()];
    const file = makePythonIndex(join(site.data, 'pypi/web'));
    const options = ['--disable-pip-version-check', '--no-deps', '--index-url', `${addressOf(site)}/pypi/web/simple`];
    sandbox.must('pip3', 'download', ...options, 'hello');
    expect(fetched(sandbox, /\.whl$/)).toEqual(readBytes(site.data, `pypi/web/${file}`));
    expect(await answers(site, '/pypi/', 2)).toEqual([200]);
  });

  describe.skipIf(!isRoot)('by root', () => {
    testWith([...kind.needs, 'zypper', ...rpmMakers], 'zypper takes a repository, and a package of it', async () => {
      const [site, sandbox] = [served(), new Sandbox()];
      const file = makeRpmRepository(join(site.data, 'fedora/zypper'));
      const options = ['--non-interactive', '--no-gpg-checks', '--root', sandbox.home];
      const zypper = (...args: string[]) => sandbox.must('zypper', ...options, ...args);
      zypper('addrepo', `${addressOf(site)}/fedora/zypper`, 'small');
      zypper('refresh');
      zypper('download', 'hello');
      expect(fetched(sandbox, /\.rpm$/)).toEqual(readBytes(site.data, `fedora/zypper/${file}`));
      // It looks for signatures, of which there are none.
      expect(await answers(site, '/fedora/zypper/', 7)).toEqual([200, 404]);
    });

    testWith([...kind.needs, 'pacman'], 'pacman takes a database behind a link, and a package of it', async () => {
      const [site, sandbox] = [served(), new Sandbox()];
      const file = makeArchRepository(join(site.data, 'archlinux/small/os/x86_64'));
      const pacman = pacmanIn(sandbox, `[small]\nServer = ${addressOf(site)}/archlinux/$repo/os/$arch\n`);
      pacman('-Sy');
      pacman('-Sy');
      pacman('-Sw', 'hello');
      expect(fetched(sandbox, /\.pkg\.tar/)).toEqual(readBytes(site.data, `archlinux/small/os/x86_64/${file}`));
      expect(await answers(site, '/archlinux/small/', 3)).toEqual([200, 304]);
    });
  });
});

function aptIn(sandbox: Sandbox, list: string): (...args: string[]) => string {
  for (const folder of ['lists', 'archives']) sandbox.write(`${folder}/partial/.keep`, '');
  const options = Object.entries({
    ...{ Dir: sandbox.home, 'Dir::State': sandbox.home, 'Dir::Cache': sandbox.home, 'Dir::State::status': '/dev/null' },
    ...{ 'Dir::Etc::sourcelist': sandbox.write('list', list), 'Dir::Etc::sourceparts': '/dev/null' },
    ...{ 'APT::Architecture': 'amd64', 'APT::Sandbox::User': '', 'Acquire::Languages': 'none' },
  }).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  return (...args) => sandbox.must('apt-get', ...options, ...args);
}

function dnfIn(sandbox: Sandbox, repository: string): (...args: string[]) => string {
  const main = `[main]\ncachedir=${sandbox.home}/cache\nlogdir=${sandbox.home}\nreposdir=/dev/null\n`;
  const config = sandbox.write('dnf.conf', main + repository);
  const options = [
    '--config',
    config,
    '--installroot',
    join(sandbox.home, 'root'),
    '--releasever',
    '41',
    '--assumeyes',
  ];
  return (...args) => sandbox.must('dnf', ...options, ...args);
}

function pacmanIn(sandbox: Sandbox, repository: string): (...args: string[]) => string {
  const config = sandbox.write('pacman.conf', `[options]\nArchitecture = x86_64\nSigLevel = Never\n${repository}`);
  const folders = ['--root', '--dbpath', '--cachedir', '--gpgdir'].flatMap((option) => [option, sandbox.home]);
  return (...args) => sandbox.must('pacman', '--config', config, ...folders, '--noconfirm', ...args);
}

/** The one file of a kind that a client has fetched, wherever it put it. */
function fetched({ home }: Sandbox, pattern: RegExp): Buffer {
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((file) => pattern.test(file));
  expect(files).toHaveLength(1);
  return readBytes(home, files[0]!);
}

/** The distinct statuses that requests below a path were answered with. */
async function answers(site: Site, path: string, least: number): Promise<number[]> {
  const statuses = (await logged(site, path, least)).map(({ status }) => status);
  return [...new Set(statuses)].sort();
}
