import { join } from 'node:path';
import type { MeasuredSize } from '../../model/survey.ts';
import { readOwnJson } from '../read-own-file.ts';
import { writeFileAtomic } from '../write-file.ts';

const FILE = 'sizes.json';

/** The sizes that were measured, by cname. They have a file of their own, as measuring goes on for hours beside other runs. */
export function loadSizes(data: string): ReadonlyMap<string, MeasuredSize> {
  const saved = readOwnJson(join(data, FILE)) as Readonly<Record<string, { bytes: number; at: string }>> | undefined;
  return new Map(Object.entries(saved ?? {}).map(([cname, { bytes, at }]) => [cname, { bytes, at: new Date(at) }]));
}

/** @throws OperatorError, `unwritable` */
export function saveSizes(data: string, sizes: ReadonlyMap<string, MeasuredSize>): void {
  writeFileAtomic(join(data, FILE), `${JSON.stringify(Object.fromEntries(sizes))}\n`);
}
