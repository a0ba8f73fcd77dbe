import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../base/problems.ts';
import { writeFileAtomic } from './write-file.ts';

/**
 * The problems that the last call was not given, so that cron mails a problem when it appears and not every
 * five minutes. One that went away and comes back is new again.
 */
export function takeNewProblems(dataFolder: string, problems: readonly Problem[]): Problem[] {
  const path = join(dataFolder, 'told-problems.json');
  const told = loadTold(path);
  const keys = [...new Set(problems.map(problemKey))].sort();
  if (JSON.stringify(keys) !== JSON.stringify([...told])) saveTold(path, keys);
  return problems.filter((found) => !told.has(problemKey(found)));
}

/**
 * Whether the last run did not fail for the same reason. What was told of problems stays told: a run that fails says
 * nothing of them.
 */
export function isNewFailure(dataFolder: string, text: string): boolean {
  const path = join(dataFolder, 'told-problems.json');
  const told = loadTold(path);
  const key = `failure\t${text}`;
  if (told.has(key)) return false;
  saveTold(path, [...[...told].filter((known) => !known.startsWith('failure\t')), key].sort());
  return true;
}

/** What is wrong and where, without the words: they may hold an age that grows. */
function problemKey({ code, place }: Problem): string {
  return [code, place.file, place.source, place.path, place.line].join('\t');
}

function saveTold(path: string, keys: readonly string[]): void {
  try {
    writeFileAtomic(path, JSON.stringify(keys));
  } catch {
    // Telling once too often does no harm; a full disk that kept problems from being told would.
  }
}

function loadTold(path: string): Set<string> {
  try {
    return new Set(JSON.parse(readFileSync(path, 'utf8')) as string[]);
  } catch {
    return new Set(); // None yet, or damaged: everything is new.
  }
}
