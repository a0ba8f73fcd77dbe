import { counted, type Problem, problem, quoted } from '../base/problems.ts';
import { pickLanguage } from '../help/pick-language.ts';
import type { SupportedOption } from '../model/help.ts';
import type { MirrorHelp, Portal } from '../model/portal.ts';

/** So long before support ends, somebody should choose what to offer instead. */
const WARN_BEFORE_DAYS = 30;
/** So long a document is taken for true after somebody went through it: distributions have a release every half year. */
const CHECK_EVERY_DAYS = 120;

/** What is known of the documents that readers of the portal see. */
interface ShownHelp {
  readonly cname: string;
  readonly file: string;
  readonly checked: readonly string[];
  readonly supported: readonly SupportedOption[];
}

/**
 * Which help is about to be untrue, or may be: support of an option ends soon, or nobody has gone through a document for long.
 * These are for a person who looks at the content, and not for each run.
 *
 * @param today in the portal's zone: `2026-08-08`
 */
export function helpToAgeProblems({ help, languages }: Pick<Portal, 'help' | 'languages'>, today: string): Problem[] {
  // Mirrors may share a document.
  const documents = new Map([...help].map(([cname, own]) => [own.file, shownHelp(cname, own, languages)]));
  const shown = [...documents.values()];
  return [...shown.flatMap((own) => endsSoon(own, today)), ...checkedLongAgo(shown, today)];
}

function shownHelp(cname: string, help: MirrorHelp, languages: Portal['languages']): ShownHelp {
  const written = [...new Set(languages.flatMap((language) => pickLanguage(help, language) ?? []))];
  const supported = written.flatMap((language) => help.supported[language] ?? []);
  return {
    cname,
    file: help.file,
    checked: written.flatMap((language) => help.checked[language] ?? []),
    // Languages have the same options.
    supported: [...new Map(supported.map((option) => [JSON.stringify(option), option])).values()],
  };
}

function endsSoon({ cname, file, supported }: ShownHelp, today: string): Problem[] {
  const isSoon = ({ until }: SupportedOption) => until >= today && until <= dayAfter(today, WARN_BEFORE_DAYS);
  return supported.filter(isSoon).map(({ input, option, until }) => {
    const says = `in the help of ${quoted(cname)}, support of ${quoted(option)} (${input}) ends on ${until}`;
    const fix = `Offer what replaces it: update Heliostat, or write the input ${input} in help/${cname}/<language>.yaml.`;
    return problem('help-support-ends', { file }, says, fix);
  });
}

function checkedLongAgo(shown: readonly ShownHelp[], today: string): Problem[] {
  const limit = dayAfter(today, -CHECK_EVERY_DAYS);
  const old = shown.filter(({ checked }) => checked.some((day) => day < limit));
  if (old.length === 0) return [];
  const names = old.map(({ cname }) => cname).join(', ');
  const says = `${counted(old.length, 'help document')} ${old.length === 1 ? 'was' : 'were'} last checked more than ${CHECK_EVERY_DAYS} days ago: ${names}`;
  const fix = 'Update Heliostat; for your own documents, go through them and set `checked` to that day.';
  return [problem('help-check-old', { file: old[0]!.file }, says, fix)];
}

function dayAfter(day: string, days: number): string {
  const time = new Date(`${day}T00:00:00Z`);
  time.setUTCDate(time.getUTCDate() + days);
  return time.toISOString().slice(0, 10);
}
