import { differenceInMinutes } from 'date-fns/differenceInMinutes';
import { ageText, problem } from '../base/problems.ts';
import type { Snapshot, SnapshotPlan } from '../model/snapshot.ts';

/** Result of a fetch from a source. */
type FetchedAs<Content> =
  | (Content & {
      readonly outcome: 'new';
      readonly at: Date;
      readonly etag?: string | undefined;
      readonly lastModified?: string | undefined;
    })
  | { readonly outcome: 'same'; readonly at: Date }
  | { readonly outcome: 'fault'; readonly fault: string };

/** How an attempt to fetch a source ended. */
export type Fetched = FetchedAs<{ readonly answer: unknown }>;

/** The same before the text is parsed. */
export type FetchedText = FetchedAs<{ readonly text: string; readonly isWebPage?: boolean }>;

/**
 * An unchanged answer is confirmed on disk, and so on the pages, this often at most: a tick that brings
 * nothing new then writes nothing at all, and "as of" is at most this much too modest.
 */
export const CONFIRM_EVERY_MINUTES = 10;

/** Decide what one fetch changes. Reads and writes nothing. */
export function planSnapshot(
  source: string,
  from: string,
  previous: Snapshot | undefined,
  fetched: Fetched,
  now: Date,
): SnapshotPlan {
  if (fetched.outcome === 'fault') return keepPrevious(source, from, previous, fetched.fault, now);
  const fetchedAt = fetched.at.toISOString();
  if (fetched.outcome === 'same' && previous) return confirmPrevious(source, previous, fetched.at);
  if (fetched.outcome === 'same')
    return keepPrevious(source, from, previous, 'it answered "not modified" to a first request', now);
  const { answer, etag, lastModified } = fetched;
  if (previous && JSON.stringify(previous.answer) === JSON.stringify(answer)) {
    return confirmPrevious(source, { ...previous, etag, lastModified }, fetched.at);
  }
  const snapshot: Snapshot = { from, fetchedAt, etag, lastModified, answer };
  return { save: snapshot, use: snapshot, age: { source, asOf: fetched.at, isStale: false }, problems: [] };
}

function confirmPrevious(source: string, previous: Snapshot, at: Date): SnapshotPlan {
  const isDue = Math.abs(differenceInMinutes(at, new Date(previous.fetchedAt))) >= CONFIRM_EVERY_MINUTES;
  const snapshot = isDue ? { ...previous, fetchedAt: at.toISOString() } : previous;
  const age = { source, asOf: new Date(snapshot.fetchedAt), isStale: false };
  return { save: isDue ? snapshot : undefined, use: snapshot, age, problems: [] };
}

function keepPrevious(
  source: string,
  from: string,
  previous: Snapshot | undefined,
  fault: string,
  now: Date,
): SnapshotPlan {
  if (!previous) {
    const fix = `Check that ${from} is right and that it can be reached, then run \`heliostat fetch\`.`;
    const found = problem('source-missing', { source }, `no answer so far: ${fault}`, fix);
    return { save: undefined, use: undefined, age: { source, isStale: true }, problems: [found] };
  }
  const asOf = new Date(previous.fetchedAt);
  const says = `${fault}; showing its answer of ${previous.fetchedAt}, ${ageText(asOf, now)} old`;
  const fix = `Check that ${from} is up, then run \`heliostat fetch\`.`;
  const found = problem('source-stale', { source }, says, fix);
  return { save: undefined, use: previous, age: { source, asOf, isStale: true }, problems: [found] };
}
