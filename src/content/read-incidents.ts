import * as z from 'zod';
import { isLanguage, type Language, languages } from '../base/localized.ts';
import { parseYaml } from '../base/parse-yaml.ts';
import { type Checked, checked, type Note, type Place, problem, quoted } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';
import { localToTime } from '../base/time.ts';
import { contentKinds, nameToParts } from '../model/content-kinds.ts';
import type { Affected, IncidentDocument, WrittenIncident } from '../model/incident.ts';
import { type FrontMatter, splitFrontMatter } from './front-matter.ts';
import { type IncidentContent, incidentSchema } from './incident-schema.ts';
import { splitUpdates } from './incident-updates.ts';

const REFERENCE = 'docs/incidents.md';

/** An incident in one language, as its file tells it. */
interface Variant {
  readonly name: string;
  readonly language: Language;
  readonly content: IncidentContent;
  readonly document: IncidentDocument;
  /** Something in it was left out. */
  readonly isFaulty: boolean;
  /** The place of a key. */
  readonly placeOf: (key: keyof IncidentContent) => Place;
}

type ToTime = (text: string) => Date | undefined;

/**
 * Read the incidents, the latest first. What is wrong in a file is noted and left out; a file that does not say enough is left
 * out as a whole.
 *
 * @param timeZone of times that name none
 */
export function readIncidentFiles(files: readonly TextFile[], timeZone: string): Checked<readonly WrittenIncident[]> {
  return checked((note) => {
    const toTime = localToTime(timeZone);
    const variants = files.flatMap((file) => readVariant(file, toTime, note));
    const incidents = [...Map.groupBy(variants, ({ name }) => name).values()];
    return incidents
      .flatMap((variants) => joinVariants(variants, toTime, note))
      .sort((a, b) => b.from.getTime() - a.from.getTime() || (a.name < b.name ? 1 : -1));
  });
}

function readVariant(file: TextFile, toTime: ToTime, note: Note): Variant[] {
  const { name, day, language } = nameToParts(contentKinds.incident, file.name) ?? {};
  if (name === undefined || !isLanguage(language) || !z.iso.date().safeParse(day).success) {
    noteName(file, note);
    return [];
  }
  const { yaml, text, firstLine } = splitFrontMatter(file.text);
  const { value, problems, faultyKeys } = parseYaml(yaml, file.shown, incidentSchema, { reference: REFERENCE });
  problems.forEach(note);
  if (!value) return [];
  const place = (line: number) => ({ file: file.shown, line });
  const { before, updates } = splitUpdates(text, firstLine, toTime, (says, line) => {
    note(problem('incident-times', place(line), says, 'Write the heading like `## 2026-08-08 14:30 Cause found`.'));
  });
  return [
    {
      name,
      language,
      content: value,
      isFaulty: faultyKeys.size > 0,
      document: { file: file.shown, title: value.title, text: before, updates },
      placeOf: (key) => place(keyLine(yaml, key)),
    },
  ];
}

function keyLine(yaml: FrontMatter['yaml'], key: string): number {
  const at = yaml.split('\n').findIndex((line) => line.startsWith(`${key}:`));
  return Math.max(at, 0) + 1;
}

/**
 * The languages of an incident are one; each key counts where the first language has it. One with a fault affects the whole
 * site only if it says so, as what was left out may have said otherwise.
 */
function joinVariants(variants: readonly Variant[], toTime: ToTime, note: Note): WrittenIncident[] {
  const sorted = variants.toSorted((a, b) => languages.indexOf(a.language) - languages.indexOf(b.language));
  const [first] = sorted as [Variant];
  const said = <K extends keyof IncidentContent>(key: K) => firstSaid(sorted, key, note);
  const [level, affects, from, until] = [said('level'), said('affects'), said('from'), said('until')];
  const [begin, end] = [from, until].map((key) => key && timeOf(key, toTime, note)) as [
    Date | undefined,
    Date | undefined,
  ];
  if (!level || !begin) {
    if (!level || !from) noteMissing(first, level ? 'from' : 'level', note);
    return [];
  }
  if (end && end <= begin) noteOrder(until!.place, note);
  return [
    {
      name: first.name,
      level: level.value,
      affects: toAffected(affects?.value ?? (variants.some(({ isFaulty }) => isFaulty) ? {} : 'all')),
      place: affects?.place ?? { file: first.document.file },
      from: begin,
      ...(end && end > begin && { until: end }),
      documents: Object.fromEntries(sorted.map(({ language, document }) => [language, document])),
    },
  ];
}

interface Said<T> {
  readonly value: T;
  readonly place: Place;
}

/** A key as the first language says it; one that another language says otherwise is noted. */
function firstSaid<K extends keyof IncidentContent>(
  variants: readonly Variant[],
  key: K,
  note: Note,
): Said<NonNullable<IncidentContent[K]>> | undefined {
  const [first, ...others] = variants.flatMap(({ content, placeOf }) => {
    const value = content[key];
    return value === undefined ? [] : [{ value, place: placeOf(key) }];
  });
  for (const other of others) {
    if (JSON.stringify(other.value) === JSON.stringify(first!.value)) continue;
    const says = `\`${key}\` differs from that of the same incident in ${first!.place.file}`;
    const fix = 'Write it in one of the files only; the value in the other file is used until then.';
    note(problem('incident-variants', other.place, says, fix));
  }
  return first;
}

function timeOf({ value, place }: Said<string>, toTime: ToTime, note: Note): Date | undefined {
  const time = toTime(value);
  if (time) return time;
  const fix = 'Write a time that the calendar has, such as 2026-08-08 14:00; it is left out until then.';
  note(problem('incident-times', place, `there is no time ${quoted(value)}`, fix));
  return undefined;
}

function toAffected(affects: NonNullable<IncidentContent['affects']>): Affected {
  if (affects === 'all') return { isAll: true, mirrors: [], endpoints: [] };
  return { isAll: false, mirrors: affects.mirrors ?? [], endpoints: affects.endpoints ?? [] };
}

function noteMissing({ document }: Variant, key: 'level' | 'from', note: Note): void {
  const fix = `Write \`${key}\` between two lines \`---\` at the top of the file; the incident is left out until then.`;
  note(problem('incident-incomplete', { file: document.file, line: 1 }, `no file of the incident has \`${key}\``, fix));
}

function noteOrder(place: Place, note: Note): void {
  const fix = 'Correct one of them; the incident has no end until then.';
  note(problem('incident-times', place, '`until` is not later than `from`', fix));
}

function noteName({ name, shown }: TextFile, note: Note): void {
  const ending = languages.map((language) => `.${language}.md`).join(' or ');
  const fix = `Name it like ${contentKinds.incident.example}: a date, lowercase letters, digits and hyphens, ${ending}; it is left out until then.`;
  note(problem('incident-name', { file: shown }, `the name ${quoted(name)} is not a valid name for an incident`, fix));
}
