import type { Mirror } from './portal.ts';

/**
 * The one status that a list shows for a mirror: its state, or that a good state is too old to be trusted.
 * Sorted by urgency.
 */
export const signs = [
  'failed',
  'stale',
  'late',
  'paused',
  'unknown',
  'never',
  'pending',
  'syncing',
  'success',
  'cache',
  'proxy',
] as const;
export type Sign = (typeof signs)[number];

export function signOf({ status, freshness }: Pick<Mirror, 'status' | 'freshness'>): Sign {
  const isGood = status.state === 'success' || status.state === 'pending' || status.state === 'syncing';
  return isGood && (freshness === 'stale' || freshness === 'late') ? freshness : status.state;
}

/** Whether a visitor should know of it before he uses the mirror. */
export function isTroubled(sign: Sign): boolean {
  return sign === 'failed' || sign === 'stale' || sign === 'late' || sign === 'paused';
}
