import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTemplate, renderTemplate, type Template, templateToPieces } from './template.ts';
import { type Highlighted, piecesToHtml, renderHtml } from './template-html.ts';
import { blockVariables, type Variables } from './variables.ts';

/** Colours words, so that the same text is always coloured the same. */
function colour(text: string, at: RegExp = /( +|[A-Z]\w*:|".*?")/): Highlighted[] {
  const classOf = (run: string) =>
    run.startsWith(' ') ? undefined : run.endsWith(':') ? 'key' : run.endsWith('"') ? 'text' : 'word';
  return text
    .split(at)
    .filter(Boolean)
    .map((run) => ({ text: run, className: classOf(run) }));
}

function htmlOf(text: string, variables: Variables): string {
  const pieces = templateToPieces(parseTemplate(text) as Template, variables);
  return piecesToHtml(pieces, colour(pieces.map((piece) => piece.text).join('')));
}

/** What a browser shows of HTML. */
function shownText(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&(#x?[\dA-F]+|\w+);/gi, (_, name: string) => {
    const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
    return named[name] ?? String.fromCodePoint(Number(name.replace('#x', '0x').replace('#', '')));
  });
}

test('tags stand inside spans or between them', () => {
  const text = 'Types: {{types}}\n{{#src}}\nURIs: "{{endpoint}}/x"\n{{/src}}\nSuites: {{release}} {x}';
  const variables = { types: 'deb', src: '', endpoint: 'https://a.example', release: 'noble' };
  expect(htmlOf(text, variables).replaceAll('&#10;', '&#10;\n')).toMatchInlineSnapshot(`
    "<span class="key">Types:</span>&#32;<span class="word">{{types}}&#10;
    </span>{{#src}}<span class="key">URIs:</span>&#32;<span class="text">&quot;{{endpoint}}/x&quot;</span><span class="word">&#10;
    </span>{{/src}}<span class="key">Suites:</span>&#32;<span class="word">{{release}}</span>&#32;<span class="word">&#123;x}</span>"
  `);
});

test('what a highlighter sees has the first values and all sections', () => {
  const template = parseTemplate('{{a}}{{#b}} b{{c}}{{/b}}{{^b}} no b{{/b}}{{#list}} {{.}}{{/list}}') as Template;
  const pieces = templateToPieces(template, { a: 'A', list: ['x', 'y'] });
  expect(pieces.map((piece) => piece.text).join('')).toBe('A b no b x');
});

test('a tag that shows nothing at first takes the colour around it only by standing there', () => {
  expect(htmlOf('"a{{x}}b"', { x: '' })).toBe(
    '<span class="text">&quot;a</span>{{x}}<span class="text">b&quot;</span>',
  );
});

test('a template of nothing but space keeps it', () => {
  expect(shownText(renderHtml(htmlOf('{{#x}}{{/x}}\n  ', {}), {}))).toBe('  ');
});

test('a flag has no item to show', () => {
  const variables = blockVariables([], {}, { flag: true });
  expect(renderHtml(htmlOf('a{{#flag}}{{.}}{{/flag}}', variables), variables)).toBe('<span class="word">a</span>');
});

test('a highlighter that changes the text is a failure', () => {
  expect(() => piecesToHtml([{ text: 'a\tb' }], [{ text: 'a    b' }])).toThrow('the highlighter changed the text');
});

const NAMES = ['x', 'y', 'list'];
const literal = fc.string({
  unit: fc.constantFrom('a', 'B:', ' ', '\n', '"', '{', '}', '&', '<', '>', '&amp;', '<b>', '\t', '界'),
});
const template = fc.letrec<{ text: string; node: string }>((tie) => ({
  text: fc.array(tie('node'), { maxLength: 6 }).map((nodes) => nodes.join('')),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal,
    fc.constantFrom(...NAMES).map((name) => `{{${name}}}`),
    fc.constantFrom('{{! c }}', '\n', '  ', '{{=<% %>=}}', '{{&x}}'),
    fc
      .tuple(fc.constantFrom('#', '^'), fc.constantFrom(...NAMES), tie('text'), fc.constantFrom('', '\n'))
      .map(([kind, name, inner, end]) => `${end}{{${kind}${name}}}${end}${inner}${end}{{/${name}}}${end}`),
    tie('text').map((inner) => `{{#list}}${inner}{{.}}{{/list}}`),
  ),
})).text;
const value = fc.oneof(literal, fc.boolean(), fc.constant(null));
const variables = fc.record({ x: value, y: value, list: fc.array(literal, { maxLength: 3 }) });

test('whatever is chosen, the page shows what the template renders', () => {
  fc.assert(
    fc.property(template, variables, variables, (text, first, chosen) => {
      const parsed = parseTemplate(text);
      if ('says' in parsed) return;
      const html = htmlOf(text, first);
      expect(shownText(renderHtml(html, chosen))).toBe(renderTemplate(parsed, chosen));
    }),
    { numRuns: 3000 },
  );
});

test('and spans are closed where they were opened, with sections in or out', () => {
  fc.assert(
    fc.property(template, variables, variables, (text, first, chosen) => {
      if ('says' in parseTemplate(text)) return;
      const spans = renderHtml(htmlOf(text, first), chosen).match(/<[^>]*>/g) ?? [];
      expect(spans.filter((span, index) => (index % 2 === 0) === (span === '</span>'))).toEqual([]);
      expect(spans.length % 2).toBe(0);
    }),
  );
});
