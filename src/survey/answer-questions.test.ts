import { describe, expect, test } from 'vitest';
import type { TreeQuestion } from '../model/tree-question.ts';
import { answerQuestions } from './answer-questions.ts';
import type { TreeReader } from './look-tree.ts';

/** A tree of texts by their paths; a folder is what a path begins with. */
function treeOf(files: Readonly<Record<string, string>>): TreeReader & { readonly asked: string[] } {
  const folders = Object.keys(files).flatMap((path) =>
    path.split('/').map((_, end, steps) => steps.slice(0, end + 1).join('/')),
  );
  const asked: string[] = [];
  return {
    asked,
    find: async (pattern) => {
      const steps = pattern.split('/').map((step) => RegExp.escape(step).replaceAll('\\*', '[^/]*'));
      return [...new Set(folders)].filter((path) => new RegExp(`^${steps.join('/')}$`).test(path));
    },
    read: async (path) => {
      asked.push(path);
      return path in files ? { text: files[path]! } : undefined;
    },
    bytesOf: async (path) => files[path]?.length,
    commit: async () => undefined,
    isEmpty: async () => folders.length === 0,
  };
}

const question = (said: Partial<TreeQuestion>): TreeQuestion => ({
  read: 'v*',
  value: '{1}',
  accepts: { kind: 'name' },
  skip: [],
  take: {},
  has: {},
  ...said,
});

/** The entries of one question, short: texts by name, and what else is there. */
async function found(files: Readonly<Record<string, string>>, said: Partial<TreeQuestion>) {
  const [answer] = await answerQuestions(treeOf(files), [question(said)]);
  return answer?.entries.map(({ texts, has }) => [...texts.map((pair) => pair.join('=')), ...has].join(' '));
}

const release = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');

describe('a question', () => {
  test('is answered by names of folders, the newest first', async () => {
    expect(await found({ 'v3.9/x': '', 'v3.10/x': '', 'v3.2/x': '', other: '' }, {})).toEqual([
      '1=3.10 value=3.10',
      '1=3.9 value=3.9',
      '1=3.2 value=3.2',
    ]);
  });

  test('is answered once for a value that many folders have', async () => {
    const read = 'repo/*/*/dists';
    const files = { 'repo/11.8/debian/dists/x': '', 'repo/11.8/ubuntu/dists/x': '' };
    expect(await found(files, { read })).toEqual(['1=11.8 2=debian value=11.8']);
    expect(await found(files, { read, value: '{2}-{1}' })).toHaveLength(2);
  });

  test('is answered by what stands in files', async () => {
    const files = {
      'dists/trixie/Release': release({ Suite: 'stable', Version: '13.1', Codename: 'trixie' }),
      'dists/stable/Release': release({ Suite: 'stable', Version: '13.1', Codename: 'trixie' }),
      'dists/sid/Release': release({ Codename: 'sid' }),
      'dists/trixie-updates/Release': release({ Codename: 'trixie-updates' }),
    };
    const take = { codename: { field: 'Codename' }, version: { field: 'Version' } };
    const said = { read: 'dists/*/Release', skip: ['*-*'], take, value: '{codename}' };
    const has = { updates: 'dists/{value}-updates/Release' };
    expect(await found(files, { ...said, has })).toEqual([
      '1=stable codename=trixie version=13.1 value=trixie updates',
      '1=sid codename=sid value=sid',
    ]);
    const tree = treeOf(files);
    await answerQuestions(tree, [question(said)]);
    expect(tree.asked).not.toContain('dists/trixie-updates/Release');
  });

  test.each([
    ['JSON', '[{"version":"v26.1.0"}]', { json: '0.version' }],
    ['XML', '<a><version>v26.1.0</version></a>', { xml: 'version' }],
  ])('is answered by %s', async (_, text, reading) => {
    expect(await found({ index: text }, { read: 'index', take: { v: reading }, value: '{v}' })).toEqual([
      'v=v26.1.0 value=v26.1.0',
    ]);
  });

  test('has no answer where nothing fits', async () => {
    expect(await answerQuestions(treeOf({ other: '' }), [question({})])).toEqual([]);
    expect(await found({ v1: 'broken' }, { take: { v: { json: 'a' } }, value: '{v}' })).toBeUndefined();
  });
});

describe('what is not a plain name is passed over', () => {
  test.each([
    'v$(reboot)',
    'v1;reboot',
    'v1 2',
    'v`id`',
    "v1'",
    'v-rf',
    'v..',
    'v',
    `v${'1'.repeat(65)}`,
    'v1\n2',
    'v１',
  ])('a folder %s', async (folder) => {
    expect(await found({ [`${folder}/x`]: '', 'v2/x': '' }, {})).toEqual(['1=2 value=2']);
  });

  test.each(['$(reboot)', 'a b', '../..', '-o', '<b>', '{{endpoint}}', ''])('a field %s', async (text) => {
    const take = { codename: { field: 'Codename' } };
    const files = { v1: release({ Codename: text }) };
    expect(await found(files, { take, value: '{codename}' })).toBeUndefined();
    expect(await found(files, { take })).toEqual(['1=1 value=1']);
  });

  test('a value that its input would not take', async () => {
    const accepts = { kind: 'version', pattern: '[0-9]+' } as const;
    expect(await found({ 'v10/x': '', 'v10.1/x': '', 'vbeta/x': '' }, { accepts })).toEqual(['1=10 value=10']);
  });
});

test('a tree of thousands gives the 64 newest', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`v${at}/x`, '']));
  const entries = await found(files, {});
  expect([entries?.length, entries?.[0]]).toEqual([64, '1=299 value=299']);
});
