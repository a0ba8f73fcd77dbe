import type { Freshness } from './freshness.ts';
import type { Mirror } from './portal.ts';
import type { SyncFacts } from './report.ts';
import type { TreeVerdict } from './survey.ts';

/** Keys of the sentences about a mirror. Each sentence is true on its own. */
export const sentenceKeys = [
  'success.fresh',
  'success.late',
  'success.stale',
  'success.ahead',
  'success.untimed',
  'success.proven',
  'failed.known',
  'failed.never',
  'failed.unknown',
  'syncing.known',
  'syncing.never',
  'syncing.unknown',
  'pending.known',
  'pending.never',
  'pending.unknown',
  'paused.known',
  'paused.never',
  'paused.unknown',
  'unknown.known',
  'unknown.never',
  'unknown.unknown',
  'never',
  'cache',
  'proxy',
  'good.fresh',
  'good.late',
  'good.stale',
  'doubtful',
  'unreported',
  'silent',
] as const;
export type SentenceKey = (typeof sentenceKeys)[number];

/** All that the sentences are chosen by. */
export interface Known {
  readonly state: SyncFacts['state'];
  /** The time of the last success is known, there never was a success, or it is unknown. */
  readonly success: 'known' | 'never' | 'unknown';
  /** Missing where it cannot be judged. */
  readonly freshness: Freshness | undefined;
  /** The source does not answer, or what it answers is old. */
  readonly isSilent?: boolean;
  /** The source no longer lists the mirror. */
  readonly isUnreported?: boolean;
  /** A sync has been running for much longer than it usually takes. */
  readonly isDoubtful?: boolean | undefined;
  /** What a survey says of the tree; where it speaks, the age of the last sync is no measure of the files. */
  readonly tree?: TreeVerdict | undefined;
}

/** What is known of a mirror. */
export function mirrorToKnown(mirror: Mirror, isSilent: boolean): Known {
  const { sync, freshness, unreportedSince, isDoubtful, tree } = mirror;
  const isUnreported = unreportedSince !== undefined;
  const known = { state: sync.state, success: successOf(sync), freshness, isSilent, isUnreported, isDoubtful };
  return tree?.verdict ? { ...known, tree: tree.verdict } : known;
}

/** Whether a last success is known. */
export function successOf({
  lastSuccess,
  isNeverSynced,
}: Pick<SyncFacts, 'lastSuccess' | 'isNeverSynced'>): Known['success'] {
  return lastSuccess ? 'known' : isNeverSynced ? 'never' : 'unknown';
}

/** The sentences that say how a mirror is, and claim nothing that is not known. In the order of reading. */
export function sentencesOf(known: Known): SentenceKey[] {
  const { isDoubtful, isUnreported, isSilent, state } = known;
  return [
    stateSentence(known),
    ...ageSentence(known),
    ...(isDoubtful && state === 'syncing' ? (['doubtful'] as const) : []),
    ...(isUnreported ? (['unreported'] as const) : []),
    // What is no longer listed is old whether the source answers or not.
    ...(isSilent && !isUnreported && !isWithoutSync(state) ? (['silent'] as const) : []),
  ];
}

function stateSentence({ state, success, freshness, tree }: Known): SentenceKey {
  switch (state) {
    case 'cache':
    case 'proxy':
      return state;
    case 'never':
      return success === 'known' ? 'unknown.known' : 'never';
    case 'success':
      if (success !== 'known') return 'success.untimed';
      if (tree) return 'success.proven';
      return freshness === undefined || freshness === 'never' ? 'success.ahead' : `success.${freshness}`;
    default:
      return `${state}.${success}`;
  }
}

/** How old the files are, where the state alone does not say so. */
function ageSentence({ state, success, freshness, tree }: Known): SentenceKey[] {
  if (tree || success !== 'known' || state === 'success' || isWithoutSync(state)) return [];
  return freshness === undefined || freshness === 'never' ? [] : [`good.${freshness}`];
}

function isWithoutSync(state: Known['state']): boolean {
  return state === 'cache' || state === 'proxy';
}
