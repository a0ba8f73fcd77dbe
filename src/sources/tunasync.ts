import * as z from 'zod';
import { type Checked, type Note, type Place, type Problem, problem, quoted } from '../base/problems.ts';
import { firstFault } from '../base/schema-fault.ts';
import type { Reading, Report, SourceFormat, State, SyncFacts } from '../model/report.ts';
import type { SyncFailure } from '../model/sync-failure.ts';
import { json } from './answer-text.ts';
import { errorToFailure } from './error-text.ts';
import { isRsyncUpstream } from './exit-codes.ts';
import { sizeField } from './faults.ts';
import { inOrder, readRows, rowsFault, rowsIn, rowsNamed } from './rows.ts';
import { stampToTime, type TimeContext } from './stamp.ts';

/*
 * `GET /jobs` of a tunasync manager (internal/status_web.go and status.go of v0.10.0): an array in random
 * order, one row per mirror and worker. Only the `_ts` fields are read; Go's zero time is -62135596800, so
 * whatever is not above zero means never. `last_started` exists since v0.6.2 and `next_schedule` since
 * v0.3.4, so every field but name and status may be missing. `error_msg` and `worker` are in the jobs of a
 * worker; tunasync-workers.ts adds them here.
 */

/** tunasync's seven states; below them what other programs write into the same shape. */
const STATES: Readonly<Record<string, State>> = {
  none: 'never',
  failed: 'failed',
  success: 'success',
  syncing: 'syncing',
  'pre-syncing': 'pending',
  paused: 'paused',
  disabled: 'paused',
  fail: 'failed',
  cache: 'cache',
  cached: 'cache',
  proxy: 'proxy',
  reverseProxy: 'proxy',
  unknown: 'unknown',
};

const stamp = z.number().nullish();

const job = z.looseObject({
  name: z.string(),
  status: z.string(),
  is_master: z.boolean().nullish(),
  last_update_ts: stamp,
  last_started_ts: stamp,
  last_ended_ts: stamp,
  next_schedule_ts: stamp,
  upstream: z.string().nullish(),
  size: z.string().nullish(),
  error_msg: z.string().nullish().catch(undefined),
  worker: z.string().nullish().catch(undefined),
});
type Job = z.infer<typeof job>;
const TIMES = ['last_update_ts', 'last_started_ts', 'last_ended_ts', 'next_schedule_ts'] as const;

const looksLikeJob = z.looseObject({ name: z.string(), status: z.string() });

/** A tunasync manager's `/jobs`, or a snapshot of it. */
export const tunasync: SourceFormat = {
  syntax: json,
  shrunkFix: 'If the manager has a new database, restart the workers, so that they register again.',

  shapeFault(answer) {
    return rowsFault(answer, looksLikeJob, 'no row has a name and a status, like the jobs of tunasync');
  },

  read(answer, id, now): Checked<Reading> {
    const { value, problems } = readRows(answer, id, (...row) => readJob(...row, now));
    const untimed = noteUntimed(answer, id);
    return { value: { source: id, reports: oneReportPerName(value) }, problems: [...untimed, ...problems] };
  },

  mirrorsIn: rowsIn,
  inOrder,
  rowsOf: rowsNamed,
};

/** The jobs of one worker look like those of the manager, but for their times. */
function noteUntimed(answer: unknown, id: string): Problem[] {
  const rows = answer as object[];
  const isTimed = (row: object) => Object.keys(row ?? {}).some((key) => key.endsWith('_ts'));
  if (rows.length === 0 || rows.some(isTimed)) return [];
  const fix = 'Use the address of the manager that ends in `/jobs`, not the address of a worker (`/workers/…/jobs`).';
  return [problem('jobs-without-times', { source: id }, 'no row has a time that ends in `_ts`', fix)];
}

function readJob(row: unknown, place: Place, note: Note, now: Date): Report[] {
  const result = job.safeParse(row);
  const fault = result.success
    ? result.data.name.trim() === ''
      ? 'its name is empty'
      : undefined
    : firstFault(result.error);
  if (!result.success || fault) {
    const fix = 'Run `tunasynctl flush` twice, because it may miss a job; the job is left out until then.';
    note(problem('job-unusable', place, `job ${quoted(row)} cannot be used: ${fault}`, fix));
    return [];
  }
  const { name, status, is_master, upstream, size } = result.data;
  if (!Object.hasOwn(STATES, status)) {
    const fix = 'Upgrade Heliostat if tunasync has a new state; the mirror is shown as unknown.';
    note(problem('unknown-status', place, `job ${quoted(name)} has the status ${quoted(status)}`, fix));
  }
  return [
    {
      cname: name.trim(),
      place,
      sync: jobToStatus(result.data, { place, now, note, says: `job ${quoted(name)}` }),
      failure: jobToFailure(result.data),
      isSlave: is_master === false,
      isHidden: status === 'disabled',
      urls: [],
      upstream: upstream?.trim() || undefined,
      // rsync -h, where tunasync takes sizes from, counts in 1000s.
      size: sizeField(size ?? '', 1000, place, note),
    },
  ];
}

/** Statuses in which the error is that of the last try. */
const AFTER_FAILURE: ReadonlySet<string> = new Set(['failed', 'syncing', 'pre-syncing']);

function jobToFailure({ status, error_msg, worker, upstream }: Job): SyncFailure | undefined {
  if (!error_msg || !AFTER_FAILURE.has(status)) return undefined;
  const failure = errorToFailure(error_msg, isRsyncUpstream(upstream));
  return failure && worker ? { ...failure, text: `${failure.text}, on worker ${quoted(worker)}` } : failure;
}

function jobToStatus(row: Job, context: TimeContext): SyncFacts {
  const state = Object.hasOwn(STATES, row.status) ? STATES[row.status]! : 'unknown';
  const timeOf = (field: (typeof TIMES)[number]) =>
    stampToTime(row[field], { ...context, says: `${context.says}: ${field}` });
  const lastSuccess = timeOf('last_update_ts');
  const started = timeOf('last_started_ts');
  return {
    state,
    lastSuccess,
    isNeverSynced: (row.last_update_ts != null && row.last_update_ts <= 0) || undefined,
    lastAttempt: timeOf('last_ended_ts'),
    started,
    // The manager keeps the date of a paused job, which will not run.
    next: state === 'paused' ? undefined : timeOf('next_schedule_ts'),
    since: state === 'pending' ? started : undefined,
  };
}

/**
 * Several workers may list one name. One that is switched on goes before one that is off, a master before
 * a slave, and of equals the one that last synced well; the answer's order is random and must not decide.
 */
function oneReportPerName(reports: readonly Report[]): Report[] {
  const best = new Map<string, Report>();
  for (const report of reports.toSorted(bestFirst)) {
    if (!best.has(report.cname)) best.set(report.cname, report);
  }
  return [...best.values()];
}

function bestFirst(a: Report, b: Report): number {
  const seconds = ({ sync }: Report) => sync.lastSuccess?.getTime() ?? 0;
  return (
    compare(a.cname, b.cname) ||
    Number(a.isHidden) - Number(b.isHidden) ||
    Number(a.isSlave) - Number(b.isSlave) ||
    seconds(b) - seconds(a) ||
    compare(wholeRow(a), wholeRow(b))
  );
}

/** Everything that is shown of a row, to order rows that differ in nothing that matters. */
function wholeRow({ sync, upstream, size }: Report): string {
  return JSON.stringify([sync, upstream, size]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
