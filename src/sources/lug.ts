import * as z from 'zod';
import { type Checked, checked, type Note, type Place, problem, quoted } from '../base/problems.ts';
import { firstFault } from '../base/schema-fault.ts';
import type { Reading, Report, SourceFormat, State, SyncFacts } from '../model/report.ts';
import { json } from './answer-text.ts';
import { type TimeContext, textToTime } from './stamp.ts';

/*
 * `GET /lug/v1/manager/summary` of SJTUG's lug: a table of repositories by name. `LastFinished` is the end of
 * the last run that went well, except in two cases that lug has no word for (pkg/manager/manager.go and
 * pkg/worker/external_worker.go):
 *
 * - A repository that never ran has a year before the moment at which lug first met it. lug keeps that time
 *   until the first success, over restarts too, so anything a year old may be one.
 * - An external one, which lug only lists, has the moment of the question, and rests after a good run.
 */

const worker = z.looseObject({
  Result: z.boolean(),
  Idle: z.boolean(),
  LastFinished: z.iso.datetime({ offset: true }).nullish(),
});
type Worker = z.infer<typeof worker>;

const summary = z.looseObject({ WorkerStatus: z.record(z.string(), z.unknown()) });

/** 365 days; a year of Go's is that or a day more. */
const YEAR_MS = 365 * 86_400_000;
/** How far the clocks of lug and of this machine may be apart. */
const YEAR_TOLERANCE_MS = 120_000;
const CLOCK_TOLERANCE_MS = 5_000;
/** An answer is as old as its run, which may have waited for another one and for lug itself before it came. */
const LONGEST_WAIT_MS = 60_000;

/** The summary of a lug manager, or a snapshot of it. */
export const lug: SourceFormat = {
  syntax: json,
  shrunkFix: 'Check that lug runs with its complete configuration.',

  shapeFault(answer) {
    const result = summary.safeParse(answer);
    if (!result.success) return firstFault(result.error);
    const rows = Object.values(result.data.WorkerStatus);
    const isOther = rows.length > 0 && !rows.some((row) => worker.safeParse(row).success);
    return isOther ? 'no row has a Result and an Idle, like the workers of lug' : undefined;
  },

  read(answer, id, now, asOf): Checked<Reading> {
    const rows = Object.entries(summary.parse(answer).WorkerStatus);
    const placeOf = (name: string) => ({ source: id, path: `WorkerStatus[${quoted(name)}]` });
    return checked((note) => ({
      source: id,
      reports: rows.flatMap(([name, row]) => readWorker(name, row, placeOf(name), [now, asOf], note)),
    }));
  },

  mirrorsIn: (answer) => Object.keys(summary.parse(answer).WorkerStatus).length,

  inOrder: (answer) => ({ ...(answer as object), WorkerStatus: Object.fromEntries(workersOf(answer)) }),

  rowsOf: (answer, cname) => ({
    WorkerStatus: Object.fromEntries(workersOf(answer).filter(([name]) => name.trim() === cname)),
  }),
};

/** The rows by name, in the order of the names. */
function workersOf(answer: unknown): [name: string, row: unknown][] {
  return Object.entries(summary.parse(answer).WorkerStatus).sort(([a], [b]) => (a < b ? -1 : 1));
}

function readWorker(
  name: string,
  row: unknown,
  place: Place,
  [now, asOf]: readonly [now: Date, asOf: Date],
  note: Note,
): Report[] {
  const result = worker.safeParse(row);
  const cname = name.trim();
  if (!result.success || cname === '') {
    const fault = result.success ? 'its name is empty' : firstFault(result.error);
    const fix = "Correct the repository in lug's configuration; it is left out until then.";
    note(problem('job-unusable', place, `repository ${quoted(name)} cannot be used: ${fault}`, fix));
    return [];
  }
  const context = { place, now, note, says: `repository ${quoted(cname)}: LastFinished` };
  return [{ cname, place, sync: workerToStatus(result.data, asOf, context), urls: [] }];
}

function workerToStatus(row: Worker, asOf: Date, context: TimeContext): SyncFacts {
  const finished = row.LastFinished ? new Date(row.LastFinished) : undefined;
  if (isExternal(row, finished, asOf)) return { state: 'proxy' };
  const isNeverSynced = isMadeUp(finished, asOf);
  const lastSuccess = isNeverSynced ? undefined : textToTime(row.LastFinished, context);
  const state = workerToState(row, isNeverSynced);
  // When a run failed is not told.
  return {
    state,
    lastSuccess,
    lastAttempt: row.Result ? lastSuccess : undefined,
    isNeverSynced: isNeverSynced || undefined,
  };
}

function workerToState({ Idle, Result }: Worker, isNeverSynced: boolean): State {
  if (!Idle) return 'syncing';
  if (!Result) return 'failed';
  return isNeverSynced ? 'never' : 'success';
}

function isExternal({ Idle, Result }: Worker, finished: Date | undefined, asOf: Date): boolean {
  if (!Idle || !Result || !finished) return false;
  const aheadMs = finished.getTime() - asOf.getTime();
  return aheadMs >= -CLOCK_TOLERANCE_MS && aheadMs <= LONGEST_WAIT_MS;
}

/** Whether the time is the one that lug puts where there is none; the zero time of Go is older still. */
function isMadeUp(finished: Date | undefined, asOf: Date): boolean {
  return finished !== undefined && asOf.getTime() - finished.getTime() >= YEAR_MS - YEAR_TOLERANCE_MS;
}
