import { differenceInSeconds } from 'date-fns/differenceInSeconds';

/** How the last ticks of a live host went. */
export interface TickRecord {
  /** When the site shown was made. */
  readonly lastGood: Date;
  /** Why every tick since has failed, in words; undefined when none has. */
  readonly failure?: string | undefined;
  /** What is shown as it was before: ids of sources, or `site`. */
  readonly held?: readonly string[] | undefined;
  /** When the site was last held back; its age then does not matter. */
  readonly heldAt?: Date | undefined;
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
    /** What is shown as it was before, as what came since lost too much to be believed: ids of sources, or `site`. */
    readonly held: readonly string[];
    /** Why it is not well. */
    readonly why?: string;
  };
}

/**
 * Well until the last good tick is older than three intervals and the time a hanging source takes. A site that is held back is
 * well: the host does what it should.
 */
export function healthOf(
  { lastGood, failure, held = [], heldAt }: TickRecord,
  everySeconds: number,
  now: Date,
): Health {
  const ageSeconds = Math.max(0, differenceInSeconds(now, lastGood));
  const restSeconds = heldAt ? Math.max(0, differenceInSeconds(now, heldAt)) : ageSeconds;
  const ok = restSeconds <= 3 * everySeconds + PATIENCE_SECONDS;
  const facts = { ok, lastGood: lastGood.toISOString(), ageSeconds, held };
  if (ok) return { status: 200, body: facts };
  return { status: 503, body: { ...facts, why: failure ?? 'no fetch has been tried since' } };
}
