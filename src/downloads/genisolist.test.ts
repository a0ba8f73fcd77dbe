import { describe, expect, test } from 'vitest';
import { readGenisolist } from './genisolist.ts';
import { selectFiles } from './select-files.ts';

/** Rules from the lines of one file. */
function read(text: string) {
  return readGenisolist(
    text.split('\n').map((line, index) => ({ text: line, place: { file: 'a.ini', line: index + 1 } })),
  );
}

/** What the first rule says of paths below its mirror. */
function factsOf(text: string, ...paths: string[]) {
  const rule = read(text).value[0]!.files[0]!;
  return selectFiles(rule, paths).map(({ version, architecture, kind }) => [version, architecture, kind]);
}

test('a section is a rule for the mirror that its location begins with', () => {
  const section = `[example]
distro = Example Linux
listvers = 1
location = example/iso/*/example-*.iso
pattern = example/iso/.+/example-([\\d.]+)-(\\w+)-(netinst|dvd)\\.iso
version = $1
platform = $2
type = $3`;
  expect(read(section).problems).toEqual([]);
  expect(read(section).value).toMatchObject([
    {
      distro: 'Example Linux',
      category: 'os',
      files: [{ mirrors: ['example'], paths: ['iso/*/example-*.iso'], newest: 1 }],
    },
  ]);
  expect(
    factsOf(section, 'iso/9/example-9.2-amd64-dvd.iso', 'iso/10/example-10.1-amd64-netinst.iso', 'iso/10/other.iso'),
  ).toEqual([['10.1', 'amd64', 'netinst']]);
});

test('a platform that is a system is part of the kind', () => {
  const section = `[example]
distro = Example
category = app
location = example/*
pattern = example-(.+)-(Windows|Linux), (\\w+)\\.zip
version = $1
platform = $2, $3`;
  expect(factsOf(section, 'example-1.0-Windows, x64.zip')).toEqual([['1.0', 'x64', 'Windows']]);
});

test('names are compared alone where the section says so, and versions counted by its key', () => {
  const section = `[example]
distro = Example
location_1 = example/b/*
location_0 = example/a/*
pattern = ^(\\w+)-(\\d+)$
pattern_use_name = true
version = $2
type = $1
key_by = $1
listvers = 1`;
  expect(factsOf(section, 'a/x-1', 'a/x-2', 'b/y-1')).toEqual([
    ['2', undefined, 'x'],
    ['1', undefined, 'y'],
  ]);
});

test('aliases name folders that are called otherwise here', () => {
  const text = `[%alias%]
python = python-release
[python]
distro = Python
location = python/3.*/python-*.exe
pattern = python/[\\d.]+/python-([\\d.]+)\\.exe
version = $1`;
  expect(read(text).value[0]!.files[0]!.mirrors).toEqual(['python-release']);
  expect(factsOf(text, '3.14.7/python-3.14.7.exe')).toEqual([['3.14.7', undefined, undefined]]);
});

test('sections of one distro are one, comments and special sections are passed over', () => {
  const text = `# comment
[%distro%]
d10 = Ubuntu
[a]
distro = X
location = x/a*
pattern = a
[b]
distro = X
location = x/b*
; pattern = not this
pattern = b`;
  expect(read(text).value.map(({ distro, files }) => [distro, files.length])).toEqual([['X', 2]]);
});

describe('a section that cannot be used is left out and reported', () => {
  test.each([
    ['without a distro', 'location = x/*\npattern = a', 'it has no distro'],
    ['without a location', 'distro = X\npattern = a', 'it has no location'],
    ['with a location of any depth', 'distro = X\nlocation = x/**/a\npattern = a', 'its location has `**`'],
    ['with a pattern of Python alone', 'distro = X\nlocation = x/*\npattern = (?P<a>x)', 'its pattern is not'],
  ])('%s', (_, keys, says) => {
    const { value, problems } = read(`[x]\n${keys}`);
    expect(value).toEqual([]);
    expect(problems.map(({ place, says: text }) => [place.line, text.includes(says)])).toEqual([[1, true]]);
  });
});
