import { getUnixTime } from 'date-fns/getUnixTime';
import { type Note, type Place, problem, quoted } from '../base/problems.ts';
import type { Report, State, SyncFacts } from '../model/report.ts';
import { noteTime, stampToTime } from './stamp.ts';

/*
 * The status string of the MirrorZ format v1.7: one main letter and any number of auxiliary ones, in any
 * order, each with an optional Unix time in seconds. What real sites write beyond that is accepted too:
 * see docs/decisions/0004-what-mirrorz-documents-may-be.md.
 */

const MAIN_STATES: Readonly<Record<string, State>> = {
  S: 'success',
  D: 'pending',
  Y: 'syncing',
  F: 'failed',
  P: 'paused',
  C: 'cache',
  R: 'proxy',
  U: 'unknown',
};
const AUXILIARY = 'XNO';

interface Token {
  readonly letter: string;
  readonly time: Date | undefined;
}

export type StatusReading = Pick<Report, 'sync' | 'added'>;

/** Read a status string. Any string gives a status; what is wrong with it is noted. */
export function parseMirrorzStatus(text: string, place: Place, now: Date, note: Note): StatusReading {
  const tokens = tokenize(text, place, now, note);
  const mains = tokens.filter(({ letter }) => letter in MAIN_STATES);
  // An empty status has been noted as such.
  if (mains.length !== 1 && text !== '') {
    note(
      problem(
        'status-grammar',
        place,
        `status ${quoted(text)} has ${mains.length === 0 ? 'no main letter' : 'several main letters'}`,
        mains.length === 0
          ? 'Begin it with one of S D Y F P C R U; the mirror is shown as unknown.'
          : 'Keep one of S D Y F P C R U; the first one is used.',
      ),
    );
  }
  const time = (letter: string) => tokens.find((token) => token.letter === letter)?.time;
  const isNew = tokens.some(({ letter }) => letter === 'N');
  const main = mains[0] ?? { letter: 'U', time: undefined };
  return {
    sync: { ...mainToStatus(main), ...defined({ next: time('X'), ...oldSuccess(main, time('O')) }) },
    ...(isNew && { added: time('N') ?? true }),
  };
}

/**
 * Write a status as MirrorZ v1.7 does, so that no reader takes content for newer than it is known to be. The monitor of the
 * federation reads the first time of S, O, F and P as the age of the content: so O is written with every state that may have
 * a last success and does not tell it itself, and F and P of what never synced well have no time.
 * See docs/decisions/0022-what-the-federation-is-told.md.
 */
export function statusToMirrorz(sync: SyncFacts, added?: Date | true): string {
  const { state, lastSuccess, next } = sync;
  const isTold = lastSuccess !== undefined && !SELF_TOLD.has(state);
  return (
    mainToText(sync) +
    letterToText('O', lastSuccess, isTold) +
    letterToText('X', next, next !== undefined) +
    letterToText('N', added === true ? undefined : added, added !== undefined)
  );
}

/** S has the last success as its own time; a cache and a proxy hold no copy that could have an age. */
const SELF_TOLD: ReadonlySet<State> = new Set(['success', 'cache', 'proxy']);

function mainToText(sync: SyncFacts): string {
  const { state, lastSuccess, lastAttempt, started, since, isNeverSynced } = sync;
  const isWithoutAge = isNeverSynced && !lastSuccess;
  switch (state) {
    case 'success':
      return letterToText('S', lastSuccess);
    case 'pending':
      return letterToText('D', since);
    case 'syncing':
      return letterToText('Y', started);
    case 'failed':
      return isWithoutAge ? 'F' : letterToText('F', lastAttempt ?? startedAfter(sync));
    case 'paused':
      return isWithoutAge ? 'P' : letterToText('P', since);
    case 'cache':
      return 'C';
    case 'proxy':
      return 'R';
    default:
      return 'U';
  }
}

/** When the last attempt began, where only that is known, as of a Yuki: F tells of the last attempt. */
function startedAfter({ started, lastSuccess }: SyncFacts): Date | undefined {
  return started && (!lastSuccess || started > lastSuccess) ? started : undefined;
}

function mainToStatus({ letter, time }: Token): SyncFacts {
  const state = MAIN_STATES[letter]!;
  if (!time) return { state };
  switch (state) {
    case 'success':
      return { state, lastSuccess: time, lastAttempt: time };
    case 'syncing':
      return { state, started: time };
    case 'failed':
      return { state, lastAttempt: time };
    case 'paused':
    case 'pending':
      return { state, since: time };
    default:
      return { state };
  }
}

/** The O letter, where the main letter does not tell the last success itself. */
function oldSuccess(main: Token, old: Date | undefined): { lastSuccess?: Date } {
  return old && !(main.letter === 'S' && main.time) ? { lastSuccess: old } : {};
}

function tokenize(text: string, place: Place, now: Date, note: Note): Token[] {
  const token = /([A-Z])(-?\d+)?/y;
  const tokens: Token[] = [];
  let end = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    end = token.lastIndex;
    const [, letter, seconds] = match as unknown as [string, string, string | undefined];
    if (!(letter in MAIN_STATES) && !AUXILIARY.includes(letter)) noteGrammar(`letter ${letter} is not known`);
    tokens.push({ letter, time: readTime(seconds) });
  }
  if (end < text.length || text === '') noteGrammar(`it is invalid from character ${end + 1} on`);
  return tokens;

  /** 0 is how some back ends write "never"; a negative number is how others write a time that was never set. */
  function readTime(seconds: string | undefined): Date | undefined {
    const context = { place, now, note, says: `status ${quoted(text)}` };
    if (Number(seconds) < 0) noteTime(seconds!, false, context);
    return seconds === undefined ? undefined : stampToTime(Number(seconds), context);
  }

  function noteGrammar(fault: string): void {
    const fix = 'Follow the MirrorZ format v1.7, for example S1700000000X1700003600.';
    note(problem('status-grammar', place, `status ${quoted(text)}: ${fault}`, fix));
  }
}

function letterToText(letter: string, time: Date | undefined, isWritten = true): string {
  if (!isWritten) return '';
  // The format has no sign: a time before 1970, which only a typing error can be, is left out.
  return time && getUnixTime(time) >= 0 ? `${letter}${getUnixTime(time)}` : letter;
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
