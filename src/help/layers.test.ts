import { expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { HelpLayer } from '../model/help.ts';
import { overlayHelp } from './layers.ts';

/** A layer of files by name, whose problems name the layer. */
function layer(name: string, files: Record<string, string>, credit?: HelpLayer['credit']): HelpLayer {
  return {
    credit,
    files: Object.entries(files).map(([file, text]) => ({ name: file, shown: `${name}/${file}`, text })),
  };
}

function overlay(...layers: HelpLayer[]) {
  const { value, problems } = overlayHelp(layers);
  return { documents: value, says: problems.map((found) => problemsToText([found])).join('\n') };
}

const library = layer(
  'library',
  {
    'lantern/zh.yaml':
      '_: 提灯\nchecked: 2026-11-21\nblock: [index, more.git]\nkeeps: [https://lantern.example/]\nfilter: { scheme: https }\ninput:\n  a: { option: { x: } }\n  b: { _: 第二 }\n  c: { true: }\n',
    'lantern/index.zh.md': '甲',
    'lantern/more.git.zh.md': '乙',
    'lantern/LICENSE.md': 'not a block',
  },
  { name: 'The library', licence: 'CC0' },
);

test('one layer is the document', () => {
  const { documents, says } = overlay(library);
  expect(says).toBe('');
  expect(documents).toEqual([
    expect.objectContaining({
      cname: 'lantern',
      language: 'zh',
      title: '提灯',
      checked: '2026-11-21',
      keeps: ['https://lantern.example/'],
      scheme: 'https',
      credits: [{ name: 'The library', licence: 'CC0' }],
      blocks: [
        { name: 'index', file: 'library/lantern/index.zh.md', text: '甲' },
        { name: 'more.git', file: 'library/lantern/more.git.zh.md', text: '乙' },
      ],
    }),
  ]);
});

test('an upper layer replaces keys, inputs and blocks one by one, and null takes away', () => {
  const own = layer('own', {
    'lantern/zh.yaml':
      '_: 我们的提灯\nfilter: null\nkeeps: ~\ninput:\n  a: { option: { y: , z: } }\n  c: null\n  d: { _: 新 }\n',
    'lantern/index.zh.md': '我们的甲',
  });
  const [document] = overlay(own, library).documents;
  expect(document).toMatchObject({ title: '我们的提灯', checked: undefined, scheme: undefined, keeps: [] });
  expect([...document!.inputs].map(([name, { kind, label }]) => [name, kind, label])).toEqual([
    ['a', 'select', 'a'],
    ['b', 'text', '第二'],
    ['d', 'text', '新'],
  ]);
  expect(document!.inputs.get('a')!.choices.map(({ value }) => value)).toEqual(['y', 'z']);
  expect(document!.blocks.map(({ text }) => text)).toEqual(['我们的甲', '乙']);
});

test('a document may be for other mirrors too, and then needs no title: it has the name of each', () => {
  const alsoOf = (also: string) => {
    const files = { 'any/zh.yaml': also, 'any/index.zh.md': '甲' };
    const { documents, says } = overlay(layer('own', files));
    return { also: documents[0]!.also, says };
  };
  expect(alsoOf('also: tiny.git')).toEqual({ also: ['tiny.git'], says: '' });
  expect(alsoOf("also: [tiny, '*.git']")).toEqual({ also: ['tiny', '*.git'], says: '' });
  expect(alsoOf("_: x\nalso: ['tiny*']")).toMatchInlineSnapshot(`
    {
      "also": [],
      "says": "own/any/zh.yaml:2:8: error: also.0: expected the cname of a mirror, or \`*\` and the end of cnames, such as \`*.git\` [bad-value]
      fix: See docs/help-format.md for every key and an example; the value is left out until then.",
    }
  `);
});

test('who checked a text did not check the one that lies over it', () => {
  const checkedOf = (...layers: HelpLayer[]) => overlay(...layers).documents[0]!.checked;
  expect(checkedOf(library)).toBe('2026-11-21');
  expect(checkedOf(layer('own', { 'lantern/zh.yaml': '_: 提灯' }), library)).toBe('2026-11-21');
  expect(checkedOf(layer('own', { 'lantern/index.zh.md': '甲' }), library)).toBeUndefined();
  const both = { 'lantern/zh.yaml': 'checked: 2026-11-22', 'lantern/index.zh.md': '甲' };
  expect(checkedOf(layer('own', both), library)).toBe('2026-11-22');
});

test('nor are its releases from where those of the lower text are', () => {
  const sourced = layer('library', {
    'lantern/zh.yaml': '_: 提灯\nsource: https://lantern.example/',
    'lantern/index.zh.md': '甲',
  });
  const sourcesOf = (...layers: HelpLayer[]) => overlay(...layers).documents[0]!.sources;
  expect(sourcesOf(sourced)).toEqual(['https://lantern.example/']);
  expect(sourcesOf(layer('own', { 'lantern/zh.yaml': '_: 提灯' }), sourced)).toEqual(['https://lantern.example/']);
  expect(sourcesOf(layer('own', { 'lantern/index.zh.md': '乙' }), sourced)).toEqual([]);
  expect(sourcesOf(layer('own', { 'lantern/zh.yaml': 'source: null' }), sourced)).toEqual([]);
  const own = { 'lantern/zh.yaml': 'source: [https://a.example/]', 'lantern/index.zh.md': '乙' };
  expect(sourcesOf(layer('own', own), sourced)).toEqual(['https://a.example/']);
});

test('all inputs are taken away by null', () => {
  const own = layer('own', { 'lantern/zh.yaml': 'input: null\nblock: null' });
  const [document] = overlay(own, library).documents;
  expect(document!.inputs.size).toBe(0);
  expect(document!.blocks.map(({ name }) => name)).toEqual(['index']);
});

test('credit goes to the layers that something is from, the upper ones first', () => {
  const community = layer(
    'community',
    { 'lantern/more.git.zh.md': '丙', 'lamp/index.en.md': 'x' },
    { name: 'Community' },
  );
  const names = overlay(community, library).documents.map(({ cname, credits }) => [
    cname,
    credits.map(({ name }) => name),
  ]);
  expect(names).toEqual([
    ['lamp', ['Community']],
    ['lantern', ['Community', 'The library']],
  ]);
});

test('Markdown without YAML is a document of one block, whose title is told elsewhere', () => {
  const { documents, says } = overlay(layer('own', { 'a/b/index.en.md': 'x' }));
  expect(says).toBe('');
  expect(documents).toEqual([expect.objectContaining({ cname: 'a/b', language: 'en', title: undefined })]);
});

test('a file that is broken counts as missing in its layer', () => {
  const own = layer('own', { 'lantern/zh.yaml': '_: [', 'lantern/index.zh.md': '我们的甲' });
  const { documents, says } = overlay(own, library);
  expect(documents[0]).toMatchObject({ title: '提灯', blocks: [{ text: '我们的甲' }, { text: '乙' }] });
  expect(says).toContain('own/lantern/zh.yaml:1:5: error: not valid YAML');
});

test('a value that does not fit is told with its place, and the rest counts', () => {
  const text = `_: Lantern
url: /lantern
block: index
checked: soon
filter: { scheme: ftp }
keeps: [lantern.example]
input:
  a: { option: { x: , y: }, default: z }
  b: { option: {} }
  c: { true: yes, default: on }
  d: { default: true }
  e f: {}
  g: { option: { x: { side: { deep: 1 } }, y: } }
`;
  const { documents, says } = overlay(layer('own', { 'lantern/en.yaml': text, 'lantern/index.en.md': 'x' }));
  expect([...documents[0]!.inputs.values()].map((input) => `${input.name} ${input.kind} ${input.default}`)).toEqual([
    'a select x',
    'b text ',
    'c switch false',
    'd text ',
    'g select x',
  ]);
  expect(
    says.replaceAll(/\n {2}fix: See docs\/help-format.md for every key and an example;.*/g, ''),
  ).toMatchInlineSnapshot(`
    "own/lantern/en.yaml:3:8: error: block: expected array, received string [bad-value]
    own/lantern/en.yaml:8:38: error: input.a.default: expected one of the options x, y [bad-value]
    own/lantern/en.yaml:9:16: error: input.b.option: expected at least one option [bad-value]
    own/lantern/en.yaml:10:28: error: input.c.default: expected true or false [bad-value]
    own/lantern/en.yaml:11:17: error: input.d.default: expected a text; a switch has a key true or false [bad-value]
    own/lantern/en.yaml:12:8: error: input.e f: expected a name of letters, digits, _ and - [bad-value]
    own/lantern/en.yaml:13:29: error: input.g.option.x.side: expected a text, true, false or a list of texts [bad-value]
    own/lantern/en.yaml:5:19: error: filter.scheme: expected one of "http"|"https" [bad-value]
    own/lantern/en.yaml:4:10: error: checked: invalid ISO date [bad-value]
    own/lantern/en.yaml:6:9: error: keeps.0: invalid URL [bad-value]"
  `);
});

test('what a document lacks, and what it must not have, is told', () => {
  const { documents, says } = overlay(
    layer('own', {
      'lamp/en.yaml': 'input: { path: {}, r: { option: { x: { host: y } } } }\nblock: [index, more]\n',
      'lamp/index.en.md': 'x',
      'lantern/en.yaml': '_: Lantern\n',
    }),
  );
  expect(documents.map(({ cname }) => cname)).toEqual(['lamp']);
  expect(says).toMatchInlineSnapshot(`
    "own/lamp/en.yaml: error: block "more" has no file [help-document-invalid]
      fix: Write lamp/more.en.md, or list only existing blocks under \`block\`.
    own/lamp/en.yaml: error: the document has no title [help-document-invalid]
      fix: Write it under \`_\`; the name of the mirror is used until then.
    own/lamp/en.yaml: warning: an input sets "host", which is predefined [help-variable-predefined]
      fix: Use another name; this one has a fixed meaning in every document.
    own/lamp/en.yaml: warning: an input sets "path", which is predefined [help-variable-predefined]
      fix: Use another name; this one has a fixed meaning in every document.
    own/lantern/en.yaml: error: block "index" has no file [help-document-invalid]
      fix: Write lantern/index.en.md, or list only existing blocks under \`block\`."
  `);
});
