import leven from 'leven';

/** The name that was probably meant: at most half of its letters differ, two swapped ones counting as two. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const distances = known.map((other) => [leven(name.toLowerCase(), other.toLowerCase()), other] as const);
  const [distance, nearest] = distances.sort(([a], [b]) => a - b)[0] ?? [];
  return distance !== undefined && distance <= Math.max(1, Math.floor(name.length / 2)) ? nearest : undefined;
}
