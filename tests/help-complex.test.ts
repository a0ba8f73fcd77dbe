import { describe, expect, test } from 'vitest';
import { inspectHelp } from '../src/help/inspect.ts';
import { PortalTest } from './portal-test.ts';

const SITE = 'site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nlanguages: [en]\n';

function site(): PortalTest {
  return PortalTest.from()
    .write('content/portal.yaml', `${SITE}sources: [{ type: list, file: list.yaml }]\n`)
    .write('content/list.yaml', 'mirrors: [{ cname: lantern, state: success }, { cname: debian, state: success }]\n')
    .write('content/help/lantern/en.yaml', '_: Lantern\n');
}

const depths = (count: number, line: (depth: number) => string) =>
  Array.from({ length: count }, (_, depth) => line(depth)).join('');

/** 8,000 characters in lines of fewer than 400. */
function shortLines(text: string): string {
  const line = text.repeat(Math.floor(390 / text.length));
  return `${line}\n`.repeat(Math.floor(8_000 / (line.length + 1)));
}

/** Each is far from what a person writes, and alone is enough to end or stop a reader that trusts its input. */
const CONSTRUCTS: readonly (readonly [string, string])[] = [
  ['emphasis that is never closed', '*a_ '.repeat(20_000)],
  ['quotes within each other', `${'> '.repeat(2_000)}x`],
  ['lists within each other', depths(1_500, (depth) => `${' '.repeat(2 * depth)}- x\n`)],
  ['sections within each other', `${'{{#sudo}}'.repeat(3_000)}x${'{{/sudo}}'.repeat(3_000)}`],
  ['brackets within each other', `${'['.repeat(50_000)}x${']'.repeat(50_000)}`],
  ['pictures in links', '[!['.repeat(10_000)],
  ['backticks of every length', depths(600, (depth) => `${'`'.repeat(depth + 1)} `)],
  ['tags within each other', '<div>'.repeat(5_000)],
  ['a table of very many columns', `${'|a'.repeat(20_000)}|\n${'|-'.repeat(20_000)}|\n${'|b'.repeat(20_000)}|`],
  ['a million characters', 'word '.repeat(200_000)],
  [
    'a fence with sections within each other',
    `\`\`\`\n${'{{#sudo}}\n'.repeat(3_000)}x\n${'{{/sudo}}\n'.repeat(3_000)}\`\`\``,
  ],
];

describe('a help document costs the run seconds, and the other pages nothing', () => {
  test.each(CONSTRUCTS)('with %s', async (_, text) => {
    const portal = site().write('content/help/lantern/index.en.md', text);
    const { run, problems } = await portal.build();
    expect(run.code).not.toBeNull();
    const told = problems.filter(({ code }) => code === 'help-too-complex');
    expect(told).toHaveLength(portal.has('out/help/lantern/index.html') ? 0 : 1);
    expect(portal.read('out/index.html')).toContain('lantern');
    expect(portal.read('out/help/debian/index.html')).toContain('sources.list');
  });
});

test('what cannot be read is told, and the page of the library is shown in its place', async () => {
  const portal = site().write('content/help/debian/index.en.md', 'Our own words. '.repeat(100_000));
  const { problems } = await portal.build();
  expect(problems.map(({ code, place }) => [code, place.file?.split('/').at(-1)])).toContainEqual([
    'help-too-complex',
    'index.en.md',
  ]);
  expect(portal.read('out/help/debian/index.html')).toContain('sources.list');
  expect(portal.read('out/help/debian/index.html')).not.toContain('Our own words');
  portal.write('content/help/debian/index.en.md', 'Our own words.');
  const again = await portal.build();
  expect(again.problems.map(({ code }) => code)).not.toContain('help-too-complex');
  expect(portal.read('out/help/debian/index.html')).toContain('Our own words');
});

/** Beginnings of Markdown, HTML and templates that are nowhere ended. */
const FRAGMENTS = [
  ...['*a_ ', '_a __b ', '**', '~~a ', '`` ` ', '[', '![', '[![', '](', '[a](<b ', '|a', '&amp', '\\'],
  ...['> ', '- ', '1. ', '# ', '* * ', '\t', '<b>', '</b>', '<div>', '<p ', '<a href=', '<!--', '<?', '"'],
  ...['http://a.', 'a@', '{{#sudo}}', '{{{', '{%'],
];

test.each(FRAGMENTS)(
  '8,000 characters of %j in short lines are read without a thread of their own',
  (fragment) => {
    const file = { name: 'lantern/index.en.md', file: 'index.en.md', shown: 'index.en.md', text: shortLines(fragment) };
    expect(inspectHelp([{ files: [file] }], () => true).value.titles).toEqual({ en: undefined });
  },
  3_000,
);
