import * as z from 'zod';
import { type Checked, checked, type Note, type Place, quoted } from '../base/problems.ts';
import { firstFault } from '../base/schema-fault.ts';
import type { Report } from '../model/report.ts';

/*
 * Answers that are an array with a row per mirror. One odd row is one row; an array in which no row looks
 * as it should is another program's answer. The order of the rows is random and means nothing.
 */

/**
 * What is wrong with the shape of such an answer.
 *
 * @param looksRight what at least one row must fit, unless there is none
 * @param otherwise what to say when no row does
 */
export function rowsFault(answer: unknown, looksRight: z.ZodType, otherwise: string): string | undefined {
  const list = z.array(z.unknown()).safeParse(answer);
  if (!list.success) return ownFault(answer) ?? firstFault(list.error);
  const isOther = list.data.length > 0 && !list.data.some((row) => looksRight.safeParse(row).success);
  return isOther ? otherwise : undefined;
}

/** What a program says of itself in place of an answer: `{"error": "…"}`. */
function ownFault(answer: unknown): string | undefined {
  const { error, message } =
    z.looseObject({ error: z.unknown(), message: z.unknown() }).partial().safeParse(answer).data ?? {};
  const says = error ?? message;
  return typeof says === 'string' ? `it says ${quoted(says)}` : undefined;
}

/** Read such an answer row by row. A row's place is its name, or its number where it has none. */
export function readRows(
  answer: unknown,
  id: string,
  readRow: (row: unknown, place: Place, note: Note) => Report[],
): Checked<Report[]> {
  const placeOf = (row: unknown, index: number) => {
    const name = nameOf(row);
    return { source: id, path: name === undefined ? `[${index}]` : `[${quoted(name)}]` };
  };
  return checked((note) => inOrder(answer).flatMap((row, index) => readRow(row, placeOf(row, index), note)));
}

/** The rows by name, then by all else. */
export function inOrder(answer: unknown): unknown[] {
  const keyed = (answer as unknown[]).map((row) => ({ row, name: nameOf(row) ?? '', text: JSON.stringify(row) ?? '' }));
  return keyed.sort((a, b) => compare(a.name, b.name) || compare(a.text, b.text)).map(({ row }) => row);
}

/** How many rows there are. */
export function rowsIn(answer: unknown): number {
  return (answer as unknown[]).length;
}

/** The rows of one mirror, by their name. */
export function rowsNamed(answer: unknown, cname: string): unknown[] {
  return (answer as unknown[]).filter((row) => nameOf(row) === cname);
}

function nameOf(row: unknown): string | undefined {
  const { name } = z.looseObject({ name: z.string() }).safeParse(row).data ?? {};
  return name?.trim() || undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
