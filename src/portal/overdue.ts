import { ageText, counted, type Problem, problem, quoted } from '../base/problems.ts';
import { HOUR_MS } from '../base/time.ts';
import type { Mirror } from '../model/portal.ts';

/** Short delays are normal: a worker starts one mirror every few seconds, and has few slots. */
const LEAST_HOURS = 1;

/**
 * Sources with runs that are long overdue. State and date do not change when a worker dies, or when a
 * mirror is removed from its configuration, so there is no other sign of it.
 */
export function overdueProblems(mirrors: readonly Mirror[], now: Date): Problem[] {
  const bySource = Map.groupBy(
    mirrors.filter((mirror) => mirror.source !== undefined && isOverdue(mirror, now)),
    ({ source }) => source!,
  );
  return [...bySource].map(([source, overdue]) => {
    const first = overdue.toSorted((a, b) => a.sync.next!.getTime() - b.sync.next!.getTime())[0]!;
    const says = `${counted(overdue.length, 'run')} should have started long ago; the run of ${quoted(first.cname)} was due ${ageText(first.sync.next!, now)} ago`;
    const fix = 'Check that the worker runs and still has these mirrors in its configuration; restart it if it does.';
    return problem('next-run-overdue', { source }, says, fix);
  });
}

function isOverdue(mirror: Mirror, now: Date): boolean {
  const from = overdueFrom(mirror);
  return from !== undefined && now > from;
}

/**
 * When the next run of a mirror is overdue; undefined when none is due. That is twice the interval later: one that was missed
 * may be made up for by the next.
 */
export function overdueFrom({ sync, expected, alias, unreportedSince }: Mirror): Date | undefined {
  const { state, next } = sync;
  if (!next || alias !== undefined || unreportedSince || state === 'syncing' || state === 'paused') return undefined;
  return new Date(next.getTime() + HOUR_MS * Math.max(2 * expected.everyHours, LEAST_HOURS));
}
