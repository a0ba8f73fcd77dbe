import { plainText, shortText } from '../base/plain-text.ts';
import { type Note, type Place, problem } from '../base/problems.ts';
import type { Report } from '../model/report.ts';

/** How long texts of a source may be, in characters; the longest that sites publish are a tenth of it. */
const LONGEST = { desc: 2_000, upstream: 1_000, help: 2_000, url: 4_000, cname: 1_000 } as const;

/**
 * A report whose texts are plain and of a length that pages can show. A mirror without a name of such a length is
 * left out, other texts are cut.
 */
export function plainReport(report: Report, note: Note): Report[] {
  const { place, cname, desc, upstream, help, urls, alias } = report;
  const name = plainText(cname);
  if (name === '' || name.length > LONGEST.cname) {
    noteLong(place, 'name', cname.length, 'the mirror is left out', note);
    return [];
  }
  const cut = (text: string | undefined, field: 'desc' | 'upstream' | 'help') => {
    if (text !== undefined && text.length > LONGEST[field]) noteLong(place, field, text.length, 'it is cut', note);
    return text === undefined ? undefined : shortText(text, LONGEST[field]);
  };
  const usable = urls.filter((url) => url.length <= LONGEST.url);
  if (usable.length < urls.length)
    noteLong(place, 'url', Math.max(...urls.map(({ length }) => length)), 'it is left out', note);
  return [
    {
      ...report,
      cname: name,
      urls: usable,
      ...(desc !== undefined && { desc: cut(desc, 'desc')! }),
      ...(upstream !== undefined && { upstream: cut(upstream, 'upstream')! }),
      ...(help !== undefined && { help: cut(help, 'help')! }),
      ...(alias !== undefined && { alias: plainText(alias) }),
    },
  ];
}

function noteLong(place: Place, field: string, length: number, what: string, note: Note): void {
  const fix = 'Check the program that writes it.';
  note(problem('text-too-long', place, `its ${field} has ${length} characters; ${what}`, fix));
}
