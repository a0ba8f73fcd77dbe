/** A moment as a page shows it: for machines, and in words that stay true however old the page gets. */
export interface TimeView {
  /** ISO 8601 in UTC. */
  readonly iso: string;
  /** Local time with its offset: `2026-08-08 21:52 +08:00`. A script words it relatively. */
  readonly text: string;
}

/** How the pages of one portal write times. */
export type TimeToView = (time: Date) => TimeView;

const byZone = new Map<string, TimeToView>();

/** Times in the portal's zone. Making Intl's formatters costs more than using them, so they are kept. */
export function timesIn(timeZone: string): TimeToView {
  const known = byZone.get(timeZone) ?? makeTimesIn(timeZone);
  byZone.set(timeZone, known);
  return known;
}

function makeTimesIn(timeZone: string): TimeToView {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const offsetOf = offsetsIn(timeZone);
  return (time) => ({ iso: isoSeconds(time), text: `${clock.format(time)} ${offsetOf(time)}` });
}

/** ISO 8601 in UTC without fractions: sources tell whole seconds. */
export function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** Offsets from UTC: `+08:00`. They change at whole hours at most, and asking Intl each time is slow. */
function offsetsIn(timeZone: string): (time: Date) => string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const byHour = new Map<number, string>();
  return (time) => {
    const hour = Math.floor(time.getTime() / 3_600_000);
    const known = byHour.get(hour) ?? offsetText(format, time);
    byHour.set(hour, known);
    return known;
  };
}

function offsetText(format: Intl.DateTimeFormat, time: Date): string {
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')!.value;
  return name.replace('GMT', '') || '+00:00';
}

const daysByZone = new Map<string, Intl.DateTimeFormat>();

/** The day of a moment in a zone: `2026-08-08`. */
export function dayIn(timeZone: string): (time: Date) => string {
  const format = daysByZone.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  daysByZone.set(timeZone, format);
  return (time) => format.format(time);
}
