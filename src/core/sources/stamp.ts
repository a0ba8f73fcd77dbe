import { fromUnixTime } from 'date-fns/fromUnixTime';

/** The largest time a JavaScript Date holds, in seconds. */
const LATEST_SECONDS = 8.64e12;

/** The time of a Unix stamp in seconds. Back ends write 0, a negative number or nothing at all for "never". */
export function stampToTime(seconds: number | null | undefined): Date | undefined {
  return seconds != null && seconds > 0 && seconds <= LATEST_SECONDS ? fromUnixTime(seconds) : undefined;
}
