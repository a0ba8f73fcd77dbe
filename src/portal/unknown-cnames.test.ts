import { expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { MirrorContent } from '../content/mirror-schema.ts';
import { filesWithoutSource } from './unknown-cnames.ts';

const known = {
  reported: new Set(['debian', 'ubuntu', 'ros2']),
  aliased: new Set(['base']),
  aliases: (name: string) => name,
};

const told = (cname: string, content: MirrorContent = {}, aliases = known.aliases) =>
  filesWithoutSource([{ file: `content/mirrors/${cname}.yaml`, cname, content }], { ...known, aliases });

test('a file that no source tells of is told, with the name that is near', () => {
  expect(problemsToText([...told('debiann', { desc: 'x' }), ...told('plan9')])).toMatchInlineSnapshot(`
    "content/mirrors/debiann.yaml: warning: no source lists a mirror "debiann" [mirror-without-source]
      fix: Did you mean "debian"? Rename the file to the cname of its mirror, set its \`url\` if the site has it, or remove the file.
    content/mirrors/plan9.yaml: warning: no source lists a mirror "plan9" [mirror-without-source]
      fix: Rename the file to the cname of its mirror, set its \`url\` if the site has it, or remove the file."
  `);
});

test.each([
  ['a source tells of it', 'debian', {}],
  ['another mirror is an alias of it', 'base', {}],
  ['it has an address', 'plan9', { url: '/plan9' }],
  ['it has a state', 'plan9', { state: 'cache' }],
  ['it is an alias', 'plan9', { alias: 'debian' }],
  ['it is hidden', 'plan9', { hidden: true }],
] as const)('nothing is told when %s', (_, cname, content) => {
  expect(told(cname, content)).toEqual([]);
});

test('another name of a mirror is as good', () => {
  expect(told('Debian', {}, (name) => name.toLowerCase())).toEqual([]);
});

test('a file with a fault may have said that it stands by itself', () => {
  const faulty = { file: 'content/mirrors/plan9.yaml', cname: 'plan9' };
  expect(filesWithoutSource([{ ...faulty, content: undefined }], known)).toEqual([]);
  expect(filesWithoutSource([{ ...faulty, content: {}, isServedAsSaid: false }], known)).toEqual([]);
});
