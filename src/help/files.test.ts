import { expect, test } from 'vitest';
import { blockToFiles } from './files.ts';
import { toHelpPage } from './help-page.ts';
import { overlayHelp } from './layers.ts';

const yaml = `_: Lantern
input:
  src: { true: src, false: '' }
  release: { default: b, option: { '': { _: stable }, a/b: { sec: s }, b: } }
  kind: { option: { k: , l: } }
`;

function filesOf(fence: string) {
  const files = Object.entries({ 'lantern/en.yaml': yaml, 'lantern/index.en.md': fence }).map(([name, text]) => ({
    name,
    shown: name,
    text,
  }));
  const [document] = overlayHelp([{ files }]).value;
  const site = {
    title: '',
    address: 'https://a.example/x',
    mirrors: {},
    sudo: true,
    url: 'https://a.example',
    linkTo: () => undefined,
  };
  const { segments, globals, predefined } = toHelpPage(document!, site).value;
  return segments.flatMap((segment) => ('block' in segment ? blockToFiles(segment.block, globals, predefined) : []));
}

test('there is a file for each choice of the first select, the other inputs at their defaults', () => {
  expect(
    filesOf(
      '```{ztmpl input="src release kind" path="/etc/l.d/l.conf"}\n{{endpoint}} {{release}} {{kind}}{{src}}\n{{#sec}}\n{{sec}}\n{{/sec}}\n```',
    ),
  ).toEqual([
    { choice: '', folder: expect.stringMatching(/^mirror-\w+$/), name: 'l.conf', text: 'https://a.example/x  k\n' },
    {
      choice: 'a/b',
      folder: expect.stringMatching(/^a-b-\w+$/),
      name: 'l.conf',
      text: 'https://a.example/x a/b k\ns\n',
    },
    { choice: 'b', folder: 'b', name: 'l.conf', text: 'https://a.example/x b k\n' },
  ]);
});

test.each([
  [
    'without a select there is one file',
    '```{ztmpl input="src" path="~/.lrc"}\na\n```',
    [{ name: '.lrc', text: 'a\n' }],
  ],
  ['without a path there is none', '```{ztmpl input="release"}\na\n```', []],
  ['a path that names a folder makes none', '```{ztmpl path="/etc/.."}\na\n```\n```{ztmpl path="/etc/"}\na\n```', []],
])('%s', (_, fence, files) => {
  expect(filesOf(fence)).toEqual(files);
});
