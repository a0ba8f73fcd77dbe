import { expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import { readCatalogue } from './read-catalogue.ts';

const fileOf = (name: string, text: string) => ({ name, shown: `library/mirrors/${name}`, text });
const arch = 'name: Arch Linux\ndesc: { zh: 滚动更新的发行版, en: A rolling distribution }\ncategory: os\n';

test('a project has the cname that its file is named after, with a slash if it is in a folder', () => {
  const { value, problems } = readCatalogue([fileOf('git/linux.git.yaml', arch), fileOf('archlinux.yaml', arch)]);
  expect(problems).toEqual([]);
  expect(value.map(({ cname }) => cname)).toEqual(['git/linux.git', 'archlinux']);
});

test('where facts are from is for those who write it alone', () => {
  const [entry] = readCatalogue([fileOf('archlinux.yaml', `${arch}source: https://wiki.archlinux.org/\n`)]).value;
  expect(entry).toEqual({
    cname: 'archlinux',
    name: 'Arch Linux',
    desc: { zh: '滚动更新的发行版', en: 'A rolling distribution' },
    category: 'os',
    words: [],
    also: [],
  });
});

test('a faulty value is left out, a project without a name altogether', () => {
  const { value, problems } = readCatalogue([
    fileOf('archlinux.yaml', `${arch}homepage: archlinux.org\nlogo: arch\n`),
    fileOf('alpine.yaml', 'desc: A small distribution\ncategory: os\n'),
  ]);
  expect(value).toMatchObject([{ cname: 'archlinux', homepage: undefined }]);
  expect(problemsToText(problems)).toMatchInlineSnapshot(`
    "library/mirrors/archlinux.yaml:4:11: error: homepage: expected an address that begins with https:// [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    library/mirrors/archlinux.yaml:5:1: error: key "logo" is not known [unknown-key]
      fix: Use one of name, desc, category, homepage, words, also, source.
    library/mirrors/alpine.yaml:1:1: error: name: invalid input [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then."
  `);
});
