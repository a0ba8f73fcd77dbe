import { describe, expect, test } from 'vitest';
import { compareArchitectures } from './architectures.ts';
import { factsToName } from './facts-to-name.ts';
import { besidePath, fillTemplate } from './fill-template.ts';
import { nameToFacts } from './name-to-facts.ts';
import { checksumIn } from './read-checksums.ts';
import { newestFirst } from './version-order.ts';

describe('the name of a file in MirrorZ', () => {
  test.each([
    ['13.6.0 (amd64, Network installer)', '/a/debian-13.6.0-amd64-netinst.iso', '13.6.0', 'amd64', 'Network installer'],
    ['9 stream (x86_64, dvd1)', '/a/b.iso', '9 stream', 'x86_64', 'dvd1'],
    ['1.12.6 (linux/x64, tar.gz)', '/a/julia.tar.gz', '1.12.6', 'x64', 'linux, tar.gz'],
    ['v1.4.4 (macOS, universal)', '/iina/IINA.v1.4.4.dmg', 'v1.4.4', 'universal', 'macOS'],
    ['latest (clearfog, tar.gz)', '/os/ArchLinuxARM-clearfog-latest.tar.gz', 'latest', undefined, 'clearfog, tar.gz'],
    ['Android-x86 9.0 (rc2)', '/a/x.iso', 'Android-x86 9.0', undefined, 'rc2'],
    [
      '11.3.0-amd64 debian-11.3.0-amd64-netinst.iso',
      '/a/debian-11.3.0-amd64-netinst.iso',
      '11.3.0-amd64',
      'amd64',
      undefined,
    ],
    ['cmder mini (zip)', '/a/cmder_mini.zip', undefined, undefined, 'zip'],
    ['repo-snapshot', '/a/repo-snapshot.tar.gz', undefined, undefined, undefined],
    ['7.0 Preview (7.0.1800.0)', '/a/NanaZip (1).msixbundle', '7.0 Preview', undefined, '7.0.1800.0'],
    ['', '', undefined, undefined, undefined],
  ])('%s', (name, url, version, architecture, kind) => {
    expect(nameToFacts(name, url)).toEqual({ version, architecture, kind });
  });

  test.each([
    [{ version: '13', architecture: 'amd64', kind: 'netinst' }, '13 (amd64, netinst)'],
    [{ version: '13', kind: 'netinst' }, '13 (netinst)'],
    [{ version: '13' }, '13'],
    [{ kind: 'netinst' }, 'a.iso (netinst)'],
    [{}, 'a.iso'],
  ])('%j is written as %s', (facts, name) => {
    expect(factsToName(facts, 'a.iso')).toBe(name);
  });
});

test.each([
  [
    ['9', '10', '10.1'],
    ['10.1', '10', '9'],
  ],
  [
    ['7.0-rc1', '7.0', '7.0-beta2', '6.9'],
    ['7.0', '7.0-rc1', '7.0-beta2', '6.9'],
  ],
  [
    ['24.04', '24.04.4', '26.04', '22.04.5'],
    ['26.04', '24.04.4', '24.04', '22.04.5'],
  ],
  [
    ['2026.08.01', 'latest', '2026.07.01'],
    ['latest', '2026.08.01', '2026.07.01'],
  ],
  [
    ['20260802T170000Z', '20260726T170000Z'],
    ['20260802T170000Z', '20260726T170000Z'],
  ],
  [
    ['24.03-LTS', '24.03-LTS-SP1'],
    ['24.03-LTS-SP1', '24.03-LTS'],
  ],
  [
    ['2021.4', '2021.4a'],
    ['2021.4a', '2021.4'],
  ],
])('the versions %j, the newest first', (versions, sorted) => {
  expect([...newestFirst(versions).keys()]).toEqual(sorted);
});

test('architectures are listed as common as they are', () => {
  const names = ['zaurus', 'i386', 's390x', 'aarch64', undefined, 'x86_64', 'amd64'];
  expect(names.filter((name) => name !== undefined).sort(compareArchitectures)).toEqual([
    'amd64',
    'x86_64',
    'aarch64',
    'i386',
    's390x',
    'zaurus',
  ]);
});

describe('a list of checksums', () => {
  const [md5, sha1, sha256, sha512] = [32, 40, 64, 128].map((length) => 'aB3'.repeat(43).slice(0, length)) as [
    string,
    string,
    string,
    string,
  ];
  test.each([
    ['of coreutils', `${sha256}  other.iso\n${sha512}  a.iso\n`, 'SHA512SUMS', sha512],
    ['for binary files', `${sha256} *a.iso\n`, 'SHA256SUMS', sha256],
    ['with a folder', `${sha256}  ./a.iso\n`, 'SHA256SUMS', sha256],
    ['of a whole tree', `${sha256}  w64/a.iso\n`, 'sha256sums', sha256],
    ['of BSD', `SHA256 (b.iso) = ${sha1}\nSHA256 (a.iso) = ${sha256}\n`, 'CHECKSUM', sha256],
    [
      'of Fedora, signed',
      `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n# a.iso: 9 bytes\nSHA256 (a.iso) = ${sha256}\n-----BEGIN PGP SIGNATURE-----\n`,
      'CHECKSUM',
      sha256,
    ],
    [
      'of several hashes',
      `${md5} *a.iso\n${sha1} *a.iso\n${sha512} *a.iso\n${sha256} *a.iso\n`,
      'a.iso.DIGESTS',
      sha512,
    ],
    ['of one file, without its name', `${sha256}\n`, 'a.iso.sha256', sha256],
    ['of one file, under another name', `${sha256}  a-Snapshot20260801.iso\n`, 'a.iso.sha256', sha256],
  ])('%s', (_, list, listName, value) => {
    expect(checksumIn(list, 'a.iso', listName)?.value).toBe(value.toLowerCase());
  });

  test.each([
    ['that lacks the file', `${sha256}  b.iso\n`, 'SHA256SUMS'],
    ['with a name that ends alike', `${sha256}  xa.iso\n`, 'SHA256SUMS'],
    ['with a hash of no known length', `${sha256}00  a.iso\n`, 'SHA256SUMS'],
    ['that is a web page', '<html>404</html>', 'SHA256SUMS'],
  ])('%s has none', (_, list, listName) => {
    expect(checksumIn(list, 'a.iso', listName)).toBeUndefined();
  });
});

describe('a template', () => {
  test('is filled with groups; one without a match leaves nothing', () => {
    expect(fillTemplate('Live {desktop}  {x} {other}', { desktop: 'KDE', x: undefined })).toBe('Live KDE {other}');
  });

  test.each([
    ['SHA256SUMS', 'a/b/SHA256SUMS'],
    ['{file}.sig', 'a/b/c.iso.sig'],
    ['../bt/{file}.torrent', 'a/bt/c.iso.torrent'],
    ['../../../outside', undefined],
  ])('%s is beside a/b/c.iso at %s', (template, path) => {
    expect(besidePath('a/b/c.iso', template, {})).toBe(path);
  });
});
