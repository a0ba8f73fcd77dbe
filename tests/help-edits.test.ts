import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { addressesIn, fenceOf, type Lines, nameLines } from './help-library.ts';
import { type Program, testWith } from './programs.ts';
import { type Repositories, readWithApt, readWithDnf, readWithPacman } from './repository-readers.ts';
import { Sandbox } from './sandbox.ts';

/** A file as a system brings it, the lines that point it at the mirror, and those that undo that. */
interface Edit {
  readonly cname: string;
  /** The file, and what is in it before. */
  readonly path: string;
  readonly original: string;
  /** The lines that change the file. */
  readonly edit: RegExp;
  /** The lines that take the change back; all is as before then. */
  readonly back?: RegExp;
  /** What reads the file. Default: whoever looks for addresses in it. */
  readonly reader?: Reader;
  /** What it finds afterwards. */
  readonly finds: (line: Lines) => readonly string[];
  /** What else the lines need: a file by its path. */
  readonly beside?: Readonly<Record<string, string>>;
}

interface Reader {
  readonly needs: readonly Program[];
  readonly read: (text: string, name: string) => Repositories;
}

const text: Reader = { needs: [], read: (text) => ({ addresses: addressesIn(text), complaint: '' }) };
const apt: Reader = {
  needs: ['apt-get'],
  read(text, name) {
    const [{ addresses, complaint }] = readWithApt([{ name, text }]) as [Repositories];
    return { addresses: [...new Set(addresses.map((address) => address.replace(/\/dists\/.*/, '')))], complaint };
  },
};
const dnf: Reader = { needs: ['dnf'], read: (text) => readWithDnf([text])[0]! };
const pacman: Reader = {
  needs: ['pacman-conf'],
  read(text) {
    const config = '[options]\nArchitecture = x86_64\n[core]\nInclude = {{home}}/mirrorlist\n';
    return readWithPacman(config, { mirrorlist: text }, 'core');
  },
};

/** The commands that the lines may really run; they find no others, for some of them would change this machine. */
const harmless = ['awk', 'basename', 'cat', 'cp', 'grep', 'ln', 'ls', 'mkdir', 'mv', 'rm', 'sed', 'tee'] as const;

const edits: readonly Edit[] = [
  {
    cname: 'rocky',
    path: '/etc/yum.repos.d/rocky.repo',
    original:
      '[baseos]\nname=BaseOS\nmirrorlist=https://mirrors.example.com/?repo=BaseOS\n' +
      '#baseurl=http://dl.rockylinux.org/$contentdir/$releasever/BaseOS/$basearch/os/\nenabled=1\n',
    edit: /^sed .*[Rr]ocky/s,
    back: /^for f in .*ocky/m,
    reader: dnf,
    finds: ({ endpoint }) => [`${endpoint}/9/BaseOS/x86_64/os/`],
  },
  {
    cname: 'almalinux',
    path: '/etc/yum.repos.d/almalinux-baseos.repo',
    original:
      '[baseos]\nname=BaseOS\nmirrorlist=https://mirrors.example.com/$releasever/baseos\n' +
      '# baseurl=https://repo.almalinux.org/almalinux/$releasever/BaseOS/$basearch/os/\nenabled=1\n',
    edit: /^sed .*almalinux/s,
    back: /^for f in almalinux/m,
    reader: dnf,
    finds: ({ endpoint }) => [`${endpoint}/9/BaseOS/x86_64/os/`],
  },
  {
    cname: 'openeuler',
    path: '/etc/yum.repos.d/openEuler.repo',
    original:
      '[OS]\nname=OS\nbaseurl=http://repo.openeuler.org/openEuler-24.03-LTS/OS/$basearch/\n' +
      'metalink=https://mirrors.example.com/metalink?repo=$releasever/OS\nenabled=1\n' +
      'gpgkey=http://repo.openeuler.org/openEuler-24.03-LTS/OS/$basearch/RPM-GPG-KEY-openEuler\n',
    edit: /^sed .*metalink/s,
    back: /^mv .*openEuler\.repo\.bak/,
    reader: dnf,
    finds: ({ endpoint }) =>
      ['', 'RPM-GPG-KEY-openEuler'].map((name) => `${endpoint}/openEuler-24.03-LTS/OS/x86_64/${name}`),
  },
  {
    cname: 'postgresql',
    path: '/etc/yum.repos.d/pgdg-redhat-all.repo',
    original:
      '[pgdg18]\nname=PostgreSQL 18\nbaseurl=https://download.postgresql.org/pub/repos/yum/18/redhat/rhel-$releasever-$basearch\n',
    edit: /^sed .*pgdg/m,
    back: /^mv .*pgdg/,
    reader: dnf,
    finds: ({ endpoint }) => [`${endpoint}/repos/yum/18/redhat/rhel-9-x86_64`],
  },
  {
    cname: 'archlinux',
    path: '/etc/pacman.d/mirrorlist',
    original: '## Worldwide\nServer = https://geo.example.com/$repo/os/$arch\n',
    edit: /^cp .*\nsed/,
    back: /^mv .*mirrorlist\.bak/,
    reader: pacman,
    finds: ({ endpoint }) => [`${endpoint}/core/os/x86_64`, 'https://geo.example.com/core/os/x86_64'],
  },
  {
    cname: 'archlinuxarm',
    path: '/etc/pacman.d/mirrorlist',
    original: '## Worldwide\nServer = http://mirror.example.com/$arch/$repo\n',
    edit: /^cp .*\nsed/,
    back: /^mv .*mirrorlist\.bak/,
    reader: pacman,
    finds: ({ endpoint }) => [`${endpoint}/x86_64/core`, 'http://mirror.example.com/x86_64/core'],
  },
  {
    cname: 'msys2',
    path: '/etc/pacman.d/mirrorlist.mingw',
    original: 'Server = https://mirror.example.com/mingw/$repo/\n',
    edit: /^sed .*mirrorlist\.mingw/,
    back: /^sed .*mirrorlist\.\*/,
    reader: pacman,
    finds: ({ endpoint }) => [`${endpoint}/mingw/core/`, 'https://mirror.example.com/mingw/core/'],
    beside: { '/etc/pacman.d/mirrorlist.msys': 'Server = https://mirror.example.com/msys/$arch/\n' },
  },
  {
    cname: 'archlinuxcn',
    path: '/etc/pacman.conf',
    original: '[options]\nArchitecture = x86_64\n',
    edit: /^\s*\[archlinuxcn\]/,
    back: /^sed .*archlinuxcn/,
    reader: { needs: ['pacman-conf'], read: (text) => readWithPacman(text, {}, 'archlinuxcn') },
    finds: ({ endpoint }) => [`${endpoint}/x86_64`],
  },
  {
    cname: 'linuxmint',
    path: '/etc/apt/sources.list.d/official-package-repositories.list',
    original:
      'deb http://packages.linuxmint.com zena main upstream import backport\n\n' +
      'deb [signed-by=/usr/share/keyrings/x.gpg] http://archive.example.com/ubuntu noble main\n',
    edit: /^cp .*\nsed/,
    back: /^mv .*official-package-repositories\.list\.orig/,
    reader: apt,
    finds: ({ endpoint }) => [endpoint, 'http://archive.example.com/ubuntu'],
  },
  {
    cname: 'proxmox',
    path: '/etc/apt/sources.list.d/pve-enterprise.sources',
    original:
      'Types: deb\nURIs: https://enterprise.example.com/debian/pve\nSuites: trixie\nComponents: pve-enterprise\n',
    edit: /^sed .*Enabled: no.n/,
    back: /^sed .*Enabled: no.\/d/m,
    reader: apt,
    finds: () => [],
  },
  {
    cname: 'CRAN',
    path: '/etc/apt/sources.list.d/cran.sources',
    original: '',
    edit: /cran\.sources .*<<EOF/,
    reader: apt,
    finds: ({ endpoint }) => [`${endpoint}/bin/linux/ubuntu/noble-cran40/Packages`],
    beside: { '/etc/os-release': 'VERSION_CODENAME=noble\n' },
  },
  {
    cname: 'alpine',
    path: '/etc/apk/repositories',
    original: 'https://dl-cdn.alpinelinux.org/alpine/v3.24/main\n#http://dl-cdn.alpinelinux.org/alpine/edge/testing\n',
    edit: /^sed .*repositories/,
    back: /^mv .*repositories\.bak/,
    finds: ({ endpoint }) => [`${endpoint}/v3.24/main`, `${endpoint}/edge/testing`],
  },
  {
    cname: 'voidlinux',
    path: '/etc/xbps.d/00-repository-main.conf',
    original: '',
    edit: /^mkdir .*xbps/,
    finds: ({ endpoint }) => [`${endpoint}/current/musl`],
    beside: {
      '/usr/share/xbps.d/00-repository-main.conf': 'repository=https://repo-default.voidlinux.org/current/musl\n',
    },
  },
  ...(['apk/repositories.d/distfeeds.list', 'opkg/distfeeds.conf'] as const).map((file) => ({
    cname: 'openwrt',
    path: `/etc/${file}`,
    original: 'https://downloads.openwrt.org/releases/25.12.4/packages/x86_64/base\n',
    edit: new RegExp(`^sed .* /etc/${file}`),
    back: new RegExp(`^cp /rom/etc/${file}`),
    finds: ({ endpoint }: Lines) => [`${endpoint}/releases/25.12.4/packages/x86_64/base`],
    beside: { [`/rom/etc/${file}`]: 'https://downloads.openwrt.org/releases/25.12.4/packages/x86_64/base\n' },
  })),
  {
    cname: 'termux',
    path: '/etc/termux/mirrors/custom',
    original: '',
    edit: /^cat .*termux/,
    finds: ({ endpoint }) => ['main', 'root', 'x11'].map((name) => `${endpoint}/apt/termux-${name}`),
  },
  {
    cname: 'guix',
    path: '/etc/systemd/system/guix-daemon.service',
    original: '[Service]\nExecStart=/var/guix/bin/guix-daemon --build-users-group=guixbuild\n',
    edit: /^sed .*guix-daemon/,
    back: /^mv .*guix-daemon\.service\.bak/,
    finds: ({ endpoint }) => [endpoint, 'https://bordeaux.guix.gnu.org', 'https://ci.guix.gnu.org'],
  },
  {
    cname: 'gentoo',
    path: '/etc/portage/make.conf',
    original: 'CFLAGS="-O2"\n',
    edit: /^GENTOO_MIRRORS=/,
    back: /^sed .*GENTOO_MIRRORS/,
    finds: ({ endpoint }) => [endpoint],
    beside: { '/etc/portage/binrepos.conf/gentoobinhost.conf': '' },
  },
  {
    cname: 'nix-channels',
    path: '/etc/nix/nix.conf',
    original: 'max-jobs = auto\n',
    edit: /^substituters =/,
    back: /^sed .*nix\.conf/,
    finds: ({ endpoint }) => [`${endpoint}/store`, 'https://cache.nixos.org/'],
  },
  {
    cname: 'nodejs-release',
    path: '~/.bashrc',
    original: 'umask 022\n',
    edit: /^export N_NODE_MIRROR/,
    back: /^sed .*bashrc/,
    finds: ({ endpoint }) => [endpoint],
  },
  {
    cname: 'git-repo',
    path: '~/.bashrc',
    original: 'umask 022\n',
    edit: /^export REPO_URL/,
    back: /^sed .*bashrc/,
    finds: ({ endpoint }) => [endpoint],
  },
];

describe('lines that change a file leave one that leads to the mirror, and the way back restores it', () => {
  for (const { cname, path, original, edit, back, reader = text, finds, beside = {} } of edits) {
    testWith(reader.needs, `${path} of ${cname}`, async () => {
      for (const [index, line] of fenceOf(cname, edit).entries()) {
        const system = new System({ ...beside, [path]: original });
        system.use(line);
        const changed = system.read(path);
        const { addresses, complaint } = reader.read(changed, path.split('/').at(-1)!);
        expect({ complaint, found: addresses }, nameLines(line)).toEqual({ complaint: '', found: finds(line) });
        if (!back) continue;
        const undo = fenceOf(cname, back)[index]!;
        system.use(undo);
        expect(system.read(path).trimEnd(), nameLines(undo)).toBe(original.trimEnd());
      }
    });
  }
});

/** A folder that stands for the root of some system, and for the reader's home. */
class System {
  readonly #sandbox = new Sandbox();

  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.#sandbox.write(path.replace(/^~?\//, ''), text);
    mkdirSync(join(this.#sandbox.home, 'bin'));
    for (const name of harmless) symlinkSync(`/usr/bin/${name}`, join(this.#sandbox.home, 'bin', name));
  }

  /** Run lines, or append them to the file that they are for. */
  use({ path, append, text }: Lines): void {
    if (path) return void this.#sandbox.write(path.replace(/^~?\//, ''), `${append ? this.read(path) : ''}${text}\n`);
    // Termux calls its root so.
    const environment = `PREFIX=${this.#sandbox.home} PATH=${this.#sandbox.home}/bin`;
    this.#sandbox.shell(`export ${environment}\n${this.#inside(text)}`);
  }

  read(path: string): string {
    return readFileSync(join(this.#sandbox.home, path.replace(/^~?\//, '')), 'utf8');
  }

  /** Every path from the root becomes one of this folder; a path that does not is a mistake of the test. */
  #inside(text: string): string {
    const inside = text.replace(/(?<![\w.}/*-])\/(?=(?:etc|rom|usr)\/)/g, `${this.#sandbox.home}/`);
    const left = inside
      .replaceAll(this.#sandbox.home, '')
      .match(/(?<=^|[\s"'=])\/(?:bin|boot|dev|home|opt|root|var)\b(?!\/null).*/m);
    if (left) throw new Error(`${left[0]} leads out of the sandbox`);
    return inside;
  }
}
