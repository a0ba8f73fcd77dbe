import { describe, expect, test } from 'vitest';
import type { Kind } from '../model/kind.ts';
import { folderToKind } from './folder-to-kind.ts';
import { lookAtTree, type TreeReader } from './look-tree.ts';

const at = new Date('2026-08-08T12:00:00Z');
const modified = new Date('2026-08-01T00:00:00Z');

/** A tree of texts by their paths; a folder is what a path begins with. */
function readerOf(files: Readonly<Record<string, string>>, commits: Readonly<Record<string, Date>> = {}): TreeReader {
  const paths = Object.keys(files);
  const folders = paths.flatMap((path) => path.split('/').map((_, end, steps) => steps.slice(0, end + 1).join('/')));
  const all = [...new Set(folders)];
  return {
    find: async (pattern) => {
      const steps = pattern.split('/').map((step) => RegExp.escape(step).replaceAll('\\*', '[^/]*'));
      return all.filter((path) => new RegExp(`^${steps.join('/')}$`).test(path));
    },
    read: async (path) => (path in files ? { text: files[path]!, modified } : undefined),
    bytesOf: async (path) => files[path]?.length,
    commit: async (path) => commits[path],
    isEmpty: async () => paths.length === 0,
  };
}

const plain: Kind = {
  name: 'debian',
  title: 'Debian',
  names: [],
  found: [],
  stamps: [],
  upstreams: {},
  expires: [],
  whole: [],
  indexes: [],
  behindHours: 4,
};
const look = (files: Readonly<Record<string, string>>, kind: Partial<Kind>, commits?: Readonly<Record<string, Date>>) =>
  lookAtTree(readerOf(files, commits), { ...plain, ...kind }, at);

test('a tree without anything is empty, and nothing else', async () => {
  expect(await look({}, { whole: ['a'] })).toEqual({ at, isEmpty: true });
});

describe('the stamp', () => {
  const stamps = [{ file: 'trace/master' }, { file: 'dists/*/Release', field: 'Date' }];
  const release = (date: string) => `Suite: x\nDate: ${date}\n`;

  test('is the first that can be read', async () => {
    const files = { 'trace/master': '2026-08-08T10:00:00Z', 'dists/sid/Release': release('2026-08-09T00:00:00Z') };
    expect((await look(files, { stamps })).stamp).toEqual({
      file: 'trace/master',
      time: new Date('2026-08-08T10:00:00Z'),
    });
    expect((await look({ ...files, 'trace/master': 'nothing' }, { stamps })).stamp?.file).toBe('dists/sid/Release');
  });

  test('is the newest of those that a pattern fits', async () => {
    const files = {
      'dists/a/Release': release('2026-08-01T00:00:00Z'),
      'dists/b/Release': release('2026-08-03T00:00:00Z'),
      'dists/c/Release': release('2026-08-02T00:00:00Z'),
    };
    expect((await look(files, { stamps })).stamp?.file).toBe('dists/b/Release');
  });

  test('is when a file was changed last, or the last commit, where the kind says so', async () => {
    const byChange = { stamps: [{ file: '*', from: 'modified' as const }] };
    expect((await look({ 'a.iso': '' }, byChange)).stamp).toEqual({ file: 'a.iso', time: modified });
    const byCommit = { stamps: [{ file: '*/HEAD', from: 'commit' as const }] };
    expect((await look({ 'a.git/HEAD': '' }, byCommit, { 'a.git': at })).stamp).toEqual({
      file: 'a.git/HEAD',
      time: at,
    });
  });

  test('is missing where there is none', async () => {
    expect((await look({ a: '' }, { stamps })).stamp).toBeUndefined();
  });
});

test('the end is that of the file that is refused first', async () => {
  const expires = [{ file: 'dists/*/Release', field: 'Valid-Until' }];
  const until = (date: string) => `Valid-Until: ${date}\n`;
  const files = {
    'dists/a/Release': until('Sat, 15 Aug 2026 00:00:00 UTC'),
    'dists/b/Release': until('Sat, 08 Aug 2026 00:00:00 UTC'),
    'dists/c/Release': 'Suite: c\n',
  };
  expect((await look(files, { expires })).expires).toEqual({
    file: 'dists/b/Release',
    time: new Date('2026-08-08T00:00:00Z'),
  });
});

describe('what is missing', () => {
  const missing = async (...args: Parameters<typeof look>) => (await look(...args)).missing;
  const hash = 'a'.repeat(64);

  test('is what each whole tree has', async () => {
    expect(await missing({ a: '' }, { whole: ['a', 'b', 'pool/*'] })).toEqual(['b', 'pool/*']);
    expect(await missing({ a: '', 'pool/x': '' }, { whole: ['a', 'pool/*'] })).toBeUndefined();
  });

  const indexes = [{ file: 'dists/*/Release', lists: 'release', base: '' }] as const;
  const packages = 'Package: a\nFilename: pool/a.deb\nSize: 3\n\nPackage: b\nFilename: pool/b.deb\nSize: 3\n';
  const release = `SHA256:\n ${hash} ${packages.length} main/binary-amd64/Packages\n ${hash} 9 main/binary-arm64/Packages\n`;
  const whole = {
    'dists/sid/Release': release,
    'dists/sid/main/binary-amd64/Packages': packages,
    'pool/a.deb': 'abc',
    'pool/b.deb': 'abc',
  };

  test('is nothing of an apt archive that leaves out an architecture', async () => {
    expect(await missing(whole, { indexes: [...indexes] })).toBeUndefined();
  });

  test('is a list of an apt archive in another size: the Release is newer', async () => {
    const files = { ...whole, 'dists/sid/main/binary-amd64/Packages': 'old' };
    expect(await missing(files, { indexes: [...indexes] })).toEqual(['dists/sid/main/binary-amd64/Packages']);
  });

  test('is a package of an apt archive that is not there, or is cut', async () => {
    const { 'pool/b.deb': _, ...half } = whole;
    expect(await missing(half, { indexes: [...indexes] })).toEqual(['pool/b.deb']);
    expect(await missing({ ...whole, 'pool/a.deb': 'ab' }, { indexes: [...indexes] })).toEqual(['pool/a.deb']);
  });

  test('is what a repomd.xml lists, and packages of its list', async () => {
    const repomd = '<data type="primary"><location href="repodata/primary.xml"/></data>';
    const kind = { indexes: [{ file: 'repodata/repomd.xml', lists: 'repomd', base: '../' }] } as const;
    const primary = '<package><location href="Packages/a.rpm"/></package>';
    const files = { 'repodata/repomd.xml': repomd };
    expect(await missing(files, { indexes: [...kind.indexes] })).toEqual(['repodata/primary.xml']);
    const listed = { ...files, 'repodata/primary.xml': primary };
    expect(await missing(listed, { indexes: [...kind.indexes] })).toEqual(['Packages/a.rpm']);
    expect(await missing({ ...listed, 'Packages/a.rpm': '' }, { indexes: [...kind.indexes] })).toBeUndefined();
  });

  test('is told of five files at most', async () => {
    const names = Array.from({ length: 20 }, (_, position) => `file-${position}`);
    expect(await missing({ a: '' }, { whole: names })).toHaveLength(5);
  });

  test('is never looked for outside of the tree', async () => {
    const repomd = '<data><location href="../../../../etc/passwd"/></data>';
    const indexes = [{ file: 'repodata/repomd.xml', lists: 'repomd', base: '../' }] as const;
    expect(await missing({ 'repodata/repomd.xml': repomd }, { indexes: [...indexes] })).toEqual(['etc/passwd']);
  });
});

test('a kind is known by all of its files', async () => {
  const kinds = [
    { ...plain, name: 'unknowable' },
    { ...plain, name: 'debian', found: ['dists/*/Release', 'pool'] },
    { ...plain, name: 'rpm', found: ['repodata/repomd.xml'] },
  ];
  const kindOf = async (...paths: string[]) =>
    (await folderToKind(readerOf(Object.fromEntries(paths.map((path) => [path, '']))), kinds))?.name;
  expect(await kindOf('dists/sid/Release', 'pool/a')).toBe('debian');
  expect(await kindOf('dists/sid/Release')).toBeUndefined();
  expect(await kindOf('dists/sid/Release', 'repodata/repomd.xml')).toBe('rpm');
});
