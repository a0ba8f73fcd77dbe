import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../base/problems.ts';
import { writeFileAtomic } from './write-file.ts';

/**
 * The problems that the last call did not report, so that cron mails a problem when it appears and not every
 * five minutes. A problem that disappears and comes back is new again.
 */
export function takeNewProblems(dataFolder: string, problems: readonly Problem[]): Problem[] {
  const path = join(dataFolder, 'told-problems.json');
  const reported = loadReported(path);
  const keys = [...new Set(problems.map(problemKey))].sort();
  if (JSON.stringify(keys) !== JSON.stringify([...reported])) saveReported(path, keys);
  return problems.filter((found) => !reported.has(problemKey(found)));
}

/**
 * Whether the last run did not fail for the same reason. Reported problems stay reported: a failed run reports no problems.
 */
export function isNewFailure(dataFolder: string, text: string): boolean {
  const path = join(dataFolder, 'told-problems.json');
  const reported = loadReported(path);
  const key = `failure\t${text}`;
  if (reported.has(key)) return false;
  saveReported(path, [...[...reported].filter((known) => !known.startsWith('failure\t')), key].sort());
  return true;
}

/** Code and place of a problem, without the text, which may contain a growing age. */
function problemKey({ code, place }: Problem): string {
  return [code, place.file, place.source, place.path, place.line].join('\t');
}

function saveReported(path: string, keys: readonly string[]): void {
  try {
    writeFileAtomic(path, JSON.stringify(keys));
  } catch {
    // A repeated report does no harm; a full disk must not prevent reports.
  }
}

function loadReported(path: string): Set<string> {
  try {
    return new Set(JSON.parse(readFileSync(path, 'utf8')) as string[]);
  } catch {
    return new Set(); // None yet, or damaged: everything is new.
  }
}
