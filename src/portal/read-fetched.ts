import type { Checked } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';
import type { WrittenParser } from '../model/report.ts';
import { formats, type SourceType } from '../sources/formats.ts';
import type { Fetched, FetchedText } from './snapshot.ts';

/** More mirrors than any site has; each has pages, and a run would not end before the next begins. */
const MOST_MIRRORS = 50_000;

/**
 * The answer that a program gave.
 *
 * @param from where its text comes from, as a message begins
 */
export function textToAnswer(fetched: FetchedText, type: SourceType, from: 'its answer' | 'the file'): Fetched {
  if (fetched.outcome !== 'new') return fetched;
  const { syntax } = formats[type];
  const { text, isWebPage, ...rest } = fetched;
  const parsed = syntax.parse(text);
  if ('answer' in parsed) return withShape({ ...rest, answer: parsed.answer }, type);
  const fault = isWebPage ? `it answered with a web page instead of ${syntax.name}` : `${from} ${parsed.fault}`;
  return { outcome: 'fault', fault };
}

/**
 * Parse a handwritten file into an answer. Faults are reported with line and column.
 *
 * @param file undefined when it cannot be read
 */
export function writtenToAnswer(
  file: TextFile | undefined,
  type: SourceType,
  parse: WrittenParser,
  now: Date,
): Checked<Fetched> {
  if (!file) return { value: { outcome: 'fault', fault: 'the file cannot be read' }, problems: [] };
  const { value, problems } = file.fault
    ? { value: undefined, problems: [file.fault] }
    : parse(file.text, file.shown, now);
  if (value === undefined)
    return { value: { outcome: 'fault', fault: 'what is in the file cannot be used' }, problems };
  return { value: withShape({ outcome: 'new', answer: value, at: now }, type), problems };
}

/** An answer of another shape is as good as none: a page of jobs must not be replaced by an error message. */
function withShape(fetched: Extract<Fetched, { outcome: 'new' }>, type: SourceType): Fetched {
  const format = formats[type];
  const fault = format.shapeFault(fetched.answer) ?? crowdFault(format.mirrorsIn(fetched.answer));
  return fault === undefined
    ? { ...fetched, answer: format.inOrder(fetched.answer) }
    : { outcome: 'fault', fault: `its answer is not in the format of a ${type} source (${fault})` };
}

/** Whether an answer lists so many mirrors that it is no list of mirrors. */
function crowdFault(mirrors: number): string | undefined {
  if (mirrors <= MOST_MIRRORS) return undefined;
  return `it lists ${mirrors} mirrors, and ${MOST_MIRRORS.toLocaleString('en')} are the most`;
}
