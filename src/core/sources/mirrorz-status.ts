import { addYears } from 'date-fns/addYears';
import { fromUnixTime } from 'date-fns/fromUnixTime';
import { getUnixTime } from 'date-fns/getUnixTime';
import { type Place, problem, quoted } from '../problems.ts';
import type { Note, Report, State, SyncStatus } from './report.ts';

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
/** 2000-01-01: no mirror of today was synced before that, so an earlier time is a fault. */
const EARLIEST_SECONDS = 946684800;
const LATEST_YEARS_AHEAD = 10;

interface Token {
  readonly letter: string;
  readonly time: Date | undefined;
}

export type StatusReading = Pick<Report, 'status' | 'added'>;

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
          : 'Keep one of S D Y F P C R U; the first one counts.',
      ),
    );
  }
  const time = (letter: string) => tokens.find((token) => token.letter === letter)?.time;
  const isNew = tokens.some(({ letter }) => letter === 'N');
  const main = mains[0] ?? { letter: 'U', time: undefined };
  return {
    status: { ...mainToStatus(main), ...defined({ next: time('X'), ...oldSuccess(main, time('O')) }) },
    ...(isNew && { added: time('N') ?? true }),
  };
}

/**
 * Write a status as MirrorZ v1.7 does. O is defined beside Y and F only and, as mirrorz-parser does it, is
 * written only when the main letter has its time.
 */
export function statusToMirrorz(status: SyncStatus, added?: Date | true): string {
  const { state, lastSuccess, lastAttempt, started, next, since } = status;
  const oldAfter = (main: Date | undefined) => letterToText('O', lastSuccess, Boolean(main && lastSuccess));
  const main = {
    success: letterToText('S', lastSuccess),
    pending: letterToText('D', since),
    syncing: letterToText('Y', started) + oldAfter(started),
    failed: letterToText('F', lastAttempt) + oldAfter(lastAttempt),
    paused: letterToText('P', since ?? lastSuccess),
    cache: 'C',
    proxy: 'R',
    never: 'U',
    unknown: 'U',
  }[state];
  return (
    main +
    letterToText('X', next, next !== undefined) +
    letterToText('N', added === true ? undefined : added, added !== undefined)
  );
}

function mainToStatus({ letter, time }: Token): SyncStatus {
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
    tokens.push({ letter, time: secondsToTime(seconds, place, text, now, note) });
  }
  if (end < text.length || text === '') noteGrammar(`it cannot be read from character ${end + 1} on`);
  return tokens;

  function noteGrammar(fault: string): void {
    const fix = 'Write it as the MirrorZ format v1.7 says, for instance S1700000000X1700003600.';
    note(problem('status-grammar', place, `status ${quoted(text)}: ${fault}`, fix));
  }
}

/** A time worth believing; 0 is how some back ends write "never", and is no fault. */
function secondsToTime(
  seconds: string | undefined,
  place: Place,
  text: string,
  now: Date,
  note: Note,
): Date | undefined {
  if (seconds === undefined || Number(seconds) === 0) return undefined;
  const number = Number(seconds);
  if (number >= EARLIEST_SECONDS && number <= getUnixTime(addYears(now, LATEST_YEARS_AHEAD))) {
    return fromUnixTime(number);
  }
  const fix = 'Look at the clock and the tool that wrote it; the time is left out.';
  note(problem('status-time', place, `status ${quoted(text)}: ${seconds} cannot be the time of a sync`, fix));
  return undefined;
}

function letterToText(letter: string, time: Date | undefined, isWritten = true): string {
  if (!isWritten) return '';
  // The format has no sign: a time before 1970, which only a typing error can be, is left out.
  return time && getUnixTime(time) >= 0 ? `${letter}${getUnixTime(time)}` : letter;
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
