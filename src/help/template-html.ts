import Mustache from 'mustache';
import { variablesToContext } from './lookup.ts';
import { type Piece, valueToText } from './template.ts';
import type { Variables } from './variables.ts';

/** A run of text as a highlighter colours it. */
export interface Highlighted {
  readonly text: string;
  readonly className?: string;
}

interface Run {
  readonly html: string;
  readonly className: string | undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * A highlighted template: Mustache that renders HTML. Highlighting runs once, on the server; when a reader selects an
 * option, the page renders this again, with every value escaped.
 *
 * Literal braces and line breaks, and the space that a text begins with, are written as entities: Mustache then
 * finds no tags in the text and no lines to take out, for it did both when it parsed the template.
 *
 * @param coloured the joined texts of the pieces, in runs
 */
export function piecesToHtml(pieces: readonly Piece[], coloured: readonly Highlighted[]): string {
  const text = pieces.map((piece) => piece.text).join('');
  if (coloured.map((run) => run.text).join('') !== text) throw new Error('the highlighter changed the text');
  let offset = 0;
  const runs = pieces.flatMap((piece) => {
    const from = offset;
    offset += piece.text.length;
    return pieceToRuns(piece, runsBetween(coloured, from, offset));
  });
  return joinRuns(runs);
}

/** What a coloured template shows, as HTML: on the server at first, and in the page whenever something is chosen. */
export function renderHtml(template: string, variables: Variables): string {
  const escaped = (value: unknown) => Mustache.escape(valueToText(value));
  return Mustache.render(template, variablesToContext(variables), undefined, { escape: escaped });
}

function pieceToRuns({ text, tag }: Piece, coloured: readonly Highlighted[]): Run[] {
  if (tag === undefined) return coloured.map((run) => ({ html: textToHtml(run.text), className: run.className }));
  return [{ html: tag, className: text === '' ? undefined : coloured[0]!.className }];
}

function runsBetween(coloured: readonly Highlighted[], from: number, to: number): Highlighted[] {
  let start = 0;
  return coloured.flatMap(({ text, className }) => {
    const cut = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += text.length;
    return cut === '' ? [] : [{ text: cut, className }];
  });
}

/** Neighbours of one colour share a span; a tag of a section has no colour, so it stands between spans. */
function joinRuns(runs: readonly Run[]): string {
  return runs
    .map(({ html, className }, index) => {
      const opens = className !== undefined && className !== runs[index - 1]?.className;
      const closes = className !== undefined && className !== runs[index + 1]?.className;
      return `${opens ? `<span class="${textToHtml(className)}">` : ''}${html}${closes ? '</span>' : ''}`;
    })
    .join('');
}

function textToHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char]!).replace(/^\s|[{\n]/g, (char) => `&#${char.charCodeAt(0)};`);
}
