import { plainText } from '../base/plain-text.ts';
import { type Note, type Place, problem, quoted } from '../base/problems.ts';
import { isOddSize, parseSize, type Size } from '../base/size.ts';

/** Note an address that readers of the format must encode before they can link to it. */
export function noteEncoded(url: string, place: Place, note: Note): void {
  if (!/[^\x21-\x7e]/.test(url)) return;
  const fix = 'Percent-encode it; Heliostat encodes its own links.';
  note(problem('url-encoded', place, `address ${quoted(url)} has spaces or other characters to encode`, fix));
}

/**
 * An optional text of a document, without the space around it. Missing, null and empty all mean that it is
 * not told; a number is read as its digits; anything else is noted and counts as not told.
 */
export function textField(raw: unknown, place: Place, note: Note): string | undefined {
  if (raw === null || raw === undefined) return undefined;
  if (typeof raw === 'number') return String(raw);
  if (typeof raw !== 'string') {
    const fix = 'Write a text, or leave it out; it is ignored until then.';
    note(problem('odd-field', place, `${quoted(raw)} is not a text`, fix));
    return undefined;
  }
  const text = raw.trim();
  if (text !== '' && text !== raw) {
    note(
      problem(
        'outer-space',
        place,
        'the text has a space or line break at its start or end',
        'Remove it; Heliostat trims the text.',
      ),
    );
  }
  return plainText(text) || undefined;
}

/**
 * A size as a source tells it. What claims to be one and cannot be read is noted, and no size.
 *
 * @param unitBase what K, M, G… count in, see `parseSize`
 */
export function sizeField(text: string, unitBase: 1000 | 1024, place: Place, note: Note): Size | undefined {
  if (isOddSize(text)) {
    const fix = 'Leave it out, or write a number with a unit, such as 1.2T.';
    note(problem('odd-size', place, `${quoted(text)} is not a valid size`, fix));
  }
  return parseSize(text, unitBase);
}

/** An optional list of a document; anything else is noted and counts as empty. */
export function listField(raw: unknown, place: Place, note: Note): readonly unknown[] {
  if (Array.isArray(raw)) return raw;
  if (raw !== null && raw !== undefined) {
    note(problem('odd-field', place, `${quoted(raw)} is not a list`, 'Write a list; it counts as empty.'));
  }
  return [];
}
