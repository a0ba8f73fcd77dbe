import { describe, expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { Problem } from '../base/problems.ts';
import type { HelpSite } from './draft.ts';
import { type HelpPage, pageToMarkdown, pageToText, toHelpPage } from './help-page.ts';
import { type HelpDocument, overlayHelp } from './layers.ts';
import { renderTemplate } from './template.ts';
import { blockVariables } from './variables.ts';

const site: HelpSite = {
  title: 'Lantern',
  address: 'https://mirrors.example.org/lantern/',
  mirrors: {},
  sudo: true,
  url: 'https://mirrors.example.org',
  linkTo: (cname) => (cname === 'lamp' ? '/help/lamp/' : undefined),
};

/** A document of one block, or of several by name. */
function document(yaml: string, blocks: string | Record<string, string>): HelpDocument {
  const texts = typeof blocks === 'string' ? { index: blocks } : blocks;
  const files = [
    {
      name: 'lantern/en.yaml',
      shown: 'help/lantern/en.yaml',
      text: `_: Lantern\nblock: [${Object.keys(texts)}]\n${yaml}`,
    },
    ...Object.entries(texts).map(([name, text]) => ({
      name: `lantern/${name}.en.md`,
      shown: `help/lantern/${name}.en.md`,
      text,
    })),
  ];
  const { value, problems } = overlayHelp([{ files }]);
  expect(problems).toEqual([]);
  return value[0]!;
}

/** A page, and what is wrong with its document. */
type NotedPage = HelpPage & { readonly problems: readonly Problem[] };

function page(yaml: string, blocks: string | Record<string, string>, around: Partial<HelpSite> = {}): NotedPage {
  const { value, problems } = toHelpPage(document(yaml, blocks), { ...site, ...around });
  return { ...value, problems };
}

const blocksOf = ({ segments }: HelpPage) => segments.flatMap((segment) => ('block' in segment ? segment.block : []));
const textsOf = (from: HelpPage) => blocksOf(from).map(({ text }) => text);
const says = ({ problems }: NotedPage) => problemsToText(problems);

/** The page as a reader without script sees it. */
function drawn({ segments }: HelpPage): string {
  const parts = segments.map((segment) => {
    if ('html' in segment) return segment.html;
    if ('block' in segment) return `[${segment.block.text}]`;
    return 'inline' in segment ? `<code>${segment.inline.text}</code>` : `(${segment.form.map(({ name }) => name)})`;
  });
  return parts.join('');
}

/** What a block shows when something is chosen. */
function chosen(from: HelpPage, at: number, choice: Record<string, string>): string {
  const { template, inputs } = blocksOf(from)[at]!;
  return renderTemplate(template, blockVariables([...from.globals, ...inputs], choice, from.predefined));
}

test('the segments of a page in order are the page', () => {
  const from = page(
    'input: { release: { option: { one: , two: } } }',
    '# Lantern\n\nA [lamp](../lamp/).\n\n```{ztmpl input="release" lang="ini" path="/etc/l.conf" append="true"}\na={{release}}\n```\n',
  );
  expect(from.segments).toEqual([
    { html: '<h2 id="lantern">Lantern</h2>\n<p>A <a href="/help/lamp/">lamp</a>.</p>\n' },
    { block: expect.objectContaining({ id: 'code-1', lang: 'ini', path: '/etc/l.conf', append: true, text: 'a=one' }) },
  ]);
  expect(from.toc).toEqual([{ id: 'lantern', depth: 2, text: 'Lantern' }]);
  expect(from).toMatchObject({ title: 'Lantern', problems: [] });
});

describe('the hard cases of documents that sites share', () => {
  test('1: variables that are lists and flags, comments as indentation, links across blocks', () => {
    const from = page(
      'input:\n  pack: { option: { hw: { _: Half, HW: true, kind=OTF: [A, B] }, all: { HW: false, kind=OTF: [] } } }',
      {
        files: '<details>\n<summary>Which *one*?</summary>\n\n- [names](#names)\n\n</details>\n\n## Files {#files}\n',
        index: `## Names {#names}\n\nBack to [files](#files).\n\n${'```{ztmpl input="pack"}\n{{! of several\n lines }}\nfor f in{{#kind=OTF}} {{.}}{{/kind=OTF}}; do\n{{#HW}}\n{{! }}  half\n{{/HW}}\ndone\n```'}`,
      },
    );
    expect(says(from)).toBe('');
    expect(textsOf(from)).toEqual(['for f in A B; do\n  half\ndone']);
    expect(chosen(from, 0, { pack: 'all' })).toBe('for f in; do\ndone');
    expect(from.toc.map(({ id }) => id)).toEqual(['files', 'names']);
    expect(drawn(from)).toContain('<summary>Which *one*?</summary>');
    expect(drawn(from)).toContain('<li><a href="#names">names</a></li>');
  });

  test('2: delimiters that are set end with their block', () => {
    const from = page('input: {}', '```{ztmpl}\n{{host}}/v{{=<% %>=}}{{version}}\n```\n```{ztmpl}\n{{host}}\n```\n');
    expect(textsOf(from)).toEqual(['mirrors.example.org/v{{version}}', 'mirrors.example.org']);
  });

  test('3: each block has its own variables, though inputs of other blocks set the same', () => {
    const yaml = `input:
  release: { option: { old: { sec: old-security }, new: { sec: new-security, next: true }, next: } }
  again: { option: { new: { sec: other }, old: } }
  more: { true: ' extra', false: '' }`;
    const lines = '{{endpoint}}-all\n{{#sec}}\n{{#next}}\n# next\n{{/next}}\nsec {{sec}}{{more}}\n{{/sec}}\nend';
    const from = page(
      yaml,
      `## 行（\`old\`）\n\`\`\`{ztmpl input="release more"}\n${lines}\n\`\`\`\n\`\`\`{ztmpl input="again"}\n{{again}} {{sec}}\n\`\`\`\n`,
    );
    const endpoint = 'https://mirrors.example.org/lantern-all';
    expect(textsOf(from)).toEqual([`${endpoint}\nsec old-security\nend`, 'new other']);
    expect(chosen(from, 0, { release: 'new', more: 'true' })).toBe(`${endpoint}\n# next\nsec new-security extra\nend`);
    expect(chosen(from, 0, { release: 'next' })).toBe(`${endpoint}\nend`);
    expect(from.toc).toEqual([{ id: '行old', depth: 2, text: '行（old）' }]);
  });

  test.each([
    [
      '4: an option without a name is first and false',
      "'': { _: stable }, 21: , 20: { _: twenty }",
      ['', '21', '20'],
      '[]',
    ],
    ['5: options that are numbers keep order and writing', '8: , 9: , 7.10: , 7: ', ['8', '9', '7.10', '7'], '[8]'],
  ])('%s', (_, options, order, text) => {
    const from = page(`input: { v: { option: { ${options} } } }`, '```{ztmpl input="v"}\n[{{#v}}{{v}}{{/v}}]\n```');
    expect(blocksOf(from)[0]!.inputs[0]!.choices.map(({ value }) => value)).toEqual(order);
    expect(textsOf(from)).toEqual([text]);
  });

  test('6: forms for the page have no body, and comments vanish with all that is in them', () => {
    const form = '```{ztmpl global="true" input="erlang-version release"}\n```\n';
    const from = page(
      'input:\n  erlang-version: { option: { 27: , 26: } }\n  release: { option: { el9: { os: el }, fc44: { os: fc } } }',
      {
        forms: form,
        index: `a\n\n<!--\n\n\`\`\`{ztmpl}\n{{gone}}\n\n\`\`\`{nothing}\n\n-->\n\n\`\`\`{ztmpl}\n{{os}} {{erlang-version}}\n\`\`\`\n`,
      },
    );
    expect(says(from)).toBe('');
    expect(drawn(from)).toBe('(erlang-version,release)<p>a</p>\n[el 27]');
    expect(chosen(from, 0, { release: 'fc44' })).toBe('fc 27');
  });

  test('7: fences in lists lose their indentation, and braces in code are no role', () => {
    const from = page(
      'input: {}',
      '- spaces\n\n  ```{ztmpl lang="bash"}\n  a\n    b\n  ```\n\n- tabs\n\n\t```{ztmpl}\n\tc\n\t```\n\n1. more\n\n    ```{ztmpl}\n    d\n    ```   \n\nNot `x-{a,b}` but {ztmpl}`{{host}}`; `{{host}}` is code.\n\n```ini\nServer = {{endpoint}}\n```\n',
    );
    expect(textsOf(from)).toEqual(['a\n  b', 'c', 'd', 'Server = {{endpoint}}']);
    expect(drawn(from)).toContain(
      'Not <code>x-{a,b}</code> but <code>mirrors.example.org</code>; <code>{{host}}</code> is',
    );
    expect(says(from)).toMatchInlineSnapshot(`
      "help/lantern/index.en.md:23: warning: a fence that is not a template contains {{ [help-tag-in-plain-fence]
        fix: Start the fence with \`\`\`{ztmpl} if it is a template; it is printed unchanged."
    `);
  });

  test('8: angle brackets are text, attributes have no order, and blocks share an input but not what is chosen', () => {
    const from = page(
      'input: { cri_o: { option: { v1: , v2: } } }',
      '```{ztmpl input="cri_o" lang="bash"}\n</a/LatestRelease/>{{cri_o}}\n```\n```{ztmpl lang="bash" input="cri_o"}\n{{cri_o}}\n```\n',
    );
    expect(textsOf(from)).toEqual(['</a/LatestRelease/>v1', 'v1']);
    expect(blocksOf(from).map(({ lang, inputs }) => [lang, inputs[0]!.name])).toEqual(Array(2).fill(['bash', 'cri_o']));
  });

  test('and others: tables without outer pipes, underlined headings, roles in cells, HTML around a fence', () => {
    const from = page(
      'input: { minor: { default: 6.10 } }',
      'A\n---\n\nbranch\t| use\n---|---\n\\* x | {ztmpl}`{{scheme}}://{{host}}{{path}}`\n\nB\n===\n\n<details>\n<p>text <tt>t</tt></p>\n\n```{ztmpl input="minor" path="$PREFIX/x"}\ns/a/\\1\\ndeb {{minor}}/\n{{#sudo}}sudo -E {{/sudo}}\n```\n\n</details>\n',
    );
    expect(says(from)).toBe('');
    expect(drawn(from)).toContain('<td>* x</td>\n<td><code>https://mirrors.example.org/lantern</code></td>');
    expect(drawn(from)).toContain('<details>\n<p>text t</p>[s/a/\\1\\ndeb 6.10/\nsudo -E ]');
    expect(from.toc.map(({ text, depth }) => [text, depth])).toEqual([
      ['A', 2],
      ['B', 2],
    ]);
  });
});

describe('the first paint shows the defaults', () => {
  test.each([
    ['the first option', '{ option: { b: , a: } }', 'b'],
    ['the option that the input names', '{ default: a, option: { b: { default: true }, a: } }', 'a'],
    ['the option that says so itself', '{ option: { b: , a: { default: true } } }', 'a'],
    ['off', '{ true: on, false: off }', 'off'],
    ['on where the input says so', '{ default: true, true: on }', 'on'],
    ['false where nothing is mapped', '{ true: }', 'false'],
    ['the text', '{ default: 6.10 }', '6.10'],
    ['nothing', '{ _: Text }', ''],
    ['a side variable beside the switch', '{ default: true, true: { y: z } }', 'true'],
  ])('%s', (_, input, text) => {
    expect(textsOf(page(`input: { x: ${input} }`, '```{ztmpl input="x"}\n{{x}}\n```'))).toEqual([text]);
  });
});

describe('predefined variables', () => {
  const all = '```{ztmpl}\n{{endpoint}} {{scheme}} {{host}} [{{path}}] {{sudo}}x\n```';

  test.each([
    ['https://a.example/pub/x/', 'https://a.example/pub/x https a.example [/pub/x] sudo x'],
    ['http://a.example:8080', 'http://a.example:8080 http a.example:8080 [] sudo x'],
    ['https://a.example/', 'https://a.example https a.example [] sudo x'],
  ])('of %s', (address, text) => {
    expect(textsOf(page('input: {}', all, { address }))).toEqual([text]);
  });

  test('a document that works with one scheme only gets it', () => {
    const from = page('filter: { scheme: http }', all, { address: 'https://a.example/x', sudo: false });
    expect(from.scheme).toBe('http');
    expect(textsOf(from)).toEqual(['http://a.example/x http a.example [/x] x']);
  });

  test('no document makes up an https address; one that needs it says that it is missing', () => {
    const from = page('filter: { scheme: https }', all, { address: 'http://a.example/x', sudo: false });
    expect([from.scheme, from.lacksHttps]).toEqual([undefined, true]);
    expect(textsOf(from)).toEqual(['http://a.example/x http a.example [/x] x']);
    expect(pageToText(from)).toContain('HTTPS');
  });

  test.each([
    ['http://a.example:8080/x', 'a.example insecure'],
    ['https://a.example/x', 'a.example '],
  ])('tell a template whether %s is plain http', (address, text) => {
    const template = '```{ztmpl}\n{{hostname}} {{#http}}insecure{{/http}}\n```';
    expect(textsOf(page('input: {}', template, { address }))).toEqual([text]);
  });
});

test('every fault has its place and a way out, and the rest of the page stays', () => {
  const from = page(
    'input:\n  release: { option: { a: , b: } }',
    `Before {role}\`x\` and {ztmpl}\`{{nothing}}\`.

\`\`\`{code-block} bash
one
\`\`\`

- in a list

  \`\`\`{ztmpl inputs="release"}
  {{host}}

  {{release}}
  \`\`\`

\`\`\`{ztmpl input="relaese"}
x
\`\`\`

> \`\`\`{ztmpl}
> a
> {{#sudo}}
> \`\`\`

\`\`\`{ztmpl global="true"}
\`\`\`

[dead](../lanp/) and [alive](../lamp)

## Twice {#twice}

## Again {#twice}

\`\`\`ini
a

b={{host}}
\`\`\`

After.
`,
  );
  expect(textsOf(from)).toEqual(['a\n\nb={{host}}']);
  expect(drawn(from)).toMatchInlineSnapshot(`
    "<p>Before {role}<code>x</code> and .</p>
    <ul>
    <li><p>in a list</p>
    </li>
    </ul>
    <blockquote>
    </blockquote>
    <p>dead and <a href="/help/lamp/">alive</a></p>
    <h2 id="twice">Twice</h2>
    <h2 id="again">Again</h2>
    [a

    b={{host}}]<p>After.</p>
    "
  `);
  expect(from.problems.map((found) => problemsToText([found])).join('\n')).toMatchInlineSnapshot(`
    "help/lantern/index.en.md:1: error: "{role}" is not a known directive [help-directive-unknown]
      fix: Use {ztmpl lang="bash"}, the only directive, with each value in double quotes.
    help/lantern/index.en.md:1: error: nothing sets {{nothing}} here [help-variable-unknown]
      fix: Define an input that sets it; it is left out until then.
    help/lantern/index.en.md:3: error: "{code-block} bash" is not a known directive [help-directive-unknown]
      fix: Use {ztmpl lang="bash"}, the only directive, with each value in double quotes.
    help/lantern/index.en.md:9: error: attribute "inputs" is not known [help-directive-unknown]
      fix: Did you mean "input"? Use one of lang, input, path, append, needs, global.
    help/lantern/index.en.md:12: error: nothing sets {{release}} here [help-variable-unknown]
      fix: Add "release" to the input="…" of the block; it is left out until then.
    help/lantern/index.en.md:15: error: input "relaese" is not defined [help-input-unknown]
      fix: Did you mean "release"? Define it under \`input\` in the YAML; the block is left out until then.
    help/lantern/index.en.md:21: error: unclosed section "sudo" [help-template-broken]
      fix: Correct the template; it is left out until then.
    help/lantern/index.en.md:24: error: a form for the whole page has no input [help-input-unknown]
      fix: Name the inputs of the page: global="true" input="release".
    help/lantern/index.en.md:27: warning: "../lanp/" is not a help page of this site [help-link-dead]
      fix: Correct the name, or remove the link; its text is shown without a link until then.
    help/lantern/index.en.md:31: warning: id "twice" is already used [help-heading-twice]
      fix: Give each heading of the page its own id; this heading gets one made from its text.
    help/lantern/index.en.md:36: warning: a fence that is not a template contains {{ [help-tag-in-plain-fence]
      fix: Start the fence with \`\`\`{ztmpl} if it is a template; it is printed unchanged."
  `);
});

describe('HTML in documents', () => {
  test('runs nothing', () => {
    const html = '<p onclick="a()">x</p><script>a()</script><a href="javascript:a()">y</a><style>b{}</style>';
    expect(drawn(page('input: {}', html))).toBe('<p>x</p><a>y</a>');
  });

  test('that is not closed cannot take a block into an attribute', () => {
    const from = page('input: {}', '<div title="\n\n```{ztmpl}\n x onclick=a() {{host}}\n```\n\n">\n\nafter\n');
    expect(blocksOf(from)).toEqual([]);
    expect(says(from)).toMatchInlineSnapshot(`
      "help/lantern/index.en.md: error: unclosed HTML hides a block [help-document-invalid]
        fix: Close every tag and quote of the HTML in the document."
    `);
  });
});

test('two headings of one text have ids of their own, and so do all blocks', () => {
  const from = page('input: {}', { a: '## Use\n```\nx\n```\n', index: '## Use\n```\ny\n```\n## ?\n' });
  expect(from.toc.map(({ id }) => id)).toEqual(['use', 'use-1', 'section']);
  expect(blocksOf(from).map(({ id }) => id)).toEqual(['code-1', 'code-2']);
  expect(from.problems).toEqual([]);
});

test('a site below a path has its links there', () => {
  const from = page('input: {}', '[a](../lamp/#x) [b](/c)', { url: 'https://a.example/mirrors' });
  expect(drawn(from)).toBe('<p><a href="/mirrors/help/lamp/#x">a</a> <a href="/mirrors/c">b</a></p>\n');
});

describe('for those who read without a browser', () => {
  const lantern = document(
    'input: { release: { option: { one: , two: } } }',
    `A **bold** [lamp](../lamp/), <https://a.example>, {ztmpl}\`{{host}}\`.

<!-- not this -->

## Use \`it\`

1. First

   \`\`\`{ztmpl lang="ini" input="release" path="/etc/l.conf"}
   a = {{release}}

   \`\`\`

   \`\`\`{ztmpl path="/etc/l.list" append="true"}
   b
   \`\`\`
2. Then
   - this
   - that

\`\`\`{ztmpl global="true" input="release"}
\`\`\`

> quoted
> twice

| a | b |
|---|---|
| c | {ztmpl}\`{{path}}\` |

\`\`\`\`
\`\`\`
\`\`\`\`
`,
  );

  test('text', () => {
    expect(pageToText(toHelpPage(lantern, site).value)).toMatchInlineSnapshot(`
      "# Lantern

      A bold lamp (https://mirrors.example.org/help/lamp/), https://a.example, mirrors.example.org.

      ## Use it

      1. First

         /etc/l.conf:

             a = one


         /etc/l.list (append to the file):

             b

      2. Then

         - this
         - that

      > quoted
      > twice

      | a | b |
      | --- | --- |
      | c | /lantern |

          \`\`\`
      "
    `);
  });

  test('Markdown', () => {
    expect(pageToMarkdown(toHelpPage(lantern, site).value)).toMatchInlineSnapshot(`
      "# Lantern

      A **bold** [lamp](https://mirrors.example.org/help/lamp/), <https://a.example>, \`mirrors.example.org\`.

      ## Use \`it\`

      1. First

         \`/etc/l.conf\`:

         \`\`\`ini
         a = one

         \`\`\`

         \`/etc/l.list\` (append to the file):

         \`\`\`
         b
         \`\`\`

      2. Then

         - this
         - that

      > quoted
      > twice

      | a | b |
      | --- | --- |
      | c | \`/lantern\` |

      \`\`\`\`
      \`\`\`
      \`\`\`\`
      "
    `);
  });
});
