import type { Token, Tokens } from 'marked';
import { wordsIn } from '../words/index.ts';
import { lacksHttps, type Reading } from './draft.ts';

/** Markdown again, or a text for terminals: the same without marks inside lines. */
export type ProseStyle = 'markdown' | 'text';

/** A document at its defaults, with its templates rendered, as lines that end with a line break. */
export function readingToProse(reading: Reading, style: ProseStyle): string {
  const prose = new Prose(reading, style);
  const title = `# ${reading.site.title}`;
  const lack = lacksHttps(reading) ? wordsIn(reading.document.language).article.lacksHttps : '';
  return `${[title, lack, prose.blocks(reading.tokens), ...creditLines(reading, style)].filter(Boolean).join('\n\n')}\n`;
}

/** Whom texts of other layers are from, and under which terms; their licences ask for it wherever they are shown. */
function creditLines({ document: { credits, language } }: Reading, style: ProseStyle): string[] {
  const { from } = wordsIn(language).helpPage;
  return credits.map(({ name, licence, href }) => linkedText(from(name, licence), href, style));
}

function linkedText(text: string, href: string | undefined, style: ProseStyle): string {
  if (href === undefined) return text;
  return style === 'markdown' ? `[${text}](${href})` : `${text} (${href})`;
}

/** The text of inline tokens, with templates rendered and without marks. */
export function plainText(tokens: readonly Token[], reading: Reading): string {
  return new Prose(reading, 'text').inline(tokens);
}

class Prose {
  readonly #reading: Reading;
  readonly #isMarkdown: boolean;

  constructor(reading: Reading, style: ProseStyle) {
    this.#reading = reading;
    this.#isMarkdown = style === 'markdown';
  }

  blocks(tokens: readonly Token[], between = '\n\n'): string {
    return tokens
      .map((token) => this.#block(token))
      .filter(Boolean)
      .join(between);
  }

  inline(tokens: readonly Token[] = []): string {
    return tokens.map((token) => this.#inline(token)).join('');
  }

  #block(token: Token): string {
    if (token.type === 'heading') return this.#heading(token as Tokens.Heading);
    if (token.type === 'code') return this.#code(token);
    if (token.type === 'list') return this.#list(token as Tokens.List);
    if (token.type === 'blockquote') return indent(this.blocks((token as Tokens.Blockquote).tokens), '> ', '> ');
    if (token.type === 'table') return this.#table(token as Tokens.Table);
    if (token.type === 'html') return this.#html(token.raw).trim();
    if (token.type === 'hr') return '---';
    return token.type === 'space' || token.type === 'def' ? '' : this.inline([token]);
  }

  #heading(token: Tokens.Heading): string {
    const { depth = 2 } = this.#reading.headings.get(token) ?? {};
    return `${'#'.repeat(depth)} ${this.inline(token.tokens)}`;
  }

  #code(token: Token): string {
    const part = this.#reading.parts.get(token);
    if (!part || !('block' in part)) return '';
    const { path, append, lang = '' } = part.block;
    const text = part.block.text.replace(/\n$/, '');
    const fence = '`'.repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
    const lines = this.#isMarkdown ? `${fence}${lang}\n${text}\n${fence}` : indent(text, '    ', '    ');
    const mark = this.#isMarkdown ? '`' : '';
    const where = append ? ` (${wordsIn(this.#reading.document.language).article.append})` : '';
    return path ? `${mark}${path}${mark}${where}:\n\n${lines}` : lines;
  }

  #list({ items, ordered, start, loose }: Tokens.List): string {
    const lines = items.map((item, index) => {
      const marker = ordered ? `${Number(start) + index}. ` : '- ';
      const isLoose = loose || item.tokens.some(({ type }) => type === 'code');
      return indent(this.blocks(item.tokens, isLoose ? '\n\n' : '\n'), marker, ' '.repeat(marker.length));
    });
    return lines.join(loose ? '\n\n' : '\n');
  }

  #table({ header, rows }: Tokens.Table): string {
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const lines = [header, ...rows].map((cells) => line(cells.map(({ tokens }) => this.inline(tokens))));
    return [lines[0], line(header.map(() => '---')), ...lines.slice(1)].join('\n');
  }

  #inline(token: Token): string {
    if (token.type === 'codespan') return this.#codespan(token as Tokens.Codespan);
    if (token.type === 'link') return this.#link(token as Tokens.Link);
    if (token.type === 'html') return this.#html(token.raw);
    if (token.type === 'br') return this.#isMarkdown ? '  \n' : '\n';
    if (token.type === 'image') return this.#isMarkdown ? token.raw : (token as Tokens.Image).text;
    const { tokens, text } = token as Tokens.Generic;
    const mark = (this.#isMarkdown && MARKS[token.type]) || '';
    if (tokens) return `${mark}${this.inline(tokens)}${mark}`;
    return this.#isMarkdown ? token.raw : (text ?? token.raw);
  }

  #codespan(token: Tokens.Codespan): string {
    const part = this.#reading.parts.get(token);
    if (!part) return this.#isMarkdown ? token.raw : token.text;
    if (!('inline' in part)) return '';
    return this.#isMarkdown ? `\`${part.inline.text}\`` : part.inline.text;
  }

  #link({ raw, href, tokens }: Tokens.Link): string {
    const text = this.inline(tokens);
    if (text === href || href.startsWith('#')) return this.#isMarkdown ? raw : text;
    const address = href.startsWith('/') ? this.#reading.site.url + href : href;
    return linkedText(text, address, this.#isMarkdown ? 'markdown' : 'text');
  }

  /** Comments were never meant to be seen, and a terminal shows no tags. */
  #html(raw: string): string {
    const html = raw.replace(/<!--.*?(-->|$)/gs, '');
    return this.#isMarkdown ? html : html.replace(/<[^>]*>/g, '');
  }
}

const MARKS: Readonly<Record<string, string>> = { strong: '**', em: '*', del: '~~' };

/** Put one text before the first line and another before the others; lines of nothing stay so. */
function indent(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : others}${line}`.trimEnd())
    .join('\n');
}
