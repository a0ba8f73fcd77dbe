import ts from 'typescript';

/*
 * What Chromium 109 and Firefox 115 do not know, with the versions that do. Windows 7 and 8 have nothing newer than these
 * two. `@media (scripting: none)` (Chromium 120) is left out: where it is not known, a page without scripts shows a search
 * field that does nothing. So is what only refines, such as `text-autospace`.
 */

type Feature = readonly [example: string, since: string, pattern: RegExp];

/** Of style sheets. Each pattern finds its example. */
export const styleFeatures: readonly Feature[] = [
  ['a{color:light-dark(red,tan)}', 'Chromium 123, Firefox 120', /light-dark\(/],
  ['a{color:color-mix(in lab,red,tan)}', 'Chromium 111, Firefox 113', /color-mix\(/],
  ['a{color:oklch(1 0 0)}', 'Chromium 111, Firefox 113', /\b(?:ok)?l(?:ab|ch)\(/],
  ['a{color:color(display-p3 1 0 0)}', 'Chromium 111, Firefox 113', /[^-\w]color\(/],
  ['a{color:rgb(from red r g b)}', 'Chromium 119, Firefox 128', /\(from /],
  ['a{width:1px;b{width:0}}', 'Chromium 120, Firefox 117', /(?:^|[{};])\s*[^@\s{};][^{};]*\{[^{}]*\{/],
  ['a{width:1px;&:hover{width:0}}', 'Chromium 120, Firefox 117', /&/],
  ['a:has(b){width:0}', 'Firefox 121', /:has\(/],
  ['a:nth-child(2 of b){width:0}', 'Chromium 111, Firefox 113', /:nth-[\w-]+\([^)]* of /],
  ['a:dir(rtl){width:0}', 'Chromium 120', /:dir\(/],
  ['a:user-invalid{width:0}', 'Chromium 119', /:user-(?:in)?valid/],
  ['a:popover-open{width:0}', 'Chromium 114, Firefox 125', /:popover-open/],
  ['a::details-content{width:0}', 'Chromium 131', /::details-content/],
  ['@property --x{}', 'Firefox 128', /@property\b/],
  ['@starting-style{}', 'Chromium 117, Firefox 129', /@starting-style/],
  ['@scope(a){}', 'Chromium 118', /@scope\b/],
  ['a{content:"x" / "y"}', 'Firefox 128', /content:[^;}]*""\s*\/|content:[^;}]*\)\s*\//],
  ['a{grid-template-rows:subgrid}', 'Chromium 117', /subgrid/],
  ['a{text-wrap:balance}', 'Chromium 114, Firefox 121', /[;{]text-wrap/],
  ['a{white-space-collapse:preserve}', 'Chromium 114, Firefox 124', /white-space-collapse/],
  ['a{height:1lh}', 'Firefox 120', /\dr?lh\b/],
  ['a{width:round(1px,2px)}', 'Chromium 125', /[:(, ](?:round|mod|rem|abs|sign)\(/],
  ['a{width:calc(1px*sin(1))}', 'Chromium 111', /[^-\w](?:sin|cos|tan|pow|sqrt|hypot|exp|log)\(/],
  ['a{transition:width 1s linear(0,1)}', 'Chromium 113', /[^-\w]linear\(/],
  ['a{mask:none}', 'Chromium 120', /[;{]mask(?:-\w+)?:/],
  ['a{background:image-set("x" 1x)}', 'Chromium 113', /[^-\w]image-set\(/],
  ['a{content-visibility:auto}', 'Firefox 125', /content-visibility/],
  ['a{zoom:2}', 'Firefox 126', /[;{]zoom:/],
  ['a{position-anchor:--x}', 'Chromium 125', /anchor(?:-\w+)?[:(]/],
];

/** Of pages. */
export const pageFeatures: readonly Feature[] = [
  ['<search>', 'Chromium 118, Firefox 118', /<search\b/],
  ['<div popover>', 'Chromium 114, Firefox 125', /<[^>]* popover\b/],
  ['<dialog closedby="any">', 'Chromium 134', /<[^>]* closedby=/],
  ['<button commandfor="x">', 'Chromium 135', /<[^>]* commandfor=/],
  ['<details name="x">', 'Chromium 120, Firefox 130', /<details[^>]* name=/],
];

const setMethods = 'union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom';

/** Of scripts: built-ins, by the names that one reads them by. */
export const scriptFeatures: ReadonlyMap<string, string> = new Map([
  ...['toSorted', 'toReversed', 'toSpliced', 'with'].map((name) => [name, 'Chromium 110'] as const),
  ...setMethods.split(' ').map((name) => [name, 'Chromium 122, Firefox 127'] as const),
  ['groupBy', 'Chromium 117, Firefox 119'],
  ['withResolvers', 'Chromium 119, Firefox 121'],
  ['Promise.try', 'Chromium 128, Firefox 134'],
  ['fromAsync', 'Chromium 121'],
  ['canParse', 'Chromium 120'],
  ['URL.parse', 'Chromium 126, Firefox 126'],
  ['AbortSignal.any', 'Chromium 116, Firefox 124'],
  ['RegExp.escape', 'Chromium 136, Firefox 134'],
  ['isWellFormed', 'Chromium 111, Firefox 119'],
  ['toWellFormed', 'Chromium 111, Firefox 119'],
  ['Iterator.from', 'Chromium 122, Firefox 131'],
  ['Intl.Segmenter', 'Firefox 125'],
  ['Intl.DurationFormat', 'Chromium 129, Firefox 136'],
  ['showPopover', 'Chromium 114, Firefox 125'],
  ['startViewTransition', 'Chromium 111'],
]);

const iterators = new Set(['values', 'keys', 'entries', 'matchAll']);
const iteratorHelpers = new Set('map filter take drop flatMap reduce toArray forEach some every find'.split(' '));

/** Features that a style sheet needs, except those that it asks for with `@supports`. */
export function newInStyle(css: string): string[] {
  const plain = withoutSupports(css.replace(/\/\*.*?\*\//gs, '').replace(/(["'])(?:\\.|(?!\1).)*\1/gs, '""'));
  // What only WebKit's parts of a field have is ignored by Firefox, and Chromium knows it.
  return find(styleFeatures, plain.replace(/::-webkit-[^{}]*\{[^{}]*\}/g, ''));
}

export function newInPage(html: string): string[] {
  return find(pageFeatures, html);
}

function find(features: readonly Feature[], text: string): string[] {
  return features.filter(([, , pattern]) => pattern.test(text)).map(([example, since]) => `${example} needs ${since}`);
}

function withoutSupports(css: string): string {
  const start = css.indexOf('@supports');
  if (start < 0) return css;
  let [at, depth] = [css.indexOf('{', start), 0];
  do {
    depth += Number(css[at] === '{') - Number(css[at] === '}');
    at++;
  } while (depth > 0 && at < css.length);
  return css.slice(0, start) + withoutSupports(css.slice(at));
}

/** Built-ins and syntax that a script needs, except those that it asks for with `typeof`. */
export function newInScript(code: string): string[] {
  const nodes = nodesOf(ts.createSourceFile('page.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  const asked = new Set(nodes.filter(ts.isTypeOfExpression).map(({ expression }) => expression.getText()));
  return nodes.filter((node) => !asked.has(node.getText())).flatMap((node) => newInNode(node) ?? []);
}

function nodesOf(top: ts.Node): ts.Node[] {
  const nodes = [top];
  // The list grows while it is walked.
  for (const node of nodes) ts.forEachChild(node, (child) => void nodes.push(child));
  return nodes;
}

function newInNode(node: ts.Node): string | undefined {
  if (ts.isRegularExpressionLiteral(node) && /\/\w*v\w*$/.test(node.text)) {
    return `${node.text} needs Chromium 112, Firefox 116`;
  }
  return ts.isPropertyAccessExpression(node) ? newInAccess(node) : undefined;
}

function newInAccess(node: ts.PropertyAccessExpression): string | undefined {
  const { text } = node.name;
  const object = node.expression.getText();
  // Firefox 115 takes the property for one of the script's own, and leaves the attribute as it is.
  if (/^aria[A-Z]/.test(text)) return `.${text} needs Firefox 119`;
  const since = scriptFeatures.get(text) ?? scriptFeatures.get(`${object}.${text}`);
  if (since) return `${object}.${text} needs ${since}`;
  return isIteratorHelper(node) ? `.${text} of an iterator needs Chromium 122, Firefox 131` : undefined;
}

/** `Object.keys(x)` is an array, `map.keys()` an iterator. */
function isIteratorHelper({ name, expression }: ts.PropertyAccessExpression): boolean {
  if (!iteratorHelpers.has(name.text) || !ts.isCallExpression(expression)) return false;
  const { expression: called, arguments: given } = expression;
  if (!ts.isPropertyAccessExpression(called) || !iterators.has(called.name.text)) return false;
  return called.name.text === 'matchAll' || given.length === 0;
}
