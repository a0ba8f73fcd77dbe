import { expect, test } from 'vitest';
import { addressToSiteFile } from './first-file.ts';
import { firstFiles } from './first-files.ts';

test.each([
  [
    'deb822, also of several suites',
    'debian.sources',
    'Types: deb\nURIs: https://m.example/debian\nSuites: trixie trixie-updates\nComponents: main\n\nTypes: deb\nURIs: https://m.example/debian-security/\nSuites: trixie-security\n',
    [
      'https://m.example/debian/dists/trixie/*Release',
      'https://m.example/debian/dists/trixie-updates/*Release',
      'https://m.example/debian-security/dists/trixie-security/*Release',
    ],
  ],
  ['what is off is not asked for', 'x.sources', 'Enabled: no\nTypes: deb\nURIs: https://m.example/a\nSuites: b\n', []],
  [
    'a flat archive',
    'x.sources',
    'Types: deb\nURIs: https://m.example/k8s\nSuites: ./\n',
    ['https://m.example/k8s/./*Release'],
  ],
  [
    'one line each, with options and comments',
    'sources.list',
    '# deb https://m.example/no no main\ndeb [arch=amd64 signed-by=/a.gpg] https://m.example/ubuntu noble main\n',
    ['https://m.example/ubuntu/dists/noble/*Release'],
  ],
  [
    'repositories of dnf, with variables',
    'epel.repo',
    '[epel]\nbaseurl=https://m.example/epel/$releasever/Everything/$basearch/\n[source]\nenabled=0\nbaseurl=https://m.example/no/\n',
    ['https://m.example/epel/*/Everything/*/repodata/repomd.xml'],
  ],
  [
    'pacman',
    'mirrorlist',
    'Server = https://m.example/archlinux/$repo/os/$arch\n',
    ['https://m.example/archlinux/*/os/*/*.db'],
  ],
  [
    'apk, with a tag',
    'repositories',
    'https://m.example/alpine/v3.22/main\n@edge https://m.example/alpine/edge/testing\n',
    [
      'https://m.example/alpine/v3.22/main/*/APKINDEX.tar.gz',
      'https://m.example/alpine/edge/testing/*/APKINDEX.tar.gz',
    ],
  ],
  [
    'cargo',
    'config.toml',
    '[registries.mirror]\nindex = "sparse+https://m.example/crates/"\n',
    ['https://m.example/crates/config.json'],
  ],
  [
    'cargo in the place of crates.io',
    'config.toml',
    '[source.mirror]\nregistry = "sparse+https://m.example/crates/"\n',
    ['https://m.example/crates/config.json'],
  ],
  [
    'the key that a repository names',
    'ceph.repo',
    '[ceph]\nbaseurl=https://m.example/ceph/el9/$basearch\ngpgkey=https://m.example/ceph/release.asc\n',
    ['https://m.example/ceph/el9/*/repodata/repomd.xml', 'https://m.example/ceph/release.asc'],
  ],
  ['what is still to be put in', 'x.list', 'deb https://m.example/a $(ARCH)/\n', []],
  ['pip', 'pip.conf', '[global]\nindex-url = https://m.example/pypi/simple\n', ['https://m.example/pypi/simple/*']],
  [
    'uv',
    'uv.toml',
    '[[index]]\nname = "mirror"\nurl = "https://m.example/pypi/simple"\n',
    ['https://m.example/pypi/simple/*'],
  ],
  [
    'conda',
    '.condarc',
    'default_channels:\n  - https://m.example/anaconda/pkgs/main\ncustom_channels:\n  bioconda: https://m.example/anaconda/cloud\n',
    [
      'https://m.example/anaconda/pkgs/main/noarch/repodata.json*',
      'https://m.example/anaconda/cloud/bioconda/noarch/repodata.json*',
    ],
  ],
  ['npm', '.npmrc', 'registry=https://m.example/npm/\n', ['https://m.example/npm/*']],
  ['Maven', 'settings.xml', '<mirror><url>https://m.example/maven/</url></mirror>\n', ['https://m.example/maven/*']],
  ['R', '.Rprofile', '  repos["CRAN"] <- "https://m.example/CRAN"\n', ['https://m.example/CRAN/src/contrib/PACKAGES*']],
  ['OpenBSD', 'installurl', 'https://m.example/OpenBSD\n', ['https://m.example/OpenBSD/*/*/SHA256*']],
  [
    'pkg of FreeBSD',
    'FreeBSD.conf',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: pkg of FreeBSD writes variables like this
    'FreeBSD: {\n  url: "pkg+https://m.example/FreeBSD-pkg/${ABI}/latest",\n}\n',
    ['https://m.example/FreeBSD-pkg/*/latest/meta*'],
  ],
  [
    'xbps',
    '00-main.conf',
    'repository=https://m.example/void/current\n',
    ['https://m.example/void/current/*-repodata'],
  ],
  [
    'opkg',
    'distfeeds.conf',
    'src/gz core https://m.example/openwrt/24.10/core\n',
    ['https://m.example/openwrt/24.10/core/Packages*'],
  ],
  [
    'apk of OpenWrt',
    'repositories',
    'https://m.example/openwrt/25.12/core/packages.adb\n',
    ['https://m.example/openwrt/25.12/core/packages.adb'],
  ],
  [
    'Portage: by rsync, by git, and binary packages',
    'gentoo.conf',
    '[a]\nsync-uri = rsync://m.example/portage/\n[b]\nsync-uri = https://m.example/gentoo/x.git\n[c]\nsync-uri = https://m.example/gentoo/binpackages/23.0\n',
    [
      'rsync://m.example/portage/metadata/timestamp.chk',
      'https://m.example/gentoo/x*',
      'https://m.example/gentoo/binpackages/23.0/Packages*',
    ],
  ],
  [
    'Nix, beside the cache of the project',
    'nix.conf',
    'substituters = https://m.example/nix/store https://cache.nixos.org/\n',
    ['https://m.example/nix/store/nix-cache-info'],
  ],
  [
    'Emacs',
    'init.el',
    '(setq package-archives\n      \'(("gnu" . "https://m.example/elpa/gnu/")))\n',
    ['https://m.example/elpa/gnu/archive-contents'],
  ],
  ['gem', '.gemrc', ':sources:\n  - https://m.example/rubygems/\n', ['https://m.example/rubygems/specs.4.8.gz']],
  [
    'Stack',
    'config.yaml',
    'setup-info-locations:\n  - https://m.example/stackage/stack-setup.yaml\n',
    ['https://m.example/stackage/stack-setup.yaml'],
  ],
  [
    'what says nothing that can be followed',
    'daemon.json',
    '{ "registry-mirrors": ["https://m.example/docker"] }\n',
    [],
  ],
])('%s', (_, name, text, files) => {
  expect(firstFiles(name, text)).toEqual(files);
});

test('a file is of the mirror with the longest address, whatever the scheme', () => {
  const addresses = { debian: 'https://m.example/debian', 'debian-cd': 'https://m.example/debian/cd/' };
  const fileOf = (address: string) => addressToSiteFile(address, addresses);
  expect(fileOf('http://m.example/debian/dists/trixie/*Release')).toEqual({
    cname: 'debian',
    path: 'dists/trixie/*Release',
  });
  expect(fileOf('https://m.example/debian/cd/a')).toEqual({ cname: 'debian-cd', path: 'a' });
  expect(fileOf('https://m.example/debian-security/a')).toBeUndefined();
  expect(fileOf('https://m.example/debian/../a')).toBeUndefined();
});
