import { isAbsolute, resolve } from 'node:path';
import { withoutPassword } from '../base/address.ts';
import { type Checked, problemsOf } from '../base/problems.ts';
import { hasWorkers, isAddressed } from '../content/portal-schema.ts';
import type { Source } from '../content/read-content.ts';
import type { HoldRule } from '../model/hold.ts';
import type { Snapshot, SnapshotPlan } from '../model/snapshot.ts';
import type { PortalInputs } from '../portal/assemble.ts';
import { type HoldOptions, holdAnswer } from '../portal/hold-answer.ts';
import { holdProblems } from '../portal/hold-problems.ts';
import { answerReader, readSnapshot } from '../portal/read-snapshot.ts';
import { type FetchedText, planSnapshot } from '../portal/snapshot.ts';
import { formats } from '../sources/formats.ts';
import { addErrors } from './add-errors.ts';
import { askSource, mediaTypeOf } from './ask-source.ts';
import { shownPath } from './content-folder.ts';
import { shortHash } from './key-of.ts';
import type { AskedSource } from './last-run.ts';
import { loadSnapshot, saveSnapshot } from './snapshot-file.ts';

export interface SourceFolders {
  readonly content: string;
  readonly data: string;
}

/** What the sources say, each as of its last good answer. */
export interface LoadedSources extends Pick<PortalInputs, 'readings' | 'snapshots'> {
  /** Those behind an address, as they were asked. */
  readonly asked: readonly AskedSource[];
  /** Ids of the sources whose unchanged answers are confirmed now and then. */
  readonly confirmed: readonly string[];
  /** Something of them is shown that changes with each moment. */
  readonly isMoving: boolean;
}

/** How sources are asked. */
export interface SourceOptions {
  /** When an answer is held. */
  readonly rule: HoldRule;
  /** Ask files only; sources behind a URL say what they last said. */
  readonly isOffline?: boolean;
  /** Ids of sources of which the operator accepts what they have lost. */
  readonly accepted?: ReadonlySet<string>;
  /** What sources behind an address answered just now, by id; they are not asked again. */
  readonly given?: ReadonlyMap<string, FetchedText> | undefined;
}

/** Ask every source at once, keep what is new, and read what each last said. */
export async function loadSources(
  sources: readonly Source[],
  folders: SourceFolders,
  now: Date,
  options: SourceOptions,
): Promise<Checked<LoadedSources>> {
  const loaded = await Promise.all(sources.map((source) => loadSource(source, folders, now, options)));
  return {
    value: {
      readings: loaded.flatMap(({ value }) => value.readings),
      snapshots: loaded.flatMap(({ value }) => value.snapshots),
      asked: loaded.flatMap(({ value }) => value.asked),
      confirmed: loaded.flatMap(({ value }) => value.confirmed),
      isMoving: loaded.some(({ value }) => value.isMoving),
    },
    problems: problemsOf(loaded),
  };
}

async function loadSource(
  source: Source,
  folders: SourceFolders,
  now: Date,
  { rule, isOffline = false, accepted, given }: SourceOptions,
): Promise<Checked<LoadedSources>> {
  const { id, content } = source;
  const reader = answerReader(id, content.type, now);
  const options: HoldOptions = { rule, isAccepted: accepted?.has(id) ?? false, now };
  const fetched = await fetchSource(source, folders, reader, options, { isOffline, given: given?.get(id) });
  const { use, age, problems, asked } = fetched;
  const { followsClock, parseWritten } = formats[content.type];
  const origin = {
    asked,
    confirmed: isAddressed(content) || parseWritten ? [id] : [],
    isMoving: Boolean(followsClock || age.isStale || use?.held || use?.missing),
  };
  if (!use) return { value: { readings: [], snapshots: [age], ...origin }, problems };
  const reading = readSnapshot(use, reader, options);
  const snapshot = { ...age, ...(use.held && { isHeld: true, isStale: true }) };
  return {
    value: { readings: [reading.value], snapshots: [snapshot], ...origin },
    problems: [...problems, ...holdProblems({ id, type: content.type }, use, reader, options), ...reading.problems],
  };
}

async function fetchSource(
  source: Source,
  folders: SourceFolders,
  reader: ReturnType<typeof answerReader>,
  options: HoldOptions,
  { isOffline, given }: { readonly isOffline: boolean; readonly given: FetchedText | undefined },
): Promise<SnapshotPlan & { readonly asked: readonly AskedSource[] }> {
  const from = sourceAddress(source, folders);
  const previous = usable(loadSnapshot(folders.data, source.id), source);
  if (isOffline && isAddressed(source.content)) return { ...asLastSaid(source.id, previous), asked: [] };
  const validators = previous?.from === from ? previous : {};
  const { id, content } = source;
  const asked = await askSource(content, folders.content, validators, options.now, given);
  const complete = hasWorkers(content)
    ? await addErrors(id, content, folders.content, asked.value, previous, options.now)
    : { value: asked.value, problems: [] };
  const fetchedPlan = planSnapshot(id, shownAddress(from), previous, complete.value, options.now);
  const plan = holdAnswer(fetchedPlan, previous, reader, options);
  if (plan.save) saveSnapshot(folders.data, id, plan.age.isStale ? plan.save : { ...plan.save, from });
  return {
    ...plan,
    problems: [...asked.problems, ...complete.problems, ...plan.problems],
    asked: toAsked(source, validators, asked.text),
  };
}

/** How to see that a source still answers the same; nothing where it did not answer. */
function toAsked(
  { id, content }: Source,
  { etag, lastModified }: Pick<Snapshot, 'etag' | 'lastModified'>,
  text: FetchedText | undefined,
): AskedSource[] {
  if (!isAddressed(content) || !text || text.outcome === 'fault') return [];
  const source = { id, content, accept: mediaTypeOf(content) };
  if (text.outcome === 'same') return [{ ...source, etag, lastModified }];
  return [{ ...source, etag: text.etag, lastModified: text.lastModified, textHash: shortHash(text.text) }];
}

function asLastSaid(source: string, previous: Snapshot | undefined): SnapshotPlan {
  const asOf = previous && new Date(previous.fetchedAt);
  return { save: undefined, use: previous, age: { source, asOf, isStale: false }, problems: [] };
}

/** Where the answer comes from; absolute, as cron may start anywhere and must find what was kept. */
function sourceAddress({ content }: Source, folders: SourceFolders): string {
  return isAddressed(content) ? content.url : resolve(folders.content, content.file!);
}

/** The same as messages name it. */
function shownAddress(address: string): string {
  return isAbsolute(address) ? shownPath(address) : withoutPassword(address);
}

/** A snapshot of an older release, or one that was edited, may not be of the right shape any more. */
function usable(snapshot: Snapshot | undefined, { content }: Source): Snapshot | undefined {
  return snapshot && !formats[content.type].shapeFault(snapshot.answer) ? snapshot : undefined;
}
