/** An event of a calendar; its times are ISO 8601 in UTC. */
export interface CalendarEvent {
  /** Permanent, and of this event alone. */
  readonly uid: string;
  /** When something about it last changed. */
  readonly stamp: string;
  readonly start: string;
  readonly end?: string | undefined;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
}

/** A calendar as iCalendar (RFC 5545), with a name and how often to ask for it again (RFC 7986). */
export function renderCalendar(name: string, events: readonly CalendarEvent[]): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Heliostat//Maintenance//EN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
    .map((line) => `${foldLine(line)}\r\n`)
    .join('');
}

function eventLines({ uid, stamp, start, end, summary, description, url }: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${toUtc(stamp)}`,
    `DTSTART:${toUtc(start)}`,
    ...(end ? [`DTEND:${toUtc(end)}`] : []),
    `SUMMARY:${escapeText(summary)}`,
    ...(description ? [`DESCRIPTION:${escapeText(description)}`] : []),
    `URL:${url}`,
    'END:VEVENT',
  ];
}

/** `2026-08-08T06:00:00Z` → `20260808T060000Z` */
function toUtc(iso: string): string {
  return iso.replaceAll(/[-:]/g, '');
}

/** RFC 5545, 3.3.11: no control characters but a tab, and a line break is written `\n`. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll(/(?!\t)\p{Cc}/gu, '');
}

const MOST_BYTES = 75;

/** RFC 5545, 3.1: a line has at most 75 bytes, and its rest goes on behind a space; no character is cut. */
function foldLine(line: string): string {
  let [folded, bytes] = ['', 0];
  for (const character of line) {
    const length = new TextEncoder().encode(character).length;
    if (bytes + length > MOST_BYTES) [folded, bytes] = [`${folded}\r\n `, 1];
    folded += character;
    bytes += length;
  }
  return folded;
}
