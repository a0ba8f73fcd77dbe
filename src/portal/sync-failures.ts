import { type Problem, problem, quoted } from '../base/problems.ts';
import type { Mirror } from '../model/portal.ts';
import type { Report } from '../model/report.ts';
import type { SyncFailure } from '../model/sync-failure.ts';

/** How the last syncs of mirrors have failed, by cname; an alias has no sync of its own. */
export function failuresOf(
  mirrors: readonly Mirror[],
  reports: ReadonlyMap<string, Report>,
): ReadonlyMap<string, SyncFailure> {
  return new Map(
    mirrors.flatMap(({ cname, alias }) => {
      const failure = alias === undefined ? reports.get(cname)?.failure : undefined;
      return failure ? [[cname, failure] as const] : [];
    }),
  );
}

/** One problem for each of them. */
export function failureProblems(
  failures: ReadonlyMap<string, SyncFailure>,
  reports: ReadonlyMap<string, Report>,
): Problem[] {
  return [...failures].map(([cname, { text }]) => {
    const fix = 'Look at the log of the sync; this is over when a sync goes well.';
    return problem('sync-failed', reports.get(cname)!.place, `the sync of ${quoted(cname)} failed: ${text}`, fix);
  });
}
