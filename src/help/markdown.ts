import { Marked, type Token, type Tokens, type TokensList } from 'marked';

/** A token, the line it begins on, and the one before it inside the same holder. */
export interface PlacedToken {
  readonly token: Token;
  /** From 1. */
  readonly line: number;
  readonly before: Token | undefined;
}

const marked = new Marked({ gfm: true });

/** Markdown, GitHub's kind, as tokens. */
export function parseMarkdown(text: string): TokensList {
  return marked.lexer(text);
}

/**
 * Every token, parents before children. marked gives no line numbers, but it never removes line breaks, so the line of a
 * token is the number of line breaks before it.
 */
export function* placedTokens(tokens: readonly Token[], firstLine = 1): Generator<PlacedToken> {
  let line = firstLine;
  let before: Token | undefined;
  for (const token of tokens) {
    yield { token, line, before };
    yield* heldTokens(token, line);
    line += token.raw.split('\n').length - 1;
    before = token;
  }
}

function* heldTokens(token: Token, line: number): Generator<PlacedToken> {
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    for (const cell of header) yield* placedTokens(cell.tokens, line);
    for (const [at, row] of rows.entries()) for (const cell of row) yield* placedTokens(cell.tokens, line + 2 + at);
    return;
  }
  yield* placedTokens(
    token.type === 'list' ? (token as Tokens.List).items : ((token as Tokens.Generic).tokens ?? []),
    line,
  );
}
