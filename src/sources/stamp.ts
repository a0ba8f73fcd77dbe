import { addYears } from 'date-fns/addYears';
import { fromUnixTime } from 'date-fns/fromUnixTime';
import { getUnixTime } from 'date-fns/getUnixTime';
import { type Note, type Place, problem, quoted } from '../base/problems.ts';

/*
 * The one reader of Unix times, for every source: seconds from the year 2000 to ten years ahead.
 */

/** 2000-01-01: no mirror of today was synced before that, so an earlier time is a fault. */
const EARLIEST_SECONDS = 946684800;
const LATEST_YEARS_AHEAD = 10;

/** What a time is needed for, and where what is wrong with it goes. */
export interface TimeContext {
  readonly place: Place;
  readonly now: Date;
  readonly note: Note;
  /** What holds the time, for the message: `job "debian": last_update_ts`. */
  readonly says: string;
}

/**
 * The time of a Unix stamp in seconds. Back ends write 0, a negative number (Go's zero time is -62135596800) or nothing
 * at all for "never", which is no fault.
 *
 * @returns undefined for "never", and for what is not a plausible sync time, which is noted
 */
export function stampToTime(seconds: number | null | undefined, context: TimeContext): Date | undefined {
  if (seconds === null || seconds === undefined || seconds <= 0) return undefined;
  if (isBelievable(seconds, context.now)) return fromUnixTime(Math.floor(seconds));
  noteTime(quoted(seconds), Number.isFinite(seconds) && isBelievable(seconds / 1000, context.now), context);
  return undefined;
}

/** The same for a time that is written as a text, ISO 8601. */
export function textToTime(text: string | null | undefined, context: TimeContext): Date | undefined {
  if (!text) return undefined;
  const time = new Date(text);
  const seconds = time.getTime() / 1000;
  if (seconds <= 0) return undefined;
  if (isBelievable(seconds, context.now)) return time;
  noteTime(quoted(text), false, context);
  return undefined;
}

function isBelievable(seconds: number, now: Date): boolean {
  return seconds >= EARLIEST_SECONDS && seconds <= getUnixTime(addYears(now, LATEST_YEARS_AHEAD));
}

/** Note a time that nobody can believe. */
export function noteTime(time: string, isMilliseconds: boolean, { place, note, says }: TimeContext): void {
  const fix = isMilliseconds
    ? 'Write seconds instead of milliseconds; the time is ignored.'
    : 'Check the clock and the tool that wrote it; the time is ignored.';
  note(problem('status-time', place, `${says}: ${time} is not a plausible sync time`, fix));
}
