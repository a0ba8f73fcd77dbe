import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isUrgent, type Problem, problemKey } from '../base/problems.ts';
import { nextRound, type Standing } from '../model/standing.ts';
import { writeFileAtomic } from './write-file.ts';

/** Problems that lasted until the second run, and those that are over. */
export interface ProblemNews {
  readonly begun: readonly Problem[];
  readonly ended: readonly Problem[];
  /** Why the last run failed, where this one did not. */
  readonly endedFailure?: string | undefined;
}

/** What was printed so far: `data/told-problems.json`. */
interface Told {
  /** The fact is missing where a release before this file had facts noted the key. */
  readonly problems: readonly Standing<Problem | undefined>[];
  readonly failure?: string | undefined;
}

/**
 * What has changed since the last call, so that cron mails a problem when it lasts and when it is over, and not every five
 * minutes. An urgent problem is told at once, any other one in the second run: by then, many are gone.
 *
 * @param rounds number of runs after which a problem is told that is not urgent
 */
export function takeProblemNews(dataFolder: string, problems: readonly Problem[], now: Date, rounds = 2): ProblemNews {
  const told = loadTold(dataFolder, now);
  const shown = problems.map((fact) => {
    return { key: problemKey(fact), fact, isDue: () => true, rounds: isUrgent(fact) ? 1 : rounds };
  });
  const { standing, begun, ended } = nextRound(told.problems, shown, () => false, now);
  if (told.failure !== undefined || !isSameRound(told.problems, standing)) saveTold(dataFolder, { problems: standing });
  const keys = new Set(begun.map(({ key }) => key));
  return {
    begun: problems.filter((found) => keys.has(problemKey(found))),
    ended: ended.flatMap(({ fact }) => fact ?? []),
    endedFailure: told.failure,
  };
}

/**
 * Whether the last run did not fail for the same reason. Reported problems stay reported: a failed run reports no problems.
 */
export function isNewFailure(dataFolder: string, text: string, now: Date): boolean {
  const told = loadTold(dataFolder, now);
  if (told.failure === text) return false;
  saveTold(dataFolder, { ...told, failure: text });
  return true;
}

/** A text of a problem may contain an age, which is no reason to write. */
function isSameRound(before: Told['problems'], after: Told['problems']): boolean {
  const rounds = (all: Told['problems']) =>
    all.map(({ key, isTold, rounds, fact }) => [key, isTold, rounds, fact !== undefined].join('\t')).sort();
  return JSON.stringify(rounds(before)) === JSON.stringify(rounds(after));
}

const toldPath = (dataFolder: string) => join(dataFolder, 'told-problems.json');

function saveTold(dataFolder: string, told: Told): void {
  try {
    writeFileAtomic(toldPath(dataFolder), JSON.stringify(told));
  } catch {
    // A repeated report does no harm; a full disk must not prevent reports.
  }
}

/** None yet, or damaged: everything is new. */
function loadTold(dataFolder: string, now: Date): Told {
  try {
    const told = JSON.parse(readFileSync(toldPath(dataFolder), 'utf8')) as Told | readonly string[];
    if ('problems' in told) return told;
    return {
      problems: told.map((key) => ({ key, fact: undefined, since: now.toISOString(), isTold: true, rounds: 0 })),
    };
  } catch {
    return { problems: [] };
  }
}
