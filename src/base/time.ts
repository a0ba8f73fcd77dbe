export const HOUR_MS = 3_600_000;
/** Offsets of time zones are multiples of it. */
export const QUARTER_MS = HOUR_MS / 4;
const DAY_MS = 24 * HOUR_MS;

/** A moment as a page shows it: for machines, and in words that stay true however old the page gets. */
export interface TimeView {
  /** ISO 8601 in UTC. */
  readonly iso: string;
  /** Local time with its offset: `2026-08-08 21:52 +08:00`. A script words it relatively. */
  readonly text: string;
}

/** How the pages of one portal write times. */
export type TimeToView = (time: Date) => TimeView;

/** Times in the portal's zone. */
export function timesIn(timeZone: string): TimeToView {
  const offsetOf = offsetsIn(timeZone);
  return (time) => {
    const offset = offsetOf(time);
    const local = shifted(time, offset).toISOString();
    return { iso: isoSeconds(time), text: `${local.slice(0, 10)} ${local.slice(11, 16)} ${offset.text}` };
  };
}

/** The day of a moment in a zone: `2026-08-08`. */
export function dayIn(timeZone: string): (time: Date) => string {
  const offsetOf = offsetsIn(timeZone);
  return (time) => shifted(time, offsetOf(time)).toISOString().slice(0, 10);
}

/**
 * When a day, `2026-08-08`, begins in a zone: ISO 8601 with the offset, `2026-08-08T00:00:00+08:00`. On the two days
 * of the year that summer time begins and ends it may be an hour off.
 */
export function dayStartIn(timeZone: string): (day: string) => string {
  const offsetOf = offsetsIn(timeZone);
  return (day) => `${day}T00:00:00${offsetOf(new Date(day)).text}`;
}

/**
 * The moment that a local time of a zone names: `2026-08-08 14:00`. One with a zone of its own, `2026-08-08 14:00 +08:00`, is
 * of that. A local time that a clock shows twice is the second one.
 *
 * @returns undefined when the calendar or the clock has no such time
 */
export function localToTime(timeZone: string): (text: string) => Date | undefined {
  const offsetOf = offsetsIn(timeZone);
  return (text) => {
    const [, day, clock, zone] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?) ?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
    const asUtc = new Date(`${day}T${clock}Z`);
    if (!isWritten(asUtc, day!)) return undefined;
    if (zone) return new Date(`${day}T${clock}${zone.replace(/(\d\d):?(\d\d)$/, '$1:$2')}`);
    const near = shifted(asUtc, { ms: -offsetOf(asUtc).ms });
    return shifted(asUtc, { ms: -offsetOf(near).ms });
  };
}

/** The 31st of February would become a day in March. */
function isWritten(time: Date, day: string): boolean {
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day);
}

/** ISO 8601 in UTC without fractions: sources report whole seconds. */
export function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** How far a zone is from UTC at some moment. */
interface Offset {
  readonly ms: number;
  /** `+08:00`. */
  readonly text: string;
}

const offsetsByZone = new Map<string, (time: Date) => Offset>();

/** Asking Intl takes ten times longer than all the rest, and thousands of times are shown; so it is asked rarely. */
function offsetsIn(timeZone: string): (time: Date) => Offset {
  const known = offsetsByZone.get(timeZone) ?? makeOffsetsIn(timeZone);
  offsetsByZone.set(timeZone, known);
  return known;
}

/** An offset that is the same at both ends of a day holds all day; else it changed at a quarter of an hour, UTC. */
function makeOffsetsIn(timeZone: string): (time: Date) => Offset {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const startOf = startsOf((ms) => askOffset(format, ms));
  return (time) => {
    const day = Math.floor(time.getTime() / DAY_MS) * DAY_MS;
    const offset = startOf(day);
    if (offset.ms === startOf(day + DAY_MS).ms) return offset;
    return startOf(Math.floor(time.getTime() / QUARTER_MS) * QUARTER_MS);
  };
}

function startsOf(ask: (ms: number) => Offset): (ms: number) => Offset {
  const known = new Map<number, Offset>();
  return (ms) => {
    const offset = known.get(ms) ?? ask(ms);
    known.set(ms, offset);
    return offset;
  };
}

function askOffset(format: Intl.DateTimeFormat, ms: number): Offset {
  const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')!.value;
  const [, sign, hours, minutes, seconds] = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name) ?? [];
  const length = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  return { ms: (sign === '-' ? -1000 : 1000) * length, text: sign ? name.replace('GMT', '') : '+00:00' };
}

function shifted(time: Date, { ms }: Pick<Offset, 'ms'>): Date {
  return new Date(time.getTime() + ms);
}
