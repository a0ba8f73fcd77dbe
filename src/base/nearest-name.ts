import leven from 'leven';

/**
 * The name that was probably meant: at most one in so many of its letters differs, but never all of them. Two swapped ones
 * count as two.
 *
 * @param lettersPerSlip more where there are many names that are alike. Default: 2
 */
export function nearestName(name: string, known: readonly string[], lettersPerSlip = 2): string | undefined {
  const distances = known.map((other) => [leven(name.toLowerCase(), other.toLowerCase()), other] as const);
  const [distance, nearest] = distances.sort(([a], [b]) => a - b)[0] ?? [];
  const most = Math.min(Math.max(1, Math.floor(name.length / lettersPerSlip)), name.length - 1);
  return distance !== undefined && distance <= most ? nearest : undefined;
}
