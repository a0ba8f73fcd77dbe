import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { test } from 'vitest';

/** How to get each program that a test runs; tests/setup-host.sh does all of it. */
const installedBy = {
  apache2: 'apt-get install apache2',
  'apt-ftparchive': 'apt-get install apt-utils',
  'apt-get': 'Debian, or something made from it',
  bash: 'apt-get install bash',
  bundle: 'apt-get install bundler',
  caddy: 'apt-get install caddy',
  cargo: 'Rust 1.68 or later',
  chromium: 'apt-get install chromium',
  containerd: 'apt-get install containerd',
  cpan: 'apt-get install perl',
  createrepo_c: 'apt-get install createrepo-c',
  ctr: 'apt-get install containerd',
  curl: 'apt-get install curl',
  debootstrap: 'apt-get install debootstrap',
  dnf: 'apt-get install dnf',
  'dpkg-deb': 'Debian, or something made from it',
  flock: 'apt-get install util-linux',
  gem: 'apt-get install ruby',
  gcc: 'apt-get install gcc libc6-dev',
  git: 'apt-get install git',
  gpg: 'apt-get install gpg gpg-agent',
  go: 'apt-get install golang-go',
  ip: 'apt-get install iproute2',
  logrotate: 'apt-get install logrotate',
  msmtp: 'apt-get install msmtp',
  mvn: 'apt-get install maven',
  nft: 'apt-get install nftables',
  nsenter: 'apt-get install util-linux',
  nginx: 'apt-get install nginx libnginx-mod-http-fancyindex',
  npm: 'Node.js',
  openssl: 'apt-get install openssl',
  pacman: 'apt-get install pacman-package-manager',
  'pacman-conf': 'apt-get install pacman-package-manager',
  pip3: 'apt-get install python3-pip',
  python3: 'apt-get install python3',
  promtool: 'apt-get install prometheus',
  rpmbuild: 'apt-get install rpm',
  rsync: 'apt-get install rsync',
  skopeo: 'apt-get install skopeo',
  tar: 'apt-get install tar',
  tunasync: 'tunasync v0.10.0 on the PATH',
  tunasynctl: 'tunasync v0.10.0 on the PATH',
  unshare: 'apt-get install util-linux',
  wget: 'apt-get install wget',
  zsync: 'apt-get install zsync',
  zypper: 'apt-get install zypper',
} as const;

/** Modules that a program is tested with, as Debian lays them out: it may be there without them. */
const modules = {
  'nginx with fancyindex': {
    files: ['/usr/lib/nginx/modules/ngx_http_fancyindex_module.so'],
    installedBy: 'apt-get install libnginx-mod-http-fancyindex',
  },
  'apache2 with its modules': {
    files: ['/usr/lib/apache2/modules/mod_http2.so', '/etc/apache2/mods-available/mime.conf'],
    installedBy: 'apt-get install apache2',
  },
} as const;

const unavailableFile = resolve(import.meta.dirname, '../test-results/unavailable');

export type Program = keyof typeof installedBy;

/** What a test needs: a program, or modules of one. */
export type Need = Program | keyof typeof modules;

/** Where a program is, or undefined when this host lacks it. */
export function findProgram(program: Program): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', join(homedir(), 'go/bin')];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

/**
 * A test that runs real programs. Where one is missing, or a module of it, it is skipped by name, with the line that installs
 * it; in CI a missing program is a failure, unless tests/setup-host.sh tried and found that this network
 * cannot deliver it.
 */
export function testWith(needs: readonly Need[], name: string, run: () => Promise<void>, timeout?: number): void {
  const missing = needs.filter((need) => !isHere(need));
  if (missing.length === 0) return void test(name, run, timeout);
  const how = missing.map((need) => `${need}: ${howToGet(need)}`).join('; ');
  const unavailable = existsSync(unavailableFile) ? readFileSync(unavailableFile, 'utf8').split('\n') : [];
  const isExcused = missing.every((need) => unavailable.includes(need));
  if (!process.env.CI || isExcused) return void test.skip(`${name} (install ${how})`, run);
  return void test(name, () => {
    throw new Error(`this test needs programs that are missing; install ${how}`);
  });
}

function isModule(need: Need): need is keyof typeof modules {
  return need in modules;
}

/** Whether this host has it. */
export function isHere(need: Need): boolean {
  return isModule(need) ? modules[need].files.every((file) => existsSync(file)) : findProgram(need) !== undefined;
}

function howToGet(need: Need): string {
  return isModule(need) ? modules[need].installedBy : installedBy[need];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
