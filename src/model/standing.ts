/** Something that some rounds in a row have shown: it is told of when it lasts, and again when it is over. */
export interface Standing<Fact> {
  readonly key: string;
  readonly fact: Fact;
  /** When it began, as far as is known: ISO 8601 in UTC. */
  readonly since: string;
  readonly isTold: boolean;
  /** Rounds in a row that showed it while it is not told; or that did not while it is. */
  readonly rounds: number;
}

/** What one round shows. */
export interface Shown<Fact> {
  readonly key: string;
  readonly fact: Fact;
  /** When it began, if the round knows. */
  readonly since?: Date | undefined;
  /** Whether it has lasted long enough, from a moment. */
  readonly isDue: (since: Date) => boolean;
  /** Rounds after which it is told. */
  readonly rounds: number;
}

/** What one round changes. */
export interface Round<Fact> {
  readonly standing: readonly Standing<Fact>[];
  readonly begun: readonly Standing<Fact>[];
  readonly ended: readonly Standing<Fact>[];
}

/** Rounds without something that was told, after which it counts as over: what comes back at once was never gone. */
export const ROUNDS_TO_END = 2;

/**
 * Compare a round with those before it. Each thing is told at most once, when it has lasted for its rounds and its time; and its
 * end exactly once after that. Something that is over before it was told is never told.
 *
 * @param isDoubtful whether a round that does not show something says nothing about it, so that it stays as it was
 */
export function nextRound<Fact>(
  before: readonly Standing<Fact>[],
  shown: readonly Shown<Fact>[],
  isDoubtful: (standing: Standing<Fact>) => boolean,
  now: Date,
): Round<Fact> {
  const known = new Map(before.map((standing) => [standing.key, standing]));
  const present = [...new Map(shown.map((one) => [one.key, one])).values()].map((one) =>
    withRound(known.get(one.key), one, now),
  );
  const keys = new Set(present.map(({ key }) => key));
  const missing = before.filter(({ key }) => !keys.has(key));
  const fading = missing.flatMap((standing) => (isDoubtful(standing) ? standing : withoutRound(standing)));
  const isOver = ({ isTold, rounds }: Standing<Fact>) => isTold && rounds >= ROUNDS_TO_END;
  return {
    standing: [...present, ...fading.filter((standing) => !isOver(standing))],
    begun: present.filter(({ key, isTold }) => isTold && !known.get(key)?.isTold),
    ended: fading.filter(isOver),
  };
}

function withRound<Fact>(known: Standing<Fact> | undefined, shown: Shown<Fact>, now: Date): Standing<Fact> {
  const { key, fact } = shown;
  // A clock that was wrong may have noted a time that is yet to come.
  const since = [known && new Date(known.since), shown.since].reduce<Date>((a, b) => (b && b < a ? b : a), now);
  const first = { key, fact, since: since.toISOString() };
  if (known?.isTold) return { ...first, isTold: true, rounds: 0 };
  const rounds = (known?.rounds ?? 0) + 1;
  const isTold = rounds >= shown.rounds && shown.isDue(since);
  return { ...first, isTold, rounds: isTold ? 0 : rounds };
}

/** What was never told is forgotten at once. */
function withoutRound<Fact>(standing: Standing<Fact>): Standing<Fact>[] {
  return standing.isTold ? [{ ...standing, rounds: standing.rounds + 1 }] : [];
}
