import { HOUR_MS } from '../base/time.ts';
/*
 * What a redirector of the MirrorZ federation would do with the mirrors of this site, as far as this site alone decides.
 * See docs/decisions/0022-what-the-federation-is-told.md.
 */

/** mirrorz-302 leaves out older mirrors, whatever other sites have; observed in August 2026. */
export const REDIRECTED_FOR_HOURS = 48;

/** A mirror in the MirrorZ format. */
interface StatusRow {
  readonly cname: string;
  /** In the grammar of MirrorZ: `F1700000000O1690000000`. */
  readonly status: string;
}

/** A mirror with the time that its content is taken to be of. */
export interface TimedRow {
  readonly cname: string;
  readonly time: Date;
}

/** The mirrors of a site by what a redirector makes of them. */
export interface Redirection {
  /** New enough, as far as this site alone decides: others may be much newer. */
  readonly taken: readonly TimedRow[];
  /** Without a copy of their own, so none is too old: caches and proxies. */
  readonly passing: readonly string[];
  /** No visitor is sent there; the oldest first. */
  readonly old: readonly TimedRow[];
  /** Their age is unknown. */
  readonly untimed: readonly string[];
}

/** What a redirector makes of the rows of a MirrorZ document. */
export function rowsToRedirection(rows: readonly StatusRow[], now: Date): Redirection {
  const read = rows.map(({ cname, status }) => ({ cname, status, time: contentTime(status) }));
  const timed = read.flatMap(({ cname, time }) => (time ? [{ cname, time }] : []));
  const others = read.filter(({ time }) => time === undefined);
  const isOld = ({ time }: TimedRow) => now.getTime() - time.getTime() > REDIRECTED_FOR_HOURS * HOUR_MS;
  return {
    taken: timed.filter((row) => !isOld(row)),
    passing: others.filter(isPassing).map(({ cname }) => cname),
    old: timed.filter(isOld).toSorted((a, b) => a.time.getTime() - b.time.getTime()),
    untimed: others.filter((row) => !isPassing(row)).map(({ cname }) => cname),
  };
}

/** The time that the federation's monitor takes the content to be of: the first one of S, O, F and P. */
export function contentTime(status: string): Date | undefined {
  const letters = [...status.matchAll(/([A-Z])(\d*)/g)].map(
    ([, letter, seconds]) => [letter, Number(seconds)] as const,
  );
  const times = new Map(letters);
  const seconds = ['S', 'O', 'F', 'P'].map((letter) => times.get(letter)).find(Boolean);
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}

function isPassing({ status }: StatusRow): boolean {
  return /[CR]/.test(status);
}
