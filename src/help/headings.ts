import type { Token, Tokens } from 'marked';
import { problem, quoted } from '../base/problems.ts';
import type { Draft } from './draft.ts';
import { plainText } from './prose.ts';

const EXPLICIT_ID = /\s*\{#([^\s{}<>"&]+)\}\s*$/;

/**
 * Give every heading an id: the one it names, `## Setup {#setup}`, else one made from its text that no heading
 * names. The braces leave the heading.
 */
export function placeHeadings(reading: Draft): void {
  const headings = reading.placed.filter(({ token }) => token.type === 'heading');
  const named = new Map<Token, string>();
  for (const { token, place } of headings) {
    const id = takeExplicitId(token as Tokens.Heading);
    if (id === undefined) continue;
    if (!reading.ids.has(id)) named.set(token, id);
    else reading.note(problem('help-heading-twice', place, `id ${quoted(id)} is already used`, TWICE));
    reading.ids.add(id);
  }
  for (const { token } of headings) {
    const { depth, tokens } = token as Tokens.Heading;
    const text = plainText(tokens, reading);
    const id = named.get(token) ?? freeId(textToId(text), reading.ids);
    reading.headings.set(token, { id, depth: Math.max(2, depth), text });
  }
}

/** The id, with a number when another one has it. The result is taken. */
export function freeId(id: string, ids: Set<string>): string {
  let free = id;
  for (let number = 1; ids.has(free); number++) free = `${id}-${number}`;
  ids.add(free);
  return free;
}

const TWICE = 'Give each heading of the page its own id; this heading gets one made from its text.';

function takeExplicitId({ tokens }: Tokens.Heading): string | undefined {
  const last = tokens.at(-1);
  const found = last?.type === 'text' ? EXPLICIT_ID.exec(last.raw) : undefined;
  if (!last || !found) return undefined;
  const text = last.raw.slice(0, found.index);
  Object.assign(last, { raw: text, text });
  return found[1];
}

/** As GitHub makes them: letters and digits of any script, spaces as hyphens. */
function textToId(text: string): string {
  const id = text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .replace(/\s+/g, '-');
  return id || 'section';
}
