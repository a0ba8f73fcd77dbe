import { expect, test } from 'vitest';
import type { Kind } from '../model/kind.ts';
import { folderToKind } from './folder-to-kind.ts';

const kind = (name: string, ...found: string[]): Kind => ({
  name,
  title: name,
  names: [],
  found,
  stamps: [],
  upstreams: {},
  expires: [],
  whole: [],
  indexes: [],
  behindHours: 24,
});

/** A tree in which these patterns fit something. */
const treeOf = (...there: string[]) => ({
  find: async (pattern: string) => (there.includes(pattern) ? [pattern] : []),
});

const kinds = [
  kind('folder'),
  kind('apt', 'dists/*/Release'),
  kind('debian', 'dists/*/Release', 'pool/*'),
  kind('kali', 'dists/kali-rolling/Release', 'pool/*'),
  kind('b', 'TIME'),
  kind('a', 'TIME'),
];

test.each([
  ['a folder has to have every file of the kind', ['dists/*/Release'], 'apt'],
  ['the kind with more files comes first', ['dists/*/Release', 'pool/*'], 'debian'],
  ['of as many, the one with exact names', ['dists/*/Release', 'dists/kali-rolling/Release', 'pool/*'], 'kali'],
  ['names decide the rest', ['TIME'], 'a'],
  ['a kind that says nothing of its files is never found', ['anything'], undefined],
] as const)('%s', async (_, there, name) => {
  for (const order of [kinds, kinds.toReversed()])
    expect((await folderToKind(treeOf(...there), order))?.name).toBe(name);
});
