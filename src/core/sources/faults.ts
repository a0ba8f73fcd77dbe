import { type Place, problem, quoted } from '../problems.ts';
import type { Note } from './report.ts';

/** Note an address that readers of the format must encode before they can link to it. */
export function noteEncoded(url: string, place: Place, note: Note): void {
  if (!/[^\x21-\x7e]/.test(url)) return;
  const fix = 'Percent-encode it; links made here are encoded.';
  note(problem('url-encoded', place, `address ${quoted(url)} has spaces or other characters to encode`, fix));
}

/** A text without the space around it; undefined when nothing is left. A line break at its end is noted. */
export function trimmed(text: string | null | undefined, place: Place, note: Note): string | undefined {
  if (text == null) return undefined;
  if (/^[\r\n]|[\r\n]$/.test(text)) {
    note(problem('outer-space', place, 'the text begins or ends with a line break', 'Trim it; it is trimmed here.'));
  }
  return text.trim() || undefined;
}
