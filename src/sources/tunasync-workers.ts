import * as z from 'zod';
import { quoted } from '../base/problems.ts';
import { json } from './answer-text.ts';
import { MOST_READ } from './error-text.ts';

/*
 * `GET /workers/<id>/jobs` of a tunasync manager: the jobs of one worker, with the `error_msg` that `/jobs` lacks. Its times are
 * texts with nanoseconds where those of `/jobs` are seconds. An error belongs to the try that ended then, so it is known by the name
 * of the job and that second, and stays what it is while the next try runs.
 */

/** The error of a try, and the worker that told it. */
export interface JobError {
  readonly error_msg: string;
  readonly worker?: string | undefined;
}
export type JobErrors = ReadonlyMap<string, JobError>;

const knownRow = z.looseObject({
  name: z.string(),
  last_ended_ts: z.number(),
  status: z.string().optional(),
  error_msg: z.string().min(1).optional().catch(undefined),
  worker: z.string().optional().catch(undefined),
});

const workerRow = z.looseObject({
  name: z.string(),
  last_ended: z.iso.datetime({ offset: true }),
  error_msg: z.string().min(1),
  worker: z.string().optional().catch(undefined),
});

/** Ids become a part of an address; tunasync itself works with no others. */
const workerId = z.looseObject({ id: z.string().regex(/^\w[\w.-]{0,99}$/) });

const noErrors: JobErrors = new Map();
const keyOf = (name: string, endedSeconds: number) => JSON.stringify([name.trim(), endedSeconds]);

/** The errors in the jobs of a manager to which they were added before. */
export function errorsInJobs(answer: unknown): JobErrors {
  const rows = rowsOf(answer, knownRow).flatMap(({ name, last_ended_ts, error_msg, worker }) =>
    error_msg === undefined ? [] : [[keyOf(name, last_ended_ts), { error_msg, worker }] as const],
  );
  return new Map(rows);
}

/** Whether a sync has failed of which no error is known. */
export function lacksErrors(answer: unknown, errors: JobErrors): boolean {
  return rowsOf(answer, knownRow).some(
    ({ name, status, last_ended_ts }) => status === 'failed' && !errors.has(keyOf(name, last_ended_ts)),
  );
}

/** The jobs of a manager with the errors that belong to them. */
export function withErrors(answer: unknown, errors: JobErrors): unknown {
  if (!Array.isArray(answer)) return answer;
  return answer.map((row: unknown) => {
    const { data } = knownRow.safeParse(row);
    const error = data && errors.get(keyOf(data.name, data.last_ended_ts));
    return error ? { ...(row as object), ...error } : row;
  });
}

/** The errors in the jobs of a worker, or what is wrong with them. Of a long error, the end is kept. */
export function workerToErrors(text: string): { readonly errors: JobErrors; readonly fault?: string } {
  const parsed = json.parse(text);
  if (!('answer' in parsed)) return { errors: noErrors, fault: `its answer ${parsed.fault}` };
  const { answer } = parsed;
  if (answer !== null && !Array.isArray(answer)) return { errors: noErrors, fault: 'its answer is no list of jobs' };
  const rows = rowsOf(answer, workerRow).map(({ name, last_ended, error_msg, worker }) => {
    const endedSeconds = Math.floor(Date.parse(last_ended) / 1000);
    return [keyOf(name, endedSeconds), { error_msg: error_msg.slice(-MOST_READ), worker }] as const;
  });
  return { errors: new Map(rows) };
}

/** The ids in a manager's list of workers, or what is wrong with it. */
export function workersToIds(text: string): { readonly ids: readonly string[]; readonly fault?: string } {
  const parsed = json.parse(text);
  if (!('answer' in parsed)) return { ids: [], fault: `its answer ${parsed.fault}` };
  if (!Array.isArray(parsed.answer)) return { ids: [], fault: 'its answer is no list of workers' };
  const odd = parsed.answer.find((row) => !workerId.safeParse(row).success);
  const ids = rowsOf(parsed.answer, workerId).map(({ id }) => id);
  return { ids, ...(odd !== undefined && { fault: `worker ${quoted(odd)} has no usable id` }) };
}

/** The address below a manager that stands beside its jobs: `workers`, `workers/alpha/jobs`. */
export function besideJobs(jobsUrl: string, path: string): string {
  const url = new URL(jobsUrl);
  url.pathname = url.pathname.replace(/jobs$/, path);
  return url.href;
}

/** The rows of a shape; others say nothing here. */
function rowsOf<T>(answer: unknown, shape: z.ZodType<T>): T[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((row) => shape.safeParse(row).data ?? []);
}
