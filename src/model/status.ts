import type { Freshness } from './freshness.ts';
import type { State, SyncFacts } from './report.ts';
import type { TreeVerdict } from './survey.ts';

/**
 * The one status of a mirror that lists show: what its source reports, or what its tree says. Sorted by urgency.
 */
export const statuses = [
  'broken',
  'unreachable',
  'failed',
  'stale',
  'late',
  'paused',
  'unknown',
  'never',
  'pending',
  'syncing',
  'success',
  'current',
  'cache',
  'proxy',
] as const;
export type Status = (typeof statuses)[number];

const OF_TREES: ReadonlySet<Status> = new Set(['broken', 'unreachable', 'current']);

/** The statuses that mirrors of a site may have; some are known of trees alone. */
export function possibleStatuses(isSurveyed: boolean): readonly Status[] {
  return isSurveyed ? statuses : statuses.filter((status) => !OF_TREES.has(status));
}

/** What a status is chosen by. */
export interface StatusFacts {
  readonly sync: Pick<SyncFacts, 'state'>;
  readonly freshness?: Freshness | undefined;
  readonly tree?: { readonly verdict?: TreeVerdict | undefined } | undefined;
}

type Rule = (tree: TreeVerdict | undefined, state: State, freshness: Freshness | undefined) => Status | false;

const AGEING: ReadonlySet<State> = new Set(['success', 'pending', 'syncing']);
const PROVEN: ReadonlySet<State> = new Set(['success', 'failed', 'unknown', 'never']);

/** The first rule that speaks decides. What a visitor would find in the tree comes before what a job says of itself. */
const rules: readonly Rule[] = [
  // A tree that clients refuse, whatever the job says: "success" of a wrong, empty or expired tree.
  (tree) => tree === 'broken' && 'broken',
  (tree) => tree === 'unreachable' && 'unreachable',
  // Stopped on purpose; and what has no copy of its own has no age.
  (_, state) => (state === 'paused' || state === 'cache' || state === 'proxy') && state,
  // Succeeds, but is old.
  (tree) => (tree === 'stale' || tree === 'late') && tree,
  // Fails, was never run by a job, or was last run long ago, but is as new as upstream.
  (tree, state) => tree === 'current' && PROVEN.has(state) && 'current',
  // Nobody has looked at the tree: the age of the last good sync stands for that of the content.
  (tree, state, freshness) =>
    tree === undefined && AGEING.has(state) && (freshness === 'stale' || freshness === 'late') && freshness,
];

/** The one verdict that is shown for a mirror; where no rule speaks, it is the state of its sync. */
export function statusOf({ sync, freshness, tree }: StatusFacts): Status {
  for (const rule of rules) {
    const status = rule(tree?.verdict, sync.state, freshness);
    if (status) return status;
  }
  return sync.state;
}

/** Whether a visitor should know of it before he uses the mirror. */
export function isTroubled(status: Status): boolean {
  return statuses.indexOf(status) <= statuses.indexOf('paused');
}

/** Statuses of trees that nobody can use, beside which their age says nothing. */
export type Unusable = 'broken' | 'unreachable';

export function isUnusable(status: Status): status is Unusable {
  return status === 'broken' || status === 'unreachable';
}

/** Whether all is well, which needs no word beside its shape in a long list. */
export function isQuiet(status: Status): boolean {
  return status === 'success' || status === 'current';
}
