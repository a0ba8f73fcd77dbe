import * as z from 'zod';
import { type Checked, type Note, type Place, problem, quoted } from '../base/problems.ts';
import { firstFault } from '../base/schema-fault.ts';
import { bytesToText, type Size } from '../base/size.ts';
import type { Reading, Report, SourceFormat, State, SyncFacts } from '../model/report.ts';
import type { SyncFailure } from '../model/sync-failure.ts';
import { json } from './answer-text.ts';
import { exitToFailure } from './error-text.ts';
import { isRsyncUpstream } from './exit-codes.ts';
import { sizeField } from './faults.ts';
import { inOrder, readRows, rowsFault, rowsIn, rowsNamed } from './rows.ts';
import { stampToTime, type TimeContext } from './stamp.ts';

/*
 * `GET /api/v1/metas` of Yuki (pkg/api/types.go): an array, one row per repository, times as Unix seconds.
 * `exitCode` is that of the last run that ended, also while the next one runs. `updatedAt` changes whenever
 * the row is written, so it is no time of a sync and is not read.
 */

/** The exit code of a repository that has not run yet. A killed run has -2, and its container's code else. */
const NEVER_RUN = -1;
const TOOK_TOO_LONG = -2;

const stamp = z.number().nullish();

const meta = z.looseObject({
  name: z.string(),
  upstream: z.string().nullish(),
  syncing: z.boolean().nullish(),
  size: z.number().nullish(),
  exitCode: z.number().nullish(),
  lastSuccess: stamp,
  prevRun: stamp,
  nextRun: stamp,
});
type Meta = z.infer<typeof meta>;

const looksLikeMeta = z.looseObject({ name: z.string(), exitCode: z.number() });

/** The public metas of a Yuki, or a snapshot of them. */
export const yuki: SourceFormat = {
  syntax: json,
  shrunkFix: 'Check that Yuki runs with its own database and all of its repositories.',

  shapeFault(answer) {
    return rowsFault(answer, looksLikeMeta, 'no row has a name and an exitCode, like the metas of Yuki');
  },

  read(answer, id, now): Checked<Reading> {
    const { value, problems } = readRows(answer, id, (...row) => readMeta(...row, now));
    return { value: { source: id, reports: value }, problems };
  },

  mirrorsIn: rowsIn,
  inOrder,
  rowsOf: rowsNamed,
};

function readMeta(row: unknown, place: Place, note: Note, now: Date): Report[] {
  const result = meta.safeParse(row);
  const cname = result.data?.name.trim();
  if (!result.success || !cname) {
    const fault = result.success ? 'its name is empty' : firstFault(result.error);
    const fix = 'Remove the repository with yukictl, or correct it; it is left out until then.';
    note(problem('job-unusable', place, `repository ${quoted(row)} cannot be used: ${fault}`, fix));
    return [];
  }
  return [
    {
      cname,
      place,
      sync: metaToStatus(result.data, { place, now, note, says: `repository ${quoted(cname)}` }),
      failure: metaToFailure(result.data),
      urls: [],
      upstream: result.data.upstream?.trim() || undefined,
      size: readSize(result.data.size, place, note),
    },
  ];
}

function metaToStatus(row: Meta, context: TimeContext): SyncFacts {
  const timeOf = (field: 'lastSuccess' | 'prevRun' | 'nextRun') =>
    stampToTime(row[field], { ...context, says: `${context.says}: ${field}` });
  const lastSuccess = timeOf('lastSuccess');
  return {
    state: metaToState(row, lastSuccess !== undefined),
    lastSuccess,
    isNeverSynced: (row.lastSuccess != null && row.lastSuccess <= 0) || undefined,
    // A failed run tells only when it began; its end is not known.
    lastAttempt: row.exitCode === 0 ? lastSuccess : undefined,
    started: timeOf('prevRun'),
    next: timeOf('nextRun'),
  };
}

/** Operators stop a repository by a date that never comes, such as 31 February; its next run is then below zero. */
function metaToState({ nextRun, syncing, exitCode }: Meta, hasSucceeded: boolean): State {
  if (nextRun != null && nextRun < 0) return 'paused';
  if (syncing) return 'syncing';
  if (exitCode == null) return 'unknown';
  if (exitCode === NEVER_RUN) return hasSucceeded ? 'unknown' : 'never';
  return exitCode === 0 ? 'success' : 'failed';
}

/** How the last run failed that ended, also while the next one runs. */
function metaToFailure({ exitCode, upstream }: Meta): SyncFailure | undefined {
  if (exitCode == null || exitCode === 0 || exitCode === NEVER_RUN) return undefined;
  if (exitCode === TOOK_TOO_LONG) return { reason: 'timeout', text: "exit code -2 (ended by Yuki's sync timeout)" };
  return exitToFailure(exitCode, isRsyncUpstream(upstream));
}

/** Bytes; -1 where Yuki's file system cannot tell. */
function readSize(bytes: number | null | undefined, place: Place, note: Note): Size | undefined {
  if (bytes === null || bytes === undefined || bytes < 0) return undefined;
  const size = sizeField(String(bytes), 1024, place, note);
  return size && { ...size, text: bytesToText(size.bytes) };
}
