import { textToTime } from '../base/text-time.ts';
import type { StampReading } from '../model/kind.ts';

const PAGE = /^\s*<(?:!doctype|html|head|body)\b/i;

/** A file of a tree, as far as it was read. */
export interface TreeFile {
  readonly text: string;
  /** When it was changed last; undefined where the way to it does not tell. */
  readonly modified?: Date | undefined;
}

/** The time in a stamp; undefined when there is none in the place where it should be. */
export function readStamp(reading: StampReading, { text, modified }: TreeFile): Date | undefined {
  if (reading.from === 'modified') return modified;
  return latestOf(readTexts(reading, text).map(textToTime));
}

/** The texts in a file at the place where a reading says; the whole text where it says nothing. */
export function readTexts({ field, json, xml, match }: StampReading, text: string): string[] {
  if (field !== undefined) return [fieldOf(text, field) ?? ''];
  if (json !== undefined) return [valueAt(text, json)];
  if (xml !== undefined)
    return matchesOf(new RegExp(`(?:<|\\s)(?:\\w+:)?${escaped(xml)}(?:[^>"]*>|=")([^<"]*)`, 'g'), text);
  if (match !== undefined) return matchesOf(new RegExp(match, 'gm'), text);
  // A page in place of the file, of an error above all, has times of its own.
  return PAGE.test(text) ? [] : [text];
}

/** The value of a field of a deb822 file, in its first line. */
function fieldOf(text: string, field: string): string | undefined {
  return new RegExp(`^${escaped(field)}:[ \\t]*(.*)$`, 'im').exec(text)?.[1]?.trim();
}

function valueAt(text: string, path: string): string {
  try {
    const value = path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], JSON.parse(text));
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  } catch {
    return '';
  }
}

function matchesOf(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, value = '']) => value);
}

function latestOf(times: readonly (Date | undefined)[]): Date | undefined {
  return times.filter((time) => time !== undefined).reduce<Date | undefined>((a, b) => (a && a > b ? a : b), undefined);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
