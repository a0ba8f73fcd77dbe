/*
 * What a survey saw: each tree, looked at in this machine's own folder and as visitors do. All of it is kept in
 * data/survey.json; times are Dates here and ISO 8601 in UTC there.
 */

import type { KeyLook } from './help-key.ts';
import type { TreeAnswer } from './tree-question.ts';

/** A way to a tree: this machine's own folder, or an endpoint as a visitor asks it. */
export type Way = 'folder' | VisitorWay;

export interface VisitorWay {
  readonly scheme: 'https' | 'http' | 'rsync';
  /** Host, with a port that is not the usual one: `mirrors.example.org`. */
  readonly host: string;
  readonly family: 4 | 6;
}

/** Why a tree could not be looked at. */
export const lookFaults = [
  'absent',
  'unreadable',
  'hanging',
  'unknown-host',
  'refused',
  'silent',
  'certificate',
  'status',
  'redirect',
  'broken',
] as const;
export type LookFault = (typeof lookFaults)[number];

/** One look at a tree by one way. */
export interface Look {
  readonly at: Date;
  readonly fault?: LookFault | undefined;
  /** The fault in detail, for operators: `it answered 403 Forbidden`. */
  readonly says?: string | undefined;
  /** The stamp that was read, and the time in it. */
  readonly stamp?: { readonly file: string; readonly time: Date } | undefined;
  /** The file that is refused from a moment on, the earliest of all. */
  readonly expires?: { readonly file: string; readonly time: Date } | undefined;
  /** Files that ought to be there and are not: of the whole tree, or listed by an index. */
  readonly missing?: readonly string[] | undefined;
  readonly isEmpty?: true | undefined;
  /** Files that help leads to, and that are not there, as they were asked: with `*` for any name. */
  readonly unfound?: readonly string[] | undefined;
  /** What was found of what help asks. */
  readonly found?: readonly TreeAnswer[] | undefined;
  /** What the tree says of the keys whose fingerprints help shows. */
  readonly keys?: readonly KeyLook[] | undefined;
}

/** What upstream answered last when it was asked for its own stamp. */
export interface UpstreamStamp {
  readonly url: string;
  /** When it was asked last. */
  readonly at: Date;
  /** The time in the last good answer; undefined when there was none. */
  readonly time?: Date | undefined;
  /** When that answer came, or was said to be still right. */
  readonly answeredAt?: Date | undefined;
  /** Validators of that answer, to ask only for a newer one. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** Why it was not answered, in words. */
  readonly fault?: string | undefined;
}

/** What is known of one mirror's tree. */
export interface MirrorSurvey {
  /** Name of its kind. */
  readonly kind: string;
  /** How far behind upstream a tree of its kind normally is at most, in hours. */
  readonly behindHours: number;
  readonly folder?: Look | undefined;
  readonly visits: readonly (VisitorWay & Look)[];
  /** The same stamp at upstream. */
  readonly upstream?: UpstreamStamp | undefined;
}

/** Everything that surveys have seen: `data/survey.json`. */
export interface Survey {
  readonly mirrors: ReadonlyMap<string, MirrorSurvey>;
  /** When the certificates of hosts end, by host. */
  readonly certificates: ReadonlyMap<string, Date>;
}

/** How much of the disk a tree took, and when that was measured. */
export interface MeasuredSize {
  readonly bytes: number;
  readonly at: Date;
}

/** Before the first survey. */
export const noSurvey: Survey = { mirrors: new Map(), certificates: new Map() };

/** What a survey can conclude, in the order of reading. */
export const findingKinds = [
  'empty',
  'absent',
  'expired',
  'incomplete',
  'current',
  'behind',
  'dated',
  'differs',
  'unreachable',
] as const;

/** Something that the survey concludes, with what it is said with. */
export type Finding =
  | { readonly is: 'current' | 'behind'; readonly content: Date; readonly behindSeconds: number }
  | { readonly is: 'dated'; readonly content: Date }
  | { readonly is: 'expired'; readonly file: string; readonly time: Date }
  | { readonly is: 'incomplete'; readonly files: readonly string[] }
  | { readonly is: 'empty' | 'absent' }
  | { readonly is: 'differs'; readonly way: VisitorWay; readonly content: Date }
  | { readonly is: 'unreachable'; readonly way: VisitorWay; readonly fault: LookFault };

/** How a mirror's tree is, as a survey says it. */
export const treeVerdicts = ['broken', 'unreachable', 'stale', 'late', 'current'] as const;
export type TreeVerdict = (typeof treeVerdicts)[number];

/** What a mirror shows of its survey. */
export interface TreeFacts {
  readonly kind: string;
  readonly content?: Date | undefined;
  readonly behindSeconds?: number | undefined;
  /** Missing where nothing can be said. */
  readonly verdict?: TreeVerdict | undefined;
  readonly findings: readonly Finding[];
}
