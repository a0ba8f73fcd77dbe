import type { Highlighted } from './template-html.ts';

/**
 * Kinds of highlighted text: each has a class in the style sheet and an invisible marker colour, because highlighters
 * produce only colours.
 */
const KINDS = [
  ['comment', ['comment', 'punctuation.definition.comment']],
  ['string', ['string', 'punctuation.definition.string', 'markup.inline.raw']],
  ['key', ['entity.name.tag', 'support.type.property-name', 'variable.other.assignment', 'keyword.other.definition']],
  ['section', ['entity.name.section', 'entity.name.type', 'entity.other.attribute-name', 'support.class']],
  ['command', ['entity.name.command', 'entity.name.function', 'support.function', 'variable.function']],
  ['word', ['keyword', 'storage', 'constant.language']],
  ['value', ['constant', 'variable', 'support.variable', 'support.constant']],
] as const;

const PLAIN = '#000000';
const colourOf = (index: number) => `#0000${(index + 1).toString(16).padStart(2, '0')}`;

/** A theme for TextMate grammars, as Shiki takes it, whose colours stand for kinds. */
export const kindsTheme = {
  name: 'kinds',
  type: 'light' as const,
  fg: PLAIN,
  bg: '#ffffff',
  settings: [
    { settings: { foreground: PLAIN } },
    // What a shell is given as it stands.
    { scope: ['string.unquoted'], settings: { foreground: PLAIN } },
    ...KINDS.map(([, scope], index) => ({ scope: [...scope], settings: { foreground: colourOf(index) } })),
  ],
};

const classes = new Map(KINDS.map(([kind], index) => [colourOf(index), `code-${kind}`]));

/** Lines of tokens as Shiki gives them, as one run of coloured texts. */
export function highlightedLines(
  lines: readonly (readonly { readonly content: string; readonly color?: string | undefined }[])[],
): Highlighted[] {
  return lines.flatMap((line, index) => [
    ...(index > 0 ? [{ text: '\n' }] : []),
    ...line.map(({ content, color }) => ({ text: content, className: classes.get(color?.toLowerCase() ?? '') })),
  ]);
}
