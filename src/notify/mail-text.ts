import type { MailContent } from '../model/notify-schema.ts';
import { type Message, messageToText } from './message.ts';
import type { AlarmEvent } from './notify-state.ts';

/** A mail program refuses more long before a reader does. */
const MOST_BYTES = 200_000;

/**
 * A message as a mail (RFC 5322), as `sendmail -t` reads it: lines end with a line feed, and the recipients are those of the
 * header. A missing sender is set by the mail program.
 *
 * @param sentAt time of sending
 */
export function messageToMail(message: Message, { to, from }: Pick<MailContent, 'to' | 'from'>, sentAt: Date): string {
  const text = `${messageToText(message, MOST_BYTES)}\n\n-- \n${message.footer}\n`;
  const isPlain = isAscii(text) && text.split('\n').every((line) => line.length <= 900);
  const [id, begun] = messageIds(message, sentAt);
  return [
    ...(from === undefined ? [] : [`From: ${from}`]),
    `To: ${[to].flat().join(',\n ')}`,
    `Subject: ${headerText(message.title)}`,
    `Date: ${mailDate(sentAt)}`,
    `Message-ID: ${id}`,
    ...(begun === undefined ? [] : [`In-Reply-To: ${begun}`, `References: ${begun}`]),
    // Automatic replies, such as those of a holiday, are not wanted (RFC 3834).
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    `Content-Type: text/plain; charset=${isPlain ? 'us-ascii' : 'utf-8'}`,
    `Content-Transfer-Encoding: ${isPlain ? '7bit' : 'base64'}`,
    '',
    isPlain ? text : inLines(toBase64(text), 76),
  ].join('\n');
}

/** RFC 2047 allows 75 characters for an encoded word; 45 bytes become 60 characters, and `=?utf-8?B?` and `?=` are 12. */
const BYTES_OF_WORD = 45;
const LONGEST_PLAIN = 200;

/** A text in a header: as it is, or as encoded words, so that nothing in it can begin another header. */
export function headerText(text: string): string {
  const isPlain =
    /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && text.length <= LONGEST_PLAIN && !text.includes('=?');
  return isPlain
    ? text
    : wordsOf(text)
        .map((word) => `=?utf-8?B?${toBase64(word)}?=`)
        .join('\n ');
}

/** Parts of a text that are short enough for an encoded word, none of which ends within a character. */
function wordsOf(text: string): string[] {
  const words = [''];
  for (const character of text) {
    const longer = words.at(-1)! + character;
    if (new TextEncoder().encode(longer).length <= BYTES_OF_WORD) words[words.length - 1] = longer;
    else words.push(character);
  }
  return words;
}

/** `Sat, 08 Aug 2026 12:00:00 +0000` */
function mailDate(time: Date): string {
  return time.toUTCString().replace('GMT', '+0000');
}

/**
 * The id of a mail, and that of the one that it follows: mail programs show the end of an alarm below its beginning. A mail that
 * is sent again has its id again.
 */
function messageIds({ kind, site, events }: Message, sentAt: Date): readonly [string, string?] {
  const host = new URL(site.url).hostname;
  const [only] = events;
  if (kind === 'test' || kind === 'digest' || !only) {
    const last = events.at(-1);
    const of = only && last ? `${events.length}-${only.key}-${last.key}` : '';
    return [`<${kind}.${digitsOf(only?.at ?? sentAt.toISOString())}.${idText(of)}@${host}>`];
  }
  const id = (which: AlarmEvent['kind']) => `<${which}.${digitsOf(only.since)}.${idText(only.key)}@${host}>`;
  return kind === 'begin' ? [id('begin')] : [id('end'), id('begin')];
}

function digitsOf(iso: string): string {
  return iso.replaceAll(/\D/g, '');
}

/** Only characters that an id may have unquoted, and not too many. */
function idText(text: string): string {
  return `x${encodeURIComponent(text.toWellFormed())
    .replaceAll(/[^A-Za-z0-9-]/g, '_')
    .slice(0, 160)}`;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e\n]*$/.test(text);
}

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text.toWellFormed());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function inLines(text: string, length: number): string {
  return `${(text.match(new RegExp(`.{1,${length}}`, 'g')) ?? []).join('\n')}\n`;
}
