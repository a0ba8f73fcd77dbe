import { expect, test } from 'vitest';
import { addressToSiteFile, firstFiles } from './first-files.ts';

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
  ['what says nothing that can be followed', 'pip.conf', '[global]\nindex-url = https://m.example/pypi/simple\n', []],
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
