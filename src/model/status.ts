import type { Mirror } from './portal.ts';

/**
 * The one status that a list shows for a mirror: its state, or that a good state is too old to be trusted.
 * Sorted by urgency.
 */
export const statuses = [
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
export type Status = (typeof statuses)[number];

export function statusOf({ sync, freshness }: Pick<Mirror, 'sync' | 'freshness'>): Status {
  const isGood = sync.state === 'success' || sync.state === 'pending' || sync.state === 'syncing';
  return isGood && (freshness === 'stale' || freshness === 'late') ? freshness : sync.state;
}

/** Whether a visitor should know of it before he uses the mirror. */
export function isTroubled(status: Status): boolean {
  return status === 'failed' || status === 'stale' || status === 'late' || status === 'paused';
}
