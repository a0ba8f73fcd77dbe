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
  parts.forEach((part, index) => {
    text += partToText(part) + texts[index + 1];
  });
  return new Html(text);
}

function partToText(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'object') return part.join('');
  return escapeHtml(String(part));
}

/** ` name="value"`, or nothing. */
export function attribute(name: string, value: string | number | undefined): Html | undefined {
  return value === undefined ? undefined : html` ${name}="${value}"`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);
}
