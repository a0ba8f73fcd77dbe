import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languages } from '../base/localized.ts';
import { parseYaml } from '../base/parse-yaml.ts';
import { cnameToKind } from '../model/kind.ts';
import { mirrorTypes } from '../model/mirror-types.ts';
import { kindSchema } from './kind-schema.ts';
import { readKinds } from './read-kinds.ts';

const folder = join(import.meta.dirname, '../../content/library/kinds');
const files = readdirSync(folder).map((name) => ({
  name,
  shown: name,
  text: readFileSync(join(folder, name), 'utf8'),
}));
const { value: kinds, problems } = readKinds([files]);
const all = [...kinds.values()];
const contents = files.map(({ name, text }) => [name.replace('.yaml', ''), parseYaml(text, name, kindSchema)] as const);

test('every file is read without a problem', () => {
  expect(problems).toEqual([]);
  expect(contents.flatMap(([, { problems }]) => problems)).toEqual([]);
  expect(kinds.size).toBe(files.length);
});

test('no cname is of two kinds', () => {
  const names = all.flatMap(({ names }) => names);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
});

test.each(all.map((kind) => [kind.name, kind] as const))('%s has a title in each language and a stamp', (_, kind) => {
  expect(Object.keys(kind.title).sort()).toEqual([...languages].sort());
  expect(kind.stamps.length).toBeGreaterThan(0);
});

test('each says where its facts are from', () => {
  expect(contents.filter(([, { value }]) => !value?.sources?.length).map(([name]) => name)).toEqual([]);
});

test('upstreams are asked over https, below a folder, and are those of names of the kind', () => {
  const upstreams = all.flatMap(({ names, upstreams }) =>
    Object.entries(upstreams).map(([name, url]) => ({ name, url, isOwn: names.includes(name) })),
  );
  expect(upstreams.filter(({ url, isOwn }) => !/^https:.*\/$/.test(url) || !isOwn)).toEqual([]);
});

test('what has an upstream can be compared over http: one of the first two stamps has no `*`', () => {
  const unasked = all.filter(({ upstreams }) => Object.keys(upstreams).length > 0);
  const starred = unasked.filter(({ stamps }) => stamps.slice(0, 2).every(({ file }) => file.includes('*')));
  expect(starred.map(({ name }) => name)).toMatchInlineSnapshot(`
    [
      "apt-in-folders",
      "freebsd-pkg",
      "kde",
      "mongodb",
    ]
  `);
});

test('no two kinds are found by the same files', () => {
  const keys = all.filter(({ found }) => found.length > 0).map(({ found }) => found.toSorted().join(' '));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test.each(
  [
    'almalinux alpine anaconda aosp apache archlinux archlinuxarm archlinuxcn arch4edu armbian blackarch centos-stream',
    'centos-vault ceph conda cpan cran crates.io-index ctan deb-multimedia debian debian-cd debian-security deepin',
    'docker-ce endeavouros epel fedora flathub freebsd gentoo gentoo-portage gnu guix hackage homebrew-bottles kali kde',
    'kernel linux.git linuxmint manjaro mariadb maven mongodb mozilla msys2 nix-channels nodejs-release npm openbsd',
    'openeuler opensuse openwrt postgresql proxmox pypi qt raspberrypi raspbian rocky rubygems rustup stackage termux',
    'ubuntu ubuntu-cloud-images ubuntu-ports ubuntu-releases videolan-ftp virtualbox voidlinux winehq',
  ].flatMap((line) => line.split(' ')),
)('%s has a kind', (cname) => {
  expect(all.filter(({ names }) => names.includes(cname))).toHaveLength(1);
});

test.each(['apt', 'apt-flat', 'apt-in-folders', 'git', 'git-worktree', 'ostree', 'rpm', 'rpm-in-folders'])(
  'folders of other names are found to be %s',
  (name) => {
    expect(kinds.get(name)!.found.length).toBeGreaterThan(0);
  },
);

test('the kinds with cache rules of their own are the values of `serve.type`, and `general` has none', () => {
  const types = new Set(all.flatMap(({ cache }) => cache?.type ?? []));
  expect([...types].sort()).toEqual(mirrorTypes.filter((type) => type !== 'general').sort());
  expect(kinds.has('general')).toBe(false);
});

test.each(
  Object.entries({
    debian:
      'debian debian-security debian-backports debian-ports debian-multimedia ubuntu ubuntu-ports ubuntukylin kali raspbian raspberrypi deepin linuxmint devuan proxmox armbian',
    rpm: 'fedora epel centos centos-stream centos-vault rocky rockylinux almalinux opensuse openeuler anolis rpmfusion remi elrepo fedora-epel',
    arch: 'archlinux archlinuxcn archlinuxarm arch4edu blackarch manjaro endeavouros msys2',
    alpine: 'alpine',
    pypi: 'pypi',
    conda: 'anaconda conda conda-forge',
    cran: 'cran',
    ctan: 'ctan',
    rubygems: 'rubygems',
    crates: 'crates.io crates.io-index crates',
    maven: 'maven',
    nix: 'nix nix-channels nixos',
    ostree: 'flathub',
    openwrt: 'openwrt lede immortalwrt',
    gentoo: 'gentoo gentoo-portage gentoo-portage-prefix',
    oci: 'docker-registry ghcr',
    npm: 'npm',
    homebrew: 'homebrew-bottles linuxbrew-bottles',
  }).flatMap(([type, names]) => names.split(' ').map((cname) => [cname, type] as const)),
)('caches keep the files of %s by the rules of %s', (cname, type) => {
  expect(cnameToKind(cname, undefined, kinds)?.cache?.type).toBe(type);
});

test.each(['docker-ce', 'debian-cd', 'bioconductor', 'guix', 'gnu', 'termux'])(
  'caches keep the files of %s by the rules for all trees',
  (cname) => {
    expect(cnameToKind(cname, undefined, kinds)?.cache).toBeUndefined();
  },
);
