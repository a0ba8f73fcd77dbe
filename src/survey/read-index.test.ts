import { expect, test } from 'vitest';
import { readIndex, samplePackages } from './read-index.ts';

const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const release = `Origin: Debian
Suite: unstable
Date: Sat, 28 Nov 2026 02:32:01 UTC
MD5Sum:
 d41d8cd98f00b204e9800998ecf8427e 111 main/binary-i386/Packages.gz
SHA256:
 ${sha256}  1484322 main/Contents-amd64.gz
 ${sha256} 47921234 main/binary-amd64/Packages
 ${sha256}  9691592 main/binary-amd64/Packages.xz
 ${sha256} 12345678 main/source/Sources.gz
 ${sha256}      158 main/binary-amd64/Release
Acquire-By-Hash: yes
`;

test('a Release lists its lists of packages, of which mirrors may leave out some', () => {
  expect(readIndex({ lists: 'release' }, release)).toEqual([
    { path: 'main/binary-amd64/Packages', bytes: 47_921_234, isNeeded: false },
    { path: 'main/binary-amd64/Packages.xz', bytes: 9_691_592, isNeeded: false },
    { path: 'main/source/Sources.gz', bytes: 12_345_678, isNeeded: false },
  ]);
});

test('a Release of a flat repository lists them beside itself', () => {
  const flat = `SHA256:\n ${sha256} 42 Packages.gz\n`;
  expect(readIndex({ lists: 'release' }, flat)).toEqual([{ path: 'Packages.gz', bytes: 42, isNeeded: false }]);
});

test('a repomd.xml lists files that are all needed, with the size where it tells one', () => {
  const repomd = `<?xml version="1.0" encoding="UTF-8"?>
<repomd xmlns="http://linux.duke.edu/metadata/repo">
  <revision>1795833121</revision>
  <data type="primary">
    <checksum type="sha256">${sha256}</checksum>
    <open-size>9876</open-size>
    <location href="repodata/${sha256}-primary.xml.zst"/>
    <timestamp>1795833121</timestamp>
    <size>1234</size>
  </data>
  <data type="group"><location href="repodata/comps.xml"/></data>
  <data type="broken"/>
</repomd>`;
  expect(readIndex({ lists: 'repomd' }, repomd)).toEqual([
    { path: `repodata/${sha256}-primary.xml.zst`, bytes: 1234, isNeeded: true },
    { path: 'repodata/comps.xml', isNeeded: true },
  ]);
});

test.each(['', '<html>404 Not Found</html>', 'SHA256:', 'Date: Sat, 28 Nov 2026 02:32:01 UTC\n', '<data>'.repeat(9)])(
  'nothing is listed by %j',
  (text) => {
    expect(readIndex({ lists: 'release' }, text)).toEqual([]);
    expect(readIndex({ lists: 'repomd' }, text)).toEqual([]);
  },
);

test('a sample of packages is spread over the whole list', () => {
  const packages = Array.from({ length: 100 }, (_, n) => `Package: p${n}\nFilename: pool/p/p${n}.deb\nSize: ${n}\n`);
  expect(samplePackages(packages.join('\n'), 4).map(({ path }) => path)).toEqual([
    'pool/p/p0.deb',
    'pool/p/p25.deb',
    'pool/p/p50.deb',
    'pool/p/p75.deb',
  ]);
});

test('packages of an RPM repository are those of its primary.xml', () => {
  const primary = '<metadata><package><location href="Packages/a/a-1.noarch.rpm"/></package></metadata>';
  expect(samplePackages(primary, 8)).toEqual([{ path: 'Packages/a/a-1.noarch.rpm', isNeeded: true }]);
});
