import { escapeXml } from '../base/xml.ts';

/** A piece of HTML, escaped already. Astro takes it with `set:html`. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What a piece of HTML is made of; what is missing or false leaves nothing. */
type Part = Html | readonly Html[] | string | number | undefined | false;

/**
 * HTML with values in it, all escaped but for other such pieces; attributes must be quoted. For what is drawn so
 * often that components would take longer than all the rest: see docs/decisions/0019-rows-are-drawn-by-functions.md.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = texts[0]!;
  for (let index = 0; index < parts.length; index++) text += partToText(parts[index]) + texts[index + 1];
  return new Html(text);
}

function partToText(part: Part): string {
  if (typeof part === 'string') return escapeXml(part);
  if (part === undefined || part === false) return '';
  if (typeof part === 'number') return String(part);
  return part instanceof Html ? part.toString() : part.join('');
}

/** ` name="value"`, or nothing. */
export function attribute(name: string, value: string | number | undefined): Html | undefined {
  return value === undefined ? undefined : html` ${name}="${value}"`;
}
