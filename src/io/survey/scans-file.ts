import { join } from 'node:path';
import type { Scan } from '../../model/download-rule.ts';
import { readOwnFile } from '../read-own-file.ts';
import { writeFileAtomic } from '../write-file.ts';

const FILE = 'downloads.json';
const VERSION = 1;

/** Keys whose values are moments, ISO 8601 in UTC. */
const TIMES = new Set(['at', 'modified']);

/** What searches of trees have found; nothing when the file is missing, damaged, or of another version: it is made again. */
export function loadScans(data: string): readonly Scan[] {
  const text = readOwnFile(join(data, FILE));
  try {
    const saved = text === undefined ? undefined : (JSON.parse(text, toDate) as { version: number; scans: Scan[] });
    return saved?.version === VERSION ? saved.scans : [];
  } catch {
    return [];
  }
}

function toDate(key: string, value: unknown): unknown {
  return TIMES.has(key) && typeof value === 'string' ? new Date(value) : value;
}

/**
 * Keep it; a file that says the same stays untouched.
 *
 * @throws OperatorError, `unwritable`
 */
export function saveScans(data: string, scans: readonly Scan[]): void {
  const text = `${JSON.stringify({ version: VERSION, scans })}\n`;
  if (readOwnFile(join(data, FILE)) !== text) writeFileAtomic(join(data, FILE), text);
}
