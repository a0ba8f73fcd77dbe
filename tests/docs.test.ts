import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { problemLevels } from '../src/base/problems.ts';
import { checkout } from './portal-test.ts';

const read = (file: string) => readFileSync(join(checkout, file), 'utf8');

test('each problem has a page, and each page a problem', () => {
  const pages = readdirSync(join(checkout, 'docs/problems')).filter((name) => name !== 'README.md');
  expect(pages.sort()).toEqual(
    Object.keys(problemLevels)
      .map((code) => `${code}.md`)
      .sort(),
  );
});

test.each(Object.entries(problemLevels))(
  'docs/problems/%s.md says that it is an %s, and the list does too',
  (code, level) => {
    expect(read(`docs/problems/${code}.md`)).toMatch(new RegExp(`^# ${code}\n[^]*^Level: ${level}`, 'm'));
    expect(read('docs/problems/README.md')).toMatch(new RegExp(`\\(${code}\\.md\\).*\\| ${level} \\|`));
  },
);

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(checkout, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test.each(documents)('%s links to what is there', (document) => {
  const prose = read(document).replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/gs, '');
  const links = [...prose.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!);
  expect(links.filter((link) => !existsSync(join(checkout, dirname(document), link)))).toEqual([]);
});

test('the README names every command', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const name of Object.keys(scripts))
    expect(read('README.md')).toMatch(new RegExp(`\`${name}\`|npm (run )?${name}\\b`));
});

test('the README lists exactly what the library of help holds', () => {
  const [, section = ''] = /^## Help\n(.*?)^## /ms.exec(read('README.md')) ?? [];
  const lists = [...section.matchAll(/^- \*\*[^*]+\*\*: (.*?)$(?!\n {2})/gms)].map(([, list]) => list!);
  const names = readdirSync(join(checkout, 'content/library/help'));
  expect(lists.flatMap((list) => list.split(/,\s+/)).sort()).toEqual(names.sort());
  expect(section).toContain(` ${names.length} mirrors`);
});
