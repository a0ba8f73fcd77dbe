import { type Checked, checked, type Note, type Place, problem, quoted } from '../base/problems.ts';
import { firstFault } from '../base/schema-fault.ts';
import type { Size } from '../base/size.ts';
import type { Reading, Report, SourceFormat } from '../model/report.ts';
import { json } from './answer-text.ts';
import { listField, noteEncoded, sizeField, textField } from './faults.ts';
import { type RawDocument, type RawMirror, rawDocument, rawMirror } from './mirrorz-schema.ts';
import { readDownloads, readEndpoints, readSite } from './mirrorz-site.ts';
import { parseMirrorzStatus } from './mirrorz-status.ts';

/** A MirrorZ document, format 1.x with the D extension. */
export const mirrorz: SourceFormat = {
  syntax: json,
  shrunkFix: 'Check the program that writes the document.',

  shapeFault(answer) {
    const result = rawDocument.safeParse(answer);
    return result.success ? undefined : firstFault(result.error);
  },

  read(answer, id, now): Checked<Reading> {
    const document = rawDocument.parse(answer);
    return checked((note) => readDocument(document, id, now, note));
  },

  mirrorsIn: (answer) => rawDocument.parse(answer).mirrors.length,

  inOrder: (answer) => answer,
};

function readDocument(document: RawDocument, id: string, now: Date, note: Note): Reading {
  noteVersion(document.version, { source: id, path: 'version' }, note);
  if (document.mirrors.length === 0) {
    const fix = 'Check the program that writes it, if the site has mirrors.';
    note(problem('no-mirrors', { source: id, path: 'mirrors' }, 'the list of mirrors is empty', fix));
  }
  const reports = document.mirrors.flatMap((row, index) =>
    readMirror(row, { source: id, path: `mirrors[${index}]` }, now, note),
  );
  return {
    source: id,
    reports,
    site: readSite(document.site, id, note),
    downloads: readDownloads(listField(document.info, { source: id, path: 'info' }, note), id, note),
    endpoints: readEndpoints(listField(document.endpoints, { source: id, path: 'endpoints' }, note), id, note),
  };
}

function noteVersion(version: unknown, place: Place, note: Note): void {
  if (version === null || version === undefined || Math.trunc(Number(version)) === 1) return;
  const fix = 'Check that it is a MirrorZ document of version 1; it is read as version 1.';
  note(problem('odd-version', place, `version ${quoted(version)} is not 1.x`, fix));
}

function readMirror(row: unknown, place: Place, now: Date, note: Note): Report[] {
  const result = rawMirror.safeParse(row);
  if (!result.success) return noteUnusable(row, firstFault(result.error), place, note);
  const raw = result.data;
  const cname = readCname(raw.cname, place, note);
  if (cname === undefined) return [];
  const url = raw.url.trim();
  if (url === '') return noteUnusable(row, 'url: it is empty', place, note);
  const at = (field: string): Place => ({ ...place, path: `${place.path}.${field}` });
  noteEncoded(url, at('url'), note);
  return [
    {
      cname,
      place,
      urls: [url],
      ...readStatus(raw, at('status'), now, note),
      isHidden: readFlag(raw.disable, at('disable'), note),
      desc: textField(raw.desc, at('desc'), note),
      help: readHelp(raw.help, at('help'), note),
      upstream: textField(raw.upstream, at('upstream'), note),
      size: readSize(raw.size, at('size'), note),
      ownName: typeof raw.options_name === 'string' ? raw.options_name.trim() || undefined : undefined,
    },
  ];
}

function noteUnusable(row: unknown, fault: string, place: Place, note: Note): [] {
  const fix = 'Correct it: cname and url must be texts; it is left out until then.';
  note(problem('mirror-unusable', place, `mirror ${quoted(row)} cannot be used: ${fault}`, fix));
  return [];
}

/** Names of any script, with spaces, dots and slashes, are real; control characters and page text are not. */
function readCname(text: string, place: Place, note: Note): string | undefined {
  const cname = text.trim();
  const at = { ...place, path: `${place.path}.cname` };
  if (cname === '') {
    note(problem('empty-cname', at, 'a mirror has an empty cname', 'Give it a cname; it is left out until then.'));
    return undefined;
  }
  if (/[\p{Cc}：:]|.{120}/u.test(cname)) {
    const fix = 'Check the program that collects the names; the mirror is shown with this name.';
    note(problem('odd-cname', at, `cname ${quoted(cname)} looks like a fragment of HTML`, fix));
  }
  return cname;
}

function readStatus(raw: RawMirror, place: Place, now: Date, note: Note): Pick<Report, 'sync' | 'added'> {
  const text = typeof raw.status === 'string' ? raw.status.trim() : textField(raw.status, place, note);
  if (text !== undefined) return parseMirrorzStatus(text, place, now, note);
  const fix = 'Write U when the state is not known.';
  note(problem('status-missing', place, `mirror ${quoted(raw.cname)} has no status; it counts as unknown`, fix));
  return { sync: { state: 'unknown' } };
}

function readFlag(raw: unknown, place: Place, note: Note): boolean {
  if (typeof raw === 'boolean') return raw;
  if (raw !== null && raw !== undefined) {
    note(
      problem(
        'odd-field',
        place,
        `${quoted(raw)} is neither true nor false`,
        'Write true or false; it counts as false.',
      ),
    );
  }
  return false;
}

/** Null and negative numbers, which programs write by mistake, are noted here. */
function readSize(raw: unknown, place: Place, note: Note): Size | undefined {
  const isNegative = typeof raw === 'string' && /^\s*-\s*[\d.]/.test(raw);
  if (raw === null || isNegative) {
    const fix = 'Leave it out, or write a number with a unit, such as 1.2T.';
    note(problem('odd-size', place, `${quoted(raw)} is not a valid size`, fix));
    return undefined;
  }
  return sizeField(textField(raw, place, note) ?? '', 1024, place, note);
}

/** A help address without a leading slash gets glued to the host name by other readers of the format. */
function readHelp(raw: unknown, place: Place, note: Note): string | undefined {
  const help = textField(raw, place, note);
  if (help && !/^([a-z][a-z0-9+.-]*:|\/)/i.test(help)) {
    const fix = 'Start it with / or https://; it is read as relative to the site.';
    note(problem('help-relative', place, `help ${quoted(help)} is a relative address`, fix));
  }
  return help;
}
