import type { Problem } from '../base/problems.ts';
import type { SnapshotAge } from './portal.ts';

/** The last good answer of one source, as it is kept in `data/snapshots/<source>.json`. */
export interface Snapshot {
  /** Where the answer came from. One from another place is shown until there is a new one, which is compared with it. */
  readonly from: string;
  /** When the source last gave this answer, ISO 8601 in UTC; up to ten minutes early, see `planSnapshot`. */
  readonly fetchedAt: string;
  /** The server's validators, for the next conditional request. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly answer: unknown;
  /** Mirrors that it listed lately and does not list now, by name. */
  readonly missing?: Readonly<Record<string, Missing>> | undefined;
  /** What the source has answered since, where that is not believed. */
  readonly held?: Held | undefined;
}

/** What one fetch changes. */
export interface SnapshotPlan {
  /** What to write, if anything. */
  readonly save: Snapshot | undefined;
  /** What to build from, if anything. */
  readonly use: Snapshot | undefined;
  readonly age: SnapshotAge;
  readonly problems: readonly Problem[];
}

/** An answer that is not shown, because it lost too much. */
export interface Held {
  readonly since: string;
  /** The names that it still has. */
  readonly names: readonly string[];
}

/** A mirror that the source listed and no longer lists. */
export interface Missing {
  /** Since when it is not listed, ISO 8601. */
  readonly since: string;
  /** From when its days count, where that is later: when an answer without it was no longer held. */
  readonly countedFrom?: string | undefined;
  /** The rows it last had, and when that was; only of formats that programs write. */
  readonly last?: LastRows | undefined;
  /** It no longer counts as lost: the operator accepted that, or the time for it is over. */
  readonly gone?: 'operator' | 'time' | undefined;
}

/** The rows of one mirror as they last were. */
export interface LastRows {
  readonly answer: unknown;
  readonly fetchedAt: string;
}
