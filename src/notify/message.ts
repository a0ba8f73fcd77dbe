import type { Language } from '../base/localized.ts';
import { shortText } from '../base/plain-text.ts';
import { timesIn } from '../base/time.ts';
import { wordsIn } from '../words/index.ts';
import type { AlarmEvent } from './notify-state.ts';
import type { Batch } from './sending.ts';

/** Who sends, and how. */
export interface Sender {
  readonly language: Language;
  readonly timeZone: string;
  /** Short name of the site. */
  readonly abbr: string;
  /** Address of the site. */
  readonly url: string;
}

/** One message, before a channel writes it in its own way. */
export interface Message {
  readonly kind: 'begin' | 'end' | 'digest' | 'test';
  readonly site: Pick<Sender, 'abbr' | 'url'>;
  /** One line. */
  readonly title: string;
  /** What it tells, each in some lines. */
  readonly items: readonly string[];
  /** Number of alarms that are not among the items. */
  readonly omitted: number;
  readonly footer: string;
  readonly language: Language;
  readonly events: readonly AlarmEvent[];
}

const LONGEST_TITLE = 140;
const LONGEST_LINE = 400;

/** The message for some alarms. */
export function batchToMessage({ events, omitted }: Batch, sender: Sender): Message {
  const { language } = sender;
  const [only] = events;
  const isDigest = events.length !== 1 || omitted > 0 || !only;
  const count = (kind: AlarmEvent['kind']) => events.filter((event) => event.kind === kind).length;
  const title = isDigest
    ? wordsIn(language).notify.digest(count('begin'), count('end')) || wordsIn(language).notify.more(omitted)
    : headline(only, language);
  const items = events.map((event) => eventToText(event, sender, isDigest));
  return { ...frame(title, sender), kind: isDigest ? 'digest' : only.kind, items, omitted, events };
}

/** The message of `heliostat notify --test`. */
export function testMessage(sender: Sender): Message {
  const { title, text } = wordsIn(sender.language).notify.test;
  return { ...frame(title, sender), kind: 'test', items: [text], omitted: 0, events: [] };
}

function frame(title: string, { language, abbr, url }: Sender) {
  const name = shortText(abbr, 40);
  const footer = wordsIn(language).notify.sentBy(shortText(url, 100));
  return { title: `[${name}] ${shortText(title, LONGEST_TITLE)}`, site: { abbr: name, url }, language, footer };
}

function headline({ kind, says }: AlarmEvent, language: Language): string {
  const { began, over } = wordsIn(language).notify;
  return kind === 'begin' ? began(says) : over(says);
}

/** An alarm in lines: what it is, since when, what to do, where to look. */
function eventToText(event: AlarmEvent, { language, timeZone }: Sender, isInDigest: boolean): string {
  const { since, fromTo } = wordsIn(language).notify;
  const time = (iso: string) => timesIn(timeZone)(new Date(iso)).text;
  const isEnd = event.kind === 'end';
  const when = isEnd ? fromTo(time(event.since), time(event.at)) : since(time(event.since));
  const indent = isInDigest ? '  ' : '';
  const says = headline(event, language);
  // The title of a message about one alarm says it already.
  const isSaid = !isInDigest && says.length <= LONGEST_TITLE;
  return [
    ...(isSaid ? [] : [shortText(says, LONGEST_LINE)]),
    `${indent}${when}`,
    ...(event.fix === undefined || isEnd ? [] : [`${indent}${shortText(event.fix, LONGEST_LINE)}`]),
    ...(event.url === undefined ? [] : [`${indent}${event.url}`]),
  ].join('\n');
}

/**
 * A message as text: as many of its items as there is room for, and the number of the others.
 *
 * @param most bytes of UTF-8
 * @param toText what is done to a text before it is sent, such as escaping
 */
export function messageToText(
  { title, items, omitted, language }: Message,
  most: number,
  toText: (text: string) => string = (text) => text,
): string {
  const head = toText(title);
  const written = items.map(toText);
  const moreText = (left: number) => (left > 0 ? [wordsIn(language).notify.more(left)] : []);
  const room = most - bytesOf([head, ...moreText(items.length + omitted), ''].join('\n'));
  const count = Math.max(1, countWithin(written, room));
  const left = items.length - count + omitted;
  return withinBytes([head, ...written.slice(0, count), ...moreText(left)].join('\n'), most);
}

/** How many of some texts, each on a line of its own, there is room for. */
function countWithin(texts: readonly string[], mostBytes: number): number {
  let bytes = 0;
  const end = texts.findIndex((text) => {
    bytes += bytesOf(text) + 1;
    return bytes > mostBytes;
  });
  return end < 0 ? texts.length : end;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The beginning of a text that is too long even so. */
function withinBytes(text: string, most: number): string {
  let end = text.length;
  while (bytesOf(text.slice(0, end).toWellFormed()) > most) end = Math.floor(end * 0.9);
  return text.slice(0, end).toWellFormed();
}
