import { timesIn } from '../base/time.ts';
import type { QuietContent } from '../model/notify-schema.ts';

const MINUTE_MS = 60_000;
/** More than the longest day. */
const MOST_MINUTES = 26 * 60;

/**
 * When the quiet hours end that a moment is in; undefined outside of them.
 *
 * @param timeZone of the portal
 */
export function quietUntil(quiet: QuietContent | undefined, timeZone: string, now: Date): Date | undefined {
  if (!quiet || !isQuiet(quiet, timeZone, now)) return undefined;
  const first = Math.floor(now.getTime() / MINUTE_MS) + 1;
  // The clock is asked, minute by minute, because hours are repeated or left out where summer time begins and ends.
  for (let minute = first; minute < first + MOST_MINUTES; minute++) {
    const time = new Date(minute * MINUTE_MS);
    if (!isQuiet(quiet, timeZone, time)) return time;
  }
  return undefined;
}

function isQuiet({ from, to }: QuietContent, timeZone: string, time: Date): boolean {
  const clock = timesIn(timeZone)(time).text.slice(11, 16);
  return from < to ? from <= clock && clock < to : clock >= from || clock < to;
}
