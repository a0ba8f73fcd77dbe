import type { SyncFacts } from './report.ts';

/** Runs differ by what upstream has changed; four times the usual is beyond that. */
const TIMES_USUAL = 4;
/** Small mirrors sync in seconds; a longer sync on a busy day is normal. */
const LEAST_SECONDS = 2 * 3600;

/** When a sync that runs becomes doubtful, see `isDoubtful`; undefined when none runs, or too few are known. */
export function doubtfulFrom({ state, started }: SyncFacts, usualSeconds: () => number | undefined): Date | undefined {
  if (state !== 'syncing' || !started) return undefined;
  const usual = usualSeconds();
  return usual === undefined
    ? undefined
    : new Date(started.getTime() + 1000 * Math.max(LEAST_SECONDS, TIMES_USUAL * usual));
}

/**
 * Whether a sync that is said to run has been running for so much longer than usual that it may be dead: a worker that
 * was killed says no more, and its last word stays.
 *
 * @param usualSeconds how long good runs take; asked for only while one runs, undefined where too few are known
 */
export function isDoubtful({ state, started }: SyncFacts, usualSeconds: () => number | undefined, now: Date): boolean {
  if (state !== 'syncing' || !started) return false;
  const seconds = (now.getTime() - started.getTime()) / 1000;
  if (seconds < LEAST_SECONDS) return false;
  const usual = usualSeconds();
  return usual !== undefined && seconds > TIMES_USUAL * usual;
}
