import { describe, expect, test } from 'vitest';
import { parseTemplate, plainTemplate, renderTemplate, type Template } from './template.ts';
import type { Variables } from './variables.ts';

function rendered(text: string, variables: Variables = {}): string {
  return renderTemplate(parseTemplate(text) as Template, variables);
}

describe('a value is shown as it is', () => {
  test.each([
    ['an address', 'https://a.example/x?y=1&z=2', 'https://a.example/x?y=1&z=2'],
    ['what HTML escapes', '<"\'`=/&>', '<"\'`=/&>'],
    ['braces', '{{x}}', '{{x}}'],
    ['true', true, 'true'],
    ['false', false, 'false'],
    ['nothing', null, ''],
    ['a list', ['a', 'b'], 'a,b'],
  ] as const)('%s', (_, value, text) => {
    expect(rendered('[{{x}}{{{x}}}{{&x}}]', { x: value })).toBe(`[${text}${text}${text}]`);
  });
});

describe('a section is left out for', () => {
  test.each([
    ['an empty text', '', false],
    ['false', false, false],
    ['null', null, false],
    ['an empty list', [], false],
    ['a text', 'x', true],
    ['the text 0', '0', true],
    ['true', true, true],
  ] as const)('%s: %j', (_, value, isShown) => {
    expect(rendered('{{#x}}yes{{/x}}{{^x}}no{{/x}}', { x: value })).toBe(isShown ? 'yes' : 'no');
  });

  test('a variable that nothing sets', () => {
    expect(rendered('{{#x}}yes{{/x}}{{^x}}no{{/x}}{{x}}')).toBe('no');
  });
});

test('tags that are alone on a line take it with them', () => {
  const text = 'a\n  {{#x}}\nb\n  {{/x}}\n{{! of no\n concern }}\nc\n{{^x}}\nd\n{{/x}}\ne';
  expect(rendered(text, { x: true })).toBe('a\nb\nc\ne');
});

test('a comment beside something keeps the line and its indentation', () => {
  expect(rendered('a\n{{! }}    b\n{{! }}    \n{{! }} {{! }}\nc')).toBe('a\n    b\nc');
});

test('a list repeats its section', () => {
  expect(rendered('{{#kinds}}\n- {{.}} ({{x}})\n{{/kinds}}', { kinds: ['OTF', 'TTF'], x: '1' })).toBe(
    '- OTF (1)\n- TTF (1)\n',
  );
});

test('delimiters that are set hold to the end of the template, and the next one has its own', () => {
  expect(rendered('{{a}}/v{{=<% %>=}}{{b}}/<% a %>', { a: '1' })).toBe('1/v{{b}}/1');
  expect(rendered('{{a}}', { a: '1' })).toBe('1');
});

test('names may be upper case and hold - and =', () => {
  expect(rendered('{{erlang-version}} {{kind=OTF}} {{HW}}', { 'erlang-version': '27', 'kind=OTF': 'x', HW: 'y' })).toBe(
    '27 x y',
  );
});

test('text of angle brackets, dollars and backslashes is text', () => {
  const text = '</path/to/LatestRelease/> $x $PREFIX \\1\\ndeb {x} { {x} }';
  expect(rendered(text)).toBe(text);
});

test('a plain text stays what it is', () => {
  expect(renderTemplate(plainTemplate('{{endpoint}}\n{{#x}}\n'), {})).toBe('{{endpoint}}\n{{#x}}\n');
});

test('the variables that it uses are known, with where', () => {
  const { names } = parseTemplate('{{a}}{{#b}}{{c}}{{.}}{{/b}}{{^b}}{{&d}}{{/b}}{{! e }}') as Template;
  expect([...names]).toEqual([
    ['a', 0],
    ['b', 5],
    ['c', 11],
    ['d', 33],
  ]);
});

test.each([
  '{{x',
  '{{#x}}',
  '{{/x}}',
  '{{#x}}{{/y}}',
  'a\n{{> x}}',
  '{{=x=}}',
  '{{}}',
  '{{.}}',
  '{{^x}}{{.}}{{/x}}',
  '{{a b}}',
  '{{<b>}}',
  '{{=| |=}}|a}}<b>{{|',
])('is no template: %j', (text) => {
  expect(parseTemplate(text)).toEqual({ says: expect.any(String), offset: expect.any(Number) });
});

test('what Mustache cannot parse is told in its words, with where', () => {
  const faults = ['{{x', 'a {{#x}} b', 'a {{/x}}', '{{#x}}{{/y}}', 'a\n{{> x}}', '{{=x=}}', '{{a b}}', '{{.}}'].map(
    parseTemplate,
  );
  expect(faults).toMatchInlineSnapshot(`
    [
      {
        "offset": 3,
        "says": "unclosed tag",
      },
      {
        "offset": 10,
        "says": "unclosed section "x"",
      },
      {
        "offset": 2,
        "says": "unopened section "x"",
      },
      {
        "offset": 6,
        "says": "unclosed section "x"",
      },
      {
        "offset": 2,
        "says": "{{>x}} includes another template, which is not supported",
      },
      {
        "offset": 0,
        "says": "invalid tags: x",
      },
      {
        "offset": 0,
        "says": "{{a b}} is not the name of a variable",
      },
      {
        "offset": 0,
        "says": "{{.}} is not the name of a variable",
      },
    ]
  `);
});
