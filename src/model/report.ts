import type { Localized } from '../base/localized.ts';
import type { Checked, Place } from '../base/problems.ts';
import type { Size } from '../base/size.ts';
import type { SyncFailure } from './sync-failure.ts';

/**
 * What a mirror's synchronisation is doing.
 *
 * `success` the last sync went well · `syncing` one runs · `pending` one is about to start ·
 * `failed` the last one failed · `paused` an operator stopped it · `never` known, but has not synced ·
 * `cache` and `proxy` have no full copy · `unknown` no source reports a state.
 */
export const states = [
  'failed',
  'paused',
  'unknown',
  'never',
  'pending',
  'syncing',
  'success',
  'cache',
  'proxy',
] as const;
export type State = (typeof states)[number];

/** The state and the times that go with it; all from one source at one moment. */
export interface SyncFacts {
  readonly state: State;
  /** End of the last successful sync. */
  readonly lastSuccess?: Date;
  /** End of the last sync, successful or not. */
  readonly lastAttempt?: Date;
  /** Start of the current sync, or of the last one. */
  readonly started?: Date;
  /** When the next one is due. */
  readonly next?: Date;
  /** The source knows that no sync ever went well; a missing `lastSuccess` alone says nothing. */
  readonly isNeverSynced?: boolean;
  /** Since when it is paused or pending. */
  readonly since?: Date;
}

/** The report of one source about one mirror. A missing field is not reported. */
export interface Report {
  readonly cname: string;
  readonly place: Place;
  readonly sync: SyncFacts;
  /** How the last sync that ended has failed, where that is known; also while the next one is under way. */
  readonly failure?: SyncFailure | undefined;
  /** A slave holds a copy of what its master syncs; its status only fills gaps. */
  readonly isSlave?: boolean;
  /** Time since which the source no longer lists the mirror; this is its last report. */
  readonly unreportedSince?: Date;
  /** The source still lists the mirror but it is switched off. */
  readonly isHidden?: boolean;
  /** Address as the source wrote it: below the site, or absolute. Further places of the same mirror follow. */
  readonly urls: readonly string[];
  readonly desc?: string;
  readonly help?: string;
  readonly upstream?: string;
  readonly size?: Size;
  /** Date on which the site added it, or `true` for a new mirror without a known date. */
  readonly added?: Date | true;
  /** Its name in the program that syncs it, if a document has that besides the cname. */
  readonly ownName?: string;
  /** The mirror whose state, times and size this one shows instead of any of its own. */
  readonly alias?: string;
}

/** One line that leads to the site; see the D extension of the MirrorZ format. */
export interface Endpoint {
  readonly label: string;
  /** Its display name, if content sets one. */
  readonly name?: Localized;
  /** Host, `host:port` or `host/path`, without scheme and trailing slash. */
  readonly resolve: string;
  readonly isPublic: boolean;
  readonly filter: readonly string[];
  readonly range: readonly string[];
}

/** The images and other downloads of one distribution. */
export interface Downloads {
  readonly distro: string;
  readonly category: string;
  readonly urls: readonly { readonly name: string; readonly url: string }[];
}

/** What a source says of the site itself, in MirrorZ words. */
export interface SiteFacts {
  readonly url?: string;
  readonly abbr?: string;
  readonly name?: Localized;
  readonly logo?: string;
  readonly logo_darkmode?: string;
  readonly homepage?: string;
  readonly issue?: string;
  readonly request?: string;
  readonly email?: string;
  readonly group?: string;
  readonly disk?: string;
  readonly note?: Localized;
  readonly big?: string;
  readonly disable?: boolean;
}

/** All data in the answer of one source. */
export interface Reading {
  /** The id of the source. */
  readonly source: string;
  readonly reports: readonly Report[];
  readonly site?: SiteFacts;
  readonly downloads?: readonly Downloads[];
  readonly endpoints?: readonly Endpoint[];
  /** Names that the source listed recently but no longer lists, and that are not among the reports; `accepted` by the operator. */
  readonly gone?: ReadonlyMap<string, 'accepted' | 'gone'>;
}

/**
 * What the text of an answer holds, or what is wrong with it, as the rest of a sentence: `is not complete JSON`. Snapshots keep
 * the answer as JSON, so it consists of plain values.
 */
export type ParsedAnswer = { readonly answer: unknown } | { readonly fault: string };

/** The syntax of answers that programs write. */
export interface AnswerSyntax {
  /** As messages name it: `JSON`. */
  readonly name: string;
  /** What a server is asked for: `application/json`. */
  readonly mediaType: string;
  parse(text: string): ParsedAnswer;
}

/**
 * Parses a file that people write to the answer that it stands for at `now`; undefined when too little of it can be used.
 * The answer is as new as this moment, because a file stays valid without changes.
 *
 * @param file as messages name it; problems have their line and column
 */
export type WrittenParser = (text: string, file: string, now: Date) => Checked<unknown>;

/** One upstream format: how an answer is written, what it must look like to be kept, and what it says. */
export interface SourceFormat {
  /** How it is written at an address, and in a file unless people write that. */
  readonly syntax: AnswerSyntax;
  /** How its file is read where people write that. */
  readonly parseWritten?: WrittenParser;
  /** Its answer depends on the moment it is read at. */
  readonly followsClock?: boolean;
  /** What most likely happened to a source that lists nothing, or much less than before: a sentence that says what to do. */
  readonly shrunkFix: string;
  /**
   * What is wrong with the shape of an answer, or undefined when it will do. An answer with a fault is
   * thrown away whole and the last good one stays; smaller faults are problems of `read`.
   */
  shapeFault(answer: unknown): string | undefined;
  /**
   * @param id the source's id, for places
   * @param now for judging times
   * @param asOf when the answer was given, which may be long ago
   */
  read(answer: unknown, id: string, now: Date, asOf: Date): Checked<Reading>;
  /** How many mirrors an answer of the right shape lists. */
  mirrorsIn(answer: unknown): number;
  /** The answer with sorted rows, if their order has no meaning: equal data then give equal answers. */
  inOrder(answer: unknown): unknown;
  /**
   * The answer with the rows of one mirror only. Of formats that a program writes: a single mirror that such a program no
   * longer lists is kept for some days. People's lists are taken at their word.
   */
  rowsOf?(answer: unknown, cname: string): unknown;
}
