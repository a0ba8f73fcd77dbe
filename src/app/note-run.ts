import { subDays } from 'date-fns/subDays';
import { isLasting, type Problem } from '../base/problems.ts';
import type { History } from '../io/history.ts';
import {
  type BuildFolders,
  type LastRun,
  type RunCounts,
  runKey,
  saveLastRun,
  stampData,
  stampInput,
} from '../io/last-run.ts';
import type { LoadedPortal } from '../io/load-portal.ts';
import { FAILING_AFTER_MS } from '../model/events.ts';
import { FEED_DAYS } from '../site/documents/feed.ts';
import { nextMoment } from '../site/next-moment.ts';

type Run = BuildFolders & { readonly now: Date };

/** What is known of a run when it has written everything; its problems are known later. */
export type RunEnd = Omit<LastRun, 'problems'>;

/**
 * Describe a run for the next one; undefined where the next one has to work in any case, as something is shown that changes with
 * each moment, is held, or is to be deployed.
 *
 * @param input stamp of the input before it was read; where that differs from the one of now, the next run reads it again
 */
export function describeRun(
  portal: LoadedPortal,
  history: History | undefined,
  run: Run,
  counts: RunCounts,
  input: string | undefined,
): RunEnd | undefined {
  const key = runKey(run);
  if (key === undefined || !history || isMoving(portal)) return undefined;
  const { named, layers, asked } = portal.origin;
  const after = stampInput(run, portal.origin);
  // What is recorded now decides how the next run judges.
  const isSettled = after === input && !history.hasRecorded;
  return {
    key,
    at: run.now.toISOString(),
    until: (isSettled ? momentAfter(portal, history, run.now) : run.now).toISOString(),
    named,
    layers,
    asked,
    input: after,
    data: stampData(run.data),
    counts,
  };
}

/**
 * Note it, with problems that stay as they are; a run with others has to look again.
 *
 * @param tellsAt when the operator is to be told something, though nothing changes by then
 */
export function noteRun(data: string, end: RunEnd | undefined, problems: readonly Problem[], tellsAt?: Date): void {
  if (!end || !problems.every(isLasting)) return;
  const until = tellsAt && tellsAt < new Date(end.until) ? tellsAt.toISOString() : end.until;
  try {
    saveLastRun(data, { ...end, until, problems });
  } catch {
    // Everything else is written, and without this file the next run works once more than it would have to.
  }
}

function isMoving({ origin, deploy, siteFaults, kept, serveFault, mirrors }: LoadedPortal): boolean {
  const isHeld = Boolean(siteFaults?.length || kept?.length || serveFault);
  return origin.isMoving || deploy !== undefined || isHeld || mirrors.some(({ unreportedSince }) => unreportedSince);
}

function momentAfter(portal: LoadedPortal, history: History, now: Date): Date {
  const timed = {
    confirmed: portal.origin.confirmed,
    usualSeconds: (cname: string) => history.usualSeconds(cname),
    changes: history.awaitedChanges(subDays(now, FEED_DAYS), new Date(now.getTime() - FAILING_AFTER_MS), now),
    surveys: portal.moments,
    ends: [history.nextEnd(now)].filter((end) => end !== undefined),
  };
  return nextMoment(portal, timed, now);
}
