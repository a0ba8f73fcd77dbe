const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const MONTH = MONTHS.join('|');
/** The first moment that any program stamps, and the last that one can mean: 1990 and 2100. */
const [LEAST_MS, MOST_MS] = [Date.UTC(1990, 0), Date.UTC(2100, 0)];

/** A form of times: its pattern, and the time of a match, in milliseconds; `NaN` when it is none. */
type Form = readonly [pattern: RegExp, toMs: (match: RegExpExecArray) => number];

const ZONES: Readonly<Record<string, string>> = { UTC: 'Z', GMT: 'Z', Z: 'Z', '': 'Z' };

/** The forms in which programs write moments, as they are met in the stamps of mirrors. */
const forms: readonly Form[] = [
  // ISO 8601, with T or a space; without a zone it is UTC.
  [
    /\b(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?![\d:])(?:\.\d+)? ?(?:(Z|UTC|GMT|[+-]\d\d:?\d\d)\b|(?! ?[A-Z]{2,5}\b))/,
    ([, day, time, zone = '']) =>
      Date.parse(`${day}T${time}${ZONES[zone] ?? zone.replace(/(\d\d):?(\d\d)$/, '$1:$2')}`),
  ],
  // RFC 2822 and HTTP: Sat, 28 Nov 2026 02:32:01 +0000.
  [
    new RegExp(`\\b(\\d{1,2}) (${MONTH})[a-z]* (\\d{4}) (\\d\\d:\\d\\d(?::\\d\\d)?)(?: (UTC|GMT|[+-]\\d{4}))?`),
    ([, day, month, year, time, zone]) => Date.parse(`${day} ${month} ${year} ${time} ${zone ?? 'GMT'}`),
  ],
  // date(1): Sat Nov 28 02:32:01 UTC 2026. Other names of zones mean too many things.
  [
    new RegExp(`\\b(${MONTH}) +(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d) (?:(?:UTC|GMT) )?(\\d{4})`),
    ([, month, day, time, year]) => Date.parse(`${day} ${month} ${year} ${time} GMT`),
  ],
  // 20261128T023201Z, 20261128T02:32:01, 20261128023201, 2026112802.
  [
    /\b(20\d\d)(\d\d)(\d\d)T?(\d\d):?(\d\d)?:?(\d\d)?Z?\b/,
    ([, year, month, day, hour, minute = '00', second = '00']) =>
      Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`),
  ],
  // Seconds or milliseconds since 1970.
  [/(?:^|[^\d.])(\d{13}|\d{9,10})(?=$|[^\d])/, ([, digits]) => Number(digits) * (digits!.length === 13 ? 1 : 1000)],
  // A day alone.
  [/\b(\d{4}-\d\d-\d\d)\b(?![T ]\d\d:\d\d)/, ([, day]) => Date.parse(`${day}T00:00:00Z`)],
  [/\b(20\d\d)(\d\d)(\d\d)\b/, ([, year, month, day]) => Date.parse(`${year}-${month}-${day}T00:00:00Z`)],
];

/**
 * The first moment in a text, in any of the forms in which programs write one; forms with more detail count first.
 *
 * @returns undefined when there is none between the years 1990 and 2100
 */
export function textToTime(text: string): Date | undefined {
  for (const [pattern, toMs] of forms) {
    const match = pattern.exec(text);
    const ms = match ? toMs(match) : Number.NaN;
    if (ms >= LEAST_MS && ms < MOST_MS) return new Date(ms);
  }
  return undefined;
}
