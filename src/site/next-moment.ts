import { addDays } from 'date-fns/addDays';
import { subDays } from 'date-fns/subDays';
import { dayIn, HOUR_MS, QUARTER_MS } from '../base/time.ts';
import { doubtfulFrom } from '../model/doubtful.ts';
import { FAILING_AFTER_MS } from '../model/events.ts';
import { ANSWER_OLD_AFTER_MS, freshnessMoments } from '../model/freshness.ts';
import { incidentMoments } from '../model/incident.ts';
import type { Mirror, Portal, SnapshotAge } from '../model/portal.ts';
import { newUntil } from '../portal/assemble-mirror.ts';
import { overdueFrom } from '../portal/overdue.ts';
import { CONFIRM_EVERY_MINUTES } from '../portal/snapshot.ts';
import { FEED_DAYS } from './documents/feed.ts';
import { NEWS_FOR_DAYS } from './pages/news.ts';

/** What else decides when the site changes by itself. */
export interface Timed {
  /** Ids of the sources whose unchanged answers are confirmed now and then. */
  readonly confirmed: ReadonlySet<string>;
  /** How long the good runs of a mirror take, in seconds; undefined while too few are known. */
  readonly usualSeconds: (cname: string) => number | undefined;
  /** The changes of mirrors that the feed still waits for, or drops next. */
  readonly changes: readonly Date[];
  /** Moments at which what surveys say of the trees changes, or they are looked at again. */
  readonly surveys: readonly Date[];
  /** Ends of runs that are ahead of the clock. */
  readonly ends: readonly Date[];
}

/**
 * The next moment at which the site, or what is told of its problems, may differ while content and answers do not: a
 * freshness, a day, an announcement, an incident, the age of an answer. It may be too early, and is never too late.
 */
export function nextMoment(portal: Portal, timed: Timed, now: Date): Date {
  const moments = [
    ...portal.mirrors.flatMap((mirror) => mirrorMoments(mirror, timed)),
    ...portal.snapshots.flatMap((snapshot) => snapshotMoments(snapshot, timed)),
    ...timed.changes.flatMap(changeMoments),
    ...portal.incidents.flatMap(incidentMoments),
    ...timed.surveys,
    ...timed.ends,
    nextDay(portal.timeZone, now),
  ].filter((moment) => moment > now);
  return new Date(Math.min(...moments.map((moment) => moment.getTime())));
}

function mirrorMoments(mirror: Mirror, { usualSeconds }: Timed): Date[] {
  const { sync, expected, added, alias, cname } = mirror;
  return [
    ...freshnessMoments(sync, expected.everyHours),
    doubtfulFrom(sync, () => usualSeconds(alias ?? cname)),
    overdueFrom(mirror),
    newUntil(added),
  ].filter((moment) => moment !== undefined);
}

function snapshotMoments({ source, asOf }: SnapshotAge, { confirmed }: Timed): Date[] {
  if (!asOf) return [];
  const afterMs = [ANSWER_OLD_AFTER_MS, ...(confirmed.has(source) ? [CONFIRM_EVERY_MINUTES * 60_000] : [])];
  return afterMs.map((ms) => new Date(asOf.getTime() + ms));
}

/** When the feed tells of a change, and when it no longer does: an hour to either side, as the days that the feed goes back are those of a calendar with summer time. */
export function changeMoments(at: Date): Date[] {
  const dropped = addDays(at, FEED_DAYS).getTime() + 1;
  const failing = at.getTime() + FAILING_AFTER_MS;
  return [at.getTime(), failing, dropped - HOUR_MS, dropped, dropped + HOUR_MS].map((ms) => new Date(ms));
}

/** More than the longest day. */
const MOST_QUARTERS = 26 * 4;

/** When the day changes, or the day since when announcements are young. Offsets of zones are quarters of an hour. */
function nextDay(timeZone: string, now: Date): Date {
  const dayOf = dayIn(timeZone);
  const daysAt = (time: Date) => `${dayOf(time)} ${dayOf(subDays(time, NEWS_FOR_DAYS))}`;
  const today = daysAt(now);
  const first = Math.floor(now.getTime() / QUARTER_MS) + 1;
  const quarters = Array.from({ length: MOST_QUARTERS }, (_, index) => new Date((first + index) * QUARTER_MS));
  return quarters.find((time) => daysAt(time) !== today) ?? quarters.at(-1)!;
}
