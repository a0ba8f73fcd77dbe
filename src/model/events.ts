import type { Change } from './history.ts';

/** Something that those who follow the feed want to know. */
export interface StatusEvent {
  readonly cname: string;
  readonly kind: 'failing' | 'stale' | 'recovered';
  readonly at: Date;
}

/** A sync that fails once and then works is not worth an entry. */
export const FAILING_AFTER_MS = 6 * 3_600_000;

/**
 * Events for the feed: a mirror has been failing for hours, has become stale, or has recovered from one of these. Without
 * the first event there is no recovery.
 *
 * @param changes in any order
 * @returns the newest first
 */
export function changesToEvents(changes: readonly Change[], now: Date): StatusEvent[] {
  const byMirror = Map.groupBy(changes, ({ cname }) => cname);
  return (
    [...byMirror.values()]
      .flatMap((own) =>
        mirrorEvents(
          own.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
          now,
        ),
      )
      // An entry from a wrong clock ahead of now is shown later, at its own time.
      .filter(({ at }) => at.getTime() <= now.getTime())
      .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.cname < b.cname ? -1 : 1))
  );
}

/** A failing mirror is synced again and again; a running attempt is neither a recovery nor a new failure. */
function withoutAttempts(changes: readonly Change[]): Change[] {
  const settled = changes.filter(({ to }) => to !== 'syncing' && to !== 'pending');
  return settled.filter(({ to }, index) => to !== settled[index - 1]?.to);
}

function mirrorEvents(all: readonly Change[], now: Date): StatusEvent[] {
  const changes = withoutAttempts(all);
  const events: StatusEvent[] = [];
  let isReported = false;
  changes.forEach(({ cname, at, to }, index) => {
    const until = (changes[index + 1]?.at ?? now).getTime();
    const failingAt = new Date(at.getTime() + FAILING_AFTER_MS);
    const addEvent = (kind: StatusEvent['kind'], time: Date) => {
      events.push({ cname, kind, at: time });
      isReported = kind !== 'recovered';
    };
    if (to === 'failed' && !isReported && until >= failingAt.getTime()) addEvent('failing', failingAt);
    else if (to === 'stale') addEvent('stale', at);
    else if (to === 'success' && isReported) addEvent('recovered', at);
  });
  return events;
}
