/** At the very beginning: what else looks like a heading may be a comment in a block of code. */
const TITLE = /^\s*#[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*\r?(?:\n|$)/;

/** The title of a Markdown text as plain text, where it starts with one, and what comes after it. */
export function splitTitle(text: string): { readonly title?: string; readonly rest: string } {
  const [heading, title] = TITLE.exec(text) ?? [];
  return title === undefined ? { rest: text } : { title: withoutMarks(title), rest: text.slice(heading!.length) };
}

/** A title stands in lists and feeds, where it is text: links become their words, and marks go. */
function withoutMarks(title: string): string {
  return title.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[*`]/g, '');
}
