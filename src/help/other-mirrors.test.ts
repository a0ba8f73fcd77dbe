import { describe, expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { HelpSite } from './draft.ts';
import { type HelpPage, pageToMarkdown, pageToText, toHelpPage } from './help-page.ts';
import { inspectHelp } from './inspect.ts';
import { overlayHelp } from './layers.ts';
import { pageToFiles } from './page-files.ts';
import { renderHtml } from './template-html.ts';
import { predefinedVariables } from './variables.ts';

const site: HelpSite = {
  title: 'Lantern',
  address: 'https://mirrors.example.org/lantern/',
  mirrors: {},
  sudo: true,
  url: 'https://mirrors.example.org',
  linkTo: () => undefined,
};

const layerOf = (yaml: string, text: string) => ({
  files: [
    { name: 'lantern/en.yaml', shown: 'en.yaml', text: `_: Lantern\n${yaml}` },
    { name: 'lantern/index.en.md', shown: 'index.en.md', text },
  ],
});

const textsOf = ({ segments }: HelpPage) =>
  segments.flatMap((segment) => ('block' in segment ? segment.block.text : []));

/** A page on a site that has these other mirrors. */
function page(yaml: string, text: string, mirrors: HelpSite['mirrors'], address = site.address): HelpPage {
  const { value, problems } = overlayHelp([layerOf(yaml, text)]);
  expect(problemsToText(problems)).toBe('');
  return toHelpPage(value[0]!, { ...site, address, mirrors }).value;
}

const fence = (text: string, attributes = '') => `\`\`\`{ztmpl${attributes}}\n${text}\n\`\`\`\n`;

describe('the address of another mirror', () => {
  test.each([
    ['debian-security', 'https://mirrors.example.org/debian-security/'],
    ['linux.git', 'https://mirrors.example.org/git/linux.git'],
    ['git/lean4-packages/aesop', 'https://mirrors.example.org/aesop'],
    ['GNU', 'https://gnu.example.org/'],
    ['__proto__', 'https://mirrors.example.org/proto'],
  ])('of %s is a variable, a section and its opposite', (cname, address) => {
    const name = `mirrors.${cname}`;
    const text = fence(`[{{${name}}}]{{#${name}}} yes {{.}}{{/${name}}}{{^${name}}} no{{/${name}}}`);
    const shown = address.replace(/\/$/, '');
    expect(textsOf(page('', text, { [cname]: address }))).toEqual([`[${shown}] yes ${shown}`]);
    expect(textsOf(page('', text, {}))).toEqual(['[] no']);
  });

  test('is looked up by the exact name: case, and no part of a name', () => {
    const mirrors = { gnu: 'https://a.example/gnu', linux: 'https://a.example/linux' };
    const text = fence(
      '{{mirrors.gnu}} {{mirrors.GNU}} {{mirrors.linux}} {{mirrors.linux.git}} {{mirrors.gnu.length}}',
    );
    expect(textsOf(page('', text, mirrors))).toEqual(['https://a.example/gnu  https://a.example/linux  ']);
  });

  test('is as safe as the own one, also in the page', () => {
    const mirrors = { odd: `https://a.example/x"'$(id)&<b>;y` };
    expect(textsOf(page('', fence('{{mirrors.odd}}'), mirrors))).toEqual([
      'https://a.example/x%22%27%24%28id%29%26%3Cb%3E%3By',
    ]);
    const variables = { 'mirrors.odd': '<b>&"' };
    expect(renderHtml('<i>{{mirrors.odd}}</i>', variables)).toBe('<i>&lt;b&gt;&amp;&quot;</i>');
  });

  test.each([
    ['https', undefined, 'https://b.example/x', 'https://b.example/x'],
    ['https', 'http', 'https://b.example/x', 'http://b.example/x'],
    ['http', undefined, 'https://b.example/x', 'http://b.example/x'],
    ['https', undefined, 'http://b.example/x', 'http://b.example/x'],
    ['https', 'http', 'ftp://b.example/x', 'ftp://b.example/x'],
  ] as const)('of an %s mirror over %s is %s as %s', (own, scheme, address, shown) => {
    const variables = predefinedVariables(`${own}://a.example/a`, scheme, true, { other: address });
    expect(variables['mirrors.other']).toBe(shown);
  });

  test('is in the texts and the ready files', () => {
    const text = `See {ztmpl}\`{{mirrors.lamp}}\`.\n\n${fence('{{mirrors.lamp}}/x', ' path="/etc/lamp"')}`;
    const from = page('', text, { lamp: 'https://lamp.example/' });
    for (const prose of [pageToText(from), pageToMarkdown(from)]) {
      expect(prose.match(/https:\/\/lamp\.example(\/x)?/g)).toEqual(['https://lamp.example', 'https://lamp.example/x']);
    }
    expect(pageToFiles(from)).toMatchObject([{ path: 'lamp', text: 'https://lamp.example/x\n' }]);
  });

  test('of any name may be asked for, but it has to be a name', () => {
    const text = `${fence('{{mirrors.in-no-list}}')}${fence('{{mirrors.}}')}${fence('{{mirrors.a/}}')}${fence('{{#mirrors.-a}}x{{/mirrors.-a}}')}`;
    expect(problemsToText(inspectHelp([layerOf('', text)], () => true).problems)).toMatchInlineSnapshot(`
      "index.en.md:5: error: {{mirrors.}} names no mirror [help-variable-unknown]
        fix: Write the cname of a mirror behind it: {{mirrors.debian-security}}; it is left out until then.
      index.en.md:11: error: {{mirrors.-a}} names no mirror [help-variable-unknown]
        fix: Write the cname of a mirror behind it: {{mirrors.debian-security}}; it is left out until then.
      index.en.md:8: error: {{mirrors.a/}} is not the name of a variable [help-template-broken]
        fix: Correct the template; it is left out until then."
    `);
  });

  test('is named by no input', () => {
    const yaml = 'input: { mirrors.lamp: { true: }, a: { option: { b: { mirrors.lamp: x } } } }';
    expect(problemsToText(overlayHelp([layerOf(yaml, 'x')]).problems)).toMatchInlineSnapshot(`
      "en.yaml: warning: an input sets "mirrors.lamp", which is predefined [help-variable-predefined]
        fix: Use another name; this one has a fixed meaning in every document."
    `);
  });
});

const vault = `input:
  tree:
    default: vault
    option: { here: { from: here }, vault: { from: vault, needs: lantern-vault }, lamp: { needs: [lamp, lantern-vault] } }
  only: { option: { a: { needs: lamp }, b: { needs: lantern-vault } } }
  security: { true: yes, false: no, default: true, needs: lamp }
  name: { default: text, needs: lamp }
`;
const all = { lamp: 'https://a.example/lamp', 'lantern-vault': 'https://a.example/vault' };
const pathsOf = (from: HelpPage) => pageToFiles(from).map(({ path, text }) => `${path}: ${text.trimEnd()}`);

describe('what needs a mirror', () => {
  test('is an option: without it the first other one is the default, and its ready file is gone', () => {
    const text = fence('{{tree}} {{from}}', ' input="tree" path="/etc/tree"');
    expect(pathsOf(page(vault, text, all))).toEqual([
      'here/tree: here here',
      'vault/tree: vault vault',
      'lamp/tree: lamp',
    ]);
    expect(pathsOf(page(vault, text, {}))).toEqual(['here/tree: here here']);
    expect(textsOf(page(vault, text, { lamp: all.lamp }))).toEqual(['here here']);
    expect(textsOf(page(vault, text, all))).toEqual(['vault vault']);
  });

  test('is an input: a switch is off, a text is empty, and neither is offered', () => {
    const text = fence('{{security}} [{{name}}]', ' input="security name"');
    expect(textsOf(page(vault, text, all))).toEqual(['yes [text]']);
    const lacking = page(vault, text, {});
    expect(textsOf(lacking)).toEqual(['no []']);
    const [segment] = lacking.segments;
    expect('block' in segment! && segment.block.inputs.map(({ isHidden }) => isHidden)).toEqual([true, true]);
  });

  test('is a block that asks for a select of which no option is left', () => {
    const text = `${fence('{{only}}', ' input="only" path="/etc/a"')}\n${fence('x', ' path="/etc/a"')}`;
    expect(pathsOf(page(vault, text, { lamp: all.lamp }))).toEqual(['a/a: a', 'a: x']);
    expect(pathsOf(page(vault, text, {}))).toEqual(['a: x']);
  });

  test('is each template that uses such a select of the whole page', () => {
    const text = `${fence('', ' global="true" input="only"')}\nUse {ztmpl}\`{{only}}\`.\n\n${fence('{{only}}')}\n${fence('x')}`;
    expect(textsOf(page(vault, text, { lamp: all.lamp }))).toEqual(['a', 'x']);
    const lacking = page(vault, text, {});
    expect(textsOf(lacking)).toEqual(['x']);
    expect(lacking.segments.filter((segment) => 'inline' in segment)).toEqual([]);
    expect(pageToText(lacking)).toBe('# Lantern\n\nUse .\n\n    x\n');
  });

  test('is a block, whose ready file takes no other name when it is not there', () => {
    const text = `${fence('one', ' needs="lamp lantern-vault" path="/etc/a"')}\n${fence('two', ' path="/etc/a"')}`;
    expect(pathsOf(page('', text, all))).toEqual(['a: one', '2/a: two']);
    expect(pathsOf(page('', text, { lamp: all.lamp }))).toEqual(['2/a: two']);
    expect(pageToMarkdown(page('', text, {}))).not.toContain('one');
  });

  test('is told to the plan, with each mirror that the document names', () => {
    const text = `${fence('{{tree}} {{mirrors.other}}', ' input="only tree" path="/etc/tree" needs="third"')}`;
    const { value, problems } = inspectHelp([layerOf(vault, text)], () => true);
    expect(problems).toEqual([]);
    expect(value.mirrors).toEqual({ en: ['lamp', 'lantern-vault', 'other', 'third'] });
    expect(value.files.en).toMatchObject([
      { path: 'a/tree', needs: [[['third']], [['lamp'], ['lantern-vault']], [['lamp']]] },
      { path: 'b/tree', needs: [[['third']], [['lamp'], ['lantern-vault']], [['lantern-vault']]] },
    ]);
  });

  test('has the name of a mirror', () => {
    const yaml = 'input: { a: { option: { b: { needs: /lamp } }, needs: [5, "a b"] } }';
    const { problems } = inspectHelp([layerOf(yaml, fence('x', ' needs="-lamp"'))], () => true);
    expect(problemsToText(problems)).toMatchInlineSnapshot(`
      "en.yaml:2:37: error: input.a.option.b.needs: expected the cname of a mirror [bad-value]
        fix: See docs/help-format.md for every key and an example; the value is left out until then.
      en.yaml:2:59: error: input.a.needs.1: expected the cname of a mirror [bad-value]
        fix: See docs/help-format.md for every key and an example; the value is left out until then.
      index.en.md:1: error: needs "-lamp", which is not a cname [help-directive-unknown]
        fix: Write cnames with spaces between them: needs="debian-security"; no site shows the block until then."
    `);
  });
});
