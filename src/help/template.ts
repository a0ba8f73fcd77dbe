import Mustache from 'mustache';
import { variablesToContext } from './lookup.ts';
import { isVariableName, type Value, type Variables } from './variables.ts';

/** A token as Mustache parses it: kind of tag, name or text, where it begins and ends; sections hold tokens. */
type Token = readonly [kind: string, text: string, from: number, to: number, inner?: readonly Token[]];

/** A template that was parsed and found fit to be rendered with any values. */
export interface Template {
  readonly tokens: readonly Token[];
  /** Every variable that it uses, with where it does so first, counted in characters. */
  readonly names: ReadonlyMap<string, number>;
}

/** Why a text is no template, and where. */
export interface TemplateFault {
  readonly says: string;
  /** Position in the text, in characters. */
  readonly offset: number;
}

const KINDS = new Set(['text', 'name', '&', '#', '^', '!', '=']);

/** The one Writer, without its cache, which would keep every template that was ever seen. */
const writer = new Mustache.Writer();
Object.assign(writer, { templateCache: undefined });

/**
 * Parse the Mustache that help documents use: variables, sections, comments, other delimiters. Partials are
 * none of it. Delimiters are those of this one template.
 */
export function parseTemplate(text: string): Template | TemplateFault {
  try {
    const tokens = writer.parse(text) as Token[];
    return faultIn(tokens, false) ?? { tokens, names: namesIn(tokens) };
  } catch (error) {
    const [, says, offset] = /^(.*?)(?: at (\d+))?$/s.exec((error as Error).message)!;
    return { says: says!.charAt(0).toLowerCase() + says!.slice(1), offset: Number(offset ?? 0) };
  }
}

/** A text without templates; its braces are literal. */
export function plainTemplate(text: string): Template {
  return { tokens: text === '' ? [] : [['text', text, 0, text.length]], names: new Map() };
}

/** The text of a template. Nothing is escaped: it is a command or a file, not HTML. */
export function renderTemplate({ tokens }: Template, variables: Variables): string {
  const context = variablesToContext(variables);
  return writer.renderTokens(tokens as unknown as string[][], context, undefined, undefined, { escape: valueToText });
}

/** A value as a variable tag shows it. */
export function valueToText(value: unknown): string {
  const isText = typeof value !== 'object' || Array.isArray(value);
  return isText ? String(value) : '';
}

/** A piece of a template: text, or a tag that stands for `text` at first, which is empty for one of a section. */
export interface Piece {
  readonly text: string;
  readonly tag?: string;
}

/**
 * A template as it is coloured: each variable shows its first value, and what sections hold stays, shown or not.
 * The texts joined are what to give to a highlighter.
 */
export function templateToPieces({ tokens }: Template, variables: Variables): Piece[] {
  return piecesOf(tokens, variablesToContext(variables));
}

function piecesOf(tokens: readonly Token[], context: Mustache.Context): Piece[] {
  return tokens.flatMap(([kind, text, , , inner = []]): Piece[] => {
    if (kind === 'text') return [{ text }];
    if (kind === 'name' || kind === '&') return [{ text: shownAs(context.lookup(text)), tag: `{{${text}}}` }];
    if (kind !== '#' && kind !== '^') return [];
    const held = piecesOf(inner, kind === '#' ? firstInside(context, text) : context);
    return [{ text: '', tag: `{{${kind}${text}}}` }, ...held, { text: '', tag: `{{/${text}}}` }];
  });
}

function shownAs(value: Value | undefined): string {
  return valueToText(value ?? '');
}

/** What a section's content sees the first time; as outside where it is not shown at all. */
function firstInside(context: Mustache.Context, name: string): Mustache.Context {
  const value: Value | undefined = context.lookup(name);
  const item = Array.isArray(value) ? value[0] : value;
  return typeof item === 'string' && item !== '' ? context.push(item) : context;
}

function faultIn(tokens: readonly Token[], isInSection: boolean): TemplateFault | undefined {
  for (const [kind, text, offset, , inner] of tokens) {
    if (!KINDS.has(kind))
      return { says: `{{${kind}${text}}} includes another template, which is not supported`, offset };
    if (inner) {
      const fault = faultIn(inner, isInSection || kind === '#');
      if (fault) return fault;
    }
    if (isNaming(kind) && !(isInSection && text === '.') && !isVariableName(text)) {
      return { says: `{{${text}}} is not the name of a variable`, offset };
    }
  }
  return undefined;
}

function namesIn(tokens: readonly Token[]): Map<string, number> {
  const names = new Map<string, number>();
  for (const [kind, text, offset, , inner = []] of tokens) {
    const found = isNaming(kind) && text !== '.' ? [[text, offset] as const] : [];
    for (const [name, at] of [...found, ...(isSection(kind) ? namesIn(inner) : [])]) {
      if (!names.has(name)) names.set(name, at);
    }
  }
  return names;
}

function isNaming(kind: string): boolean {
  return kind === 'name' || kind === '&' || isSection(kind);
}

function isSection(kind: string): boolean {
  return kind === '#' || kind === '^';
}
