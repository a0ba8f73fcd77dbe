import { differenceInSeconds } from 'date-fns/differenceInSeconds';

/** How the last ticks of a live host went. */
export interface TickRecord {
  /** When the site shown was made. */
  readonly lastGood: Date;
  /** Why every tick since has failed, in words; undefined when none has. */
  readonly failure?: string | undefined;
}

/** A source may take this long to be given up, which is no reason to worry. */
const PATIENCE_SECONDS = 10;

/** What `/healthz` answers. */
export interface Health {
  readonly status: 200 | 503;
  readonly body: {
    readonly ok: boolean;
    readonly lastGood: string;
    readonly ageSeconds: number;
    /** Why it is not well. */
    readonly why?: string;
  };
}

/** Well until the last good tick is older than three intervals and the time a hanging source takes. */
export function healthOf({ lastGood, failure }: TickRecord, everySeconds: number, now: Date): Health {
  const ageSeconds = Math.max(0, differenceInSeconds(now, lastGood));
  const ok = ageSeconds <= 3 * everySeconds + PATIENCE_SECONDS;
  const told = { ok, lastGood: lastGood.toISOString(), ageSeconds };
  if (ok) return { status: 200, body: told };
  return { status: 503, body: { ...told, why: failure ?? 'the sources have not been asked since' } };
}
