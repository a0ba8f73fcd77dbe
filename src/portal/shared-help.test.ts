import { expect, test } from 'vitest';
import { exampleHelp } from '../../tests/example-portal.ts';
import type { MirrorHelp } from '../model/portal.ts';
import { sharedHelp } from './shared-help.ts';

const sharing = (name: string, also: readonly string[], isOwn = false): [string, MirrorHelp] => [
  name,
  { ...exampleHelp(name), also, isOwn },
];

const found = (cname: string, ...all: readonly [string, MirrorHelp][]) =>
  sharedHelp(cname, new Map(all), (name) => (name === 'kernel' ? 'linux' : name))?.file;

const any = sharing('any', ['*.git']);
const fileOf = (name: string) => `content/help/${name}/index.zh.md`;

test('a pattern is for every mirror whose name ends so, with folders too', () => {
  expect(found('gcc.git', any)).toBe(fileOf('any'));
  expect(found('git/gcc.git', any)).toBe(fileOf('any'));
  expect(found('gcc', any)).toBeUndefined();
});

test('a name beats a pattern, whoever wrote it', () => {
  expect(found('gcc.git', sharing('all', ['*.git'], true), sharing('gnu', ['gcc.git']))).toBe(fileOf('gnu'));
});

test('what the site wrote beats what others did, else the first folder in order does', () => {
  expect(found('gcc.git', any, sharing('site', ['*.git'], true))).toBe(fileOf('site'));
  expect(found('gcc.git', sharing('b', ['gcc.git']), sharing('a', ['gcc.git']))).toBe(fileOf('a'));
});

test('a name may be an alias of the mirror', () => {
  expect(found('linux', sharing('torvalds', ['kernel']))).toBe(fileOf('torvalds'));
});
