import * as z from 'zod';
import type { Checked, Place, Problem } from '../problems.ts';
import { firstFault } from '../schema-fault.ts';
import type { Note, Report } from './report.ts';

/*
 * Answers that are an array with a row per mirror. One odd row is one row; an array in which no row looks
 * as it should is another program's answer.
 */

/**
 * What is wrong with the shape of such an answer.
 *
 * @param looksRight what at least one row must fit, unless there is none
 * @param otherwise what to say when no row does
 */
export function rowsFault(answer: unknown, looksRight: z.ZodType, otherwise: string): string | undefined {
  const list = z.array(z.unknown()).safeParse(answer);
  if (!list.success) return firstFault(list.error);
  const isOther = list.data.length > 0 && !list.data.some((row) => looksRight.safeParse(row).success);
  return isOther ? otherwise : undefined;
}

/** Read such an answer row by row. */
export function readRows(
  answer: unknown,
  id: string,
  readRow: (row: unknown, place: Place, note: Note) => Report[],
): Checked<Report[]> {
  const problems: Problem[] = [];
  const note: Note = (found) => problems.push(found);
  const reports = (answer as unknown[]).flatMap((row, index) => readRow(row, { source: id, path: `[${index}]` }, note));
  return { value: reports, problems };
}
