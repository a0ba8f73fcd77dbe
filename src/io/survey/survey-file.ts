import { join } from 'node:path';
import { type MirrorSurvey, noSurvey, type Survey } from '../../model/survey.ts';
import { readOwnFile } from '../read-own-file.ts';
import { writeFileAtomic } from '../write-file.ts';

const FILE = 'survey.json';
const VERSION = 1;

/** Keys whose values are moments, ISO 8601 in UTC. */
const TIMES = new Set(['at', 'time', 'answeredAt']);

interface Saved {
  readonly version: number;
  readonly mirrors: Readonly<Record<string, MirrorSurvey>>;
  readonly certificates: Readonly<Record<string, string>>;
}

/** What surveys have seen; nothing when the file is missing, damaged, or of another version: it is made again. */
export function loadSurvey(data: string): Survey {
  const saved = parse(readOwnFile(join(data, FILE)));
  if (saved?.version !== VERSION) return noSurvey;
  const certificates = Object.entries(saved.certificates).map(([host, until]) => [host, new Date(until)] as const);
  return { mirrors: new Map(Object.entries(saved.mirrors)), certificates: new Map(certificates) };
}

/**
 * Keep it; a file that says the same stays untouched.
 *
 * @throws OperatorError, `unwritable`
 */
export function saveSurvey(data: string, { mirrors, certificates }: Survey): void {
  const saved = {
    version: VERSION,
    mirrors: Object.fromEntries(mirrors),
    certificates: Object.fromEntries(certificates),
  };
  const text = `${JSON.stringify(saved)}\n`;
  if (readOwnFile(join(data, FILE)) !== text) writeFileAtomic(join(data, FILE), text);
}

function parse(text: string | undefined): Saved | undefined {
  try {
    return text === undefined
      ? undefined
      : JSON.parse(text, (key, value) => (TIMES.has(key) && typeof value === 'string' ? new Date(value) : value));
  } catch {
    return undefined;
  }
}
