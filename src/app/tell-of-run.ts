import { subDays } from 'date-fns/subDays';
import { isFailure, OperatorError } from '../base/operator-error.ts';
import type { History } from '../io/history.ts';
import type { RunFolders } from '../io/list-content.ts';
import type { Findings } from '../notify/alarms.ts';
import { failedSinceOf } from '../notify/failed-since.ts';
import { FEED_DAYS } from '../site/documents/feed.ts';
import { failureToSentence } from './command.ts';
import type { Told } from './tell-operator.ts';

type Run = RunFolders & { readonly now: Date };

const NOTHING_TOLD: Told = { problems: [], sent: 0 };

/** What the history says of failing mirrors. */
export function failedSince(history: History | undefined, now: Date): Findings['failedSince'] {
  return failedSinceOf(history?.changes(subDays(now, FEED_DAYS)) ?? []);
}

/** Tell the operator what a run found; that is loaded only where somebody is told. */
export async function tellOf(run: Run, findings: Findings): Promise<Told> {
  if (!findings.portal?.notify) return NOTHING_TOLD;
  const { setupOf, tellOperator } = await import('./tell-operator.ts');
  const setup = setupOf(findings.portal);
  return setup ? tellOperator(run, setup, findings) : NOTHING_TOLD;
}

/** Tell the operator that a run failed, or that its site is held. Another run at work is no failure to tell. */
export async function tellOfFailure(run: Run, error: unknown): Promise<Told> {
  if (isFailure(error, 'locked')) return NOTHING_TOLD;
  const { loadSetup } = await import('./notify-setup.ts');
  const setup = loadSetup(run);
  if (!setup) return NOTHING_TOLD;
  const { tellOperator } = await import('./tell-operator.ts');
  const problems = error instanceof OperatorError ? error.problems : [];
  const failure = isFailure(error, 'held') ? undefined : failureToSentence(error).split('\n')[0];
  return tellOperator(run, setup, { problems, failure, failedSince: new Map() });
}
