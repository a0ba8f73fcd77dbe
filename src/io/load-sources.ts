import { isAbsolute, resolve } from 'node:path';
import { withoutPassword } from '../base/address.ts';
import type { Checked } from '../base/problems.ts';
import { isAddressed } from '../content/portal-schema.ts';
import type { Source } from '../content/read-content.ts';
import type { HoldRule } from '../model/hold.ts';
import type { Snapshot, SnapshotPlan } from '../model/snapshot.ts';
import type { Ingredients } from '../portal/assemble.ts';
import { type HoldManner, holdAnswer } from '../portal/hold-answer.ts';
import { holdProblems } from '../portal/hold-problems.ts';
import { answerReader, readSnapshot } from '../portal/read-snapshot.ts';
import { planSnapshot } from '../portal/snapshot.ts';
import { formats } from '../sources/formats.ts';
import { askSource } from './ask-source.ts';
import { shownPath } from './content-folder.ts';
import { loadSnapshot, saveSnapshot } from './snapshot-file.ts';

export interface SourceFolders {
  readonly content: string;
  readonly data: string;
}

/** What the sources say, each as of its last good answer. */
export type LoadedSources = Pick<Ingredients, 'readings' | 'snapshots'>;

/** How sources are asked. */
export interface SourceManner {
  /** When an answer is held. */
  readonly rule: HoldRule;
  /** Ask files only; sources behind a URL say what they last said. */
  readonly isOffline?: boolean;
  /** Ids of sources of which the operator accepts what they have lost. */
  readonly accepted?: ReadonlySet<string>;
}

/** Ask every source at once, keep what is new, and read what each last said. */
export async function loadSources(
  sources: readonly Source[],
  folders: SourceFolders,
  now: Date,
  manner: SourceManner,
): Promise<Checked<LoadedSources>> {
  const loaded = await Promise.all(sources.map((source) => loadSource(source, folders, now, manner)));
  return {
    value: {
      readings: loaded.flatMap(({ value }) => value.readings),
      snapshots: loaded.flatMap(({ value }) => value.snapshots),
    },
    problems: loaded.flatMap(({ problems }) => problems),
  };
}

async function loadSource(
  source: Source,
  folders: SourceFolders,
  now: Date,
  { rule, isOffline = false, accepted }: SourceManner,
): Promise<Checked<LoadedSources>> {
  const { id, content } = source;
  const reader = answerReader(id, content.type, now);
  const manner: HoldManner = { rule, isAccepted: accepted?.has(id) ?? false, now };
  const { use, age, problems } = await fetchSource(source, folders, reader, manner, isOffline);
  if (!use) return { value: { readings: [], snapshots: [age] }, problems };
  const reading = readSnapshot(use, reader, manner);
  return {
    value: { readings: [reading.value], snapshots: [{ ...age, ...(use.held && { isHeld: true, isStale: true }) }] },
    problems: [...problems, ...holdProblems({ id, type: content.type }, use, reader, manner), ...reading.problems],
  };
}

async function fetchSource(
  source: Source,
  folders: SourceFolders,
  reader: ReturnType<typeof answerReader>,
  manner: HoldManner,
  isOffline: boolean,
): Promise<SnapshotPlan> {
  const from = sourceAddress(source, folders);
  const previous = usable(loadSnapshot(folders.data, source.id), source);
  if (isOffline && isAddressed(source.content)) return asLastSaid(source.id, previous);
  const validators = previous?.from === from ? previous : {};
  const { value, problems } = await askSource(source.content, folders.content, validators, manner.now);
  const fetchedPlan = planSnapshot(source.id, shownAddress(from), previous, value, manner.now);
  const plan = holdAnswer(fetchedPlan, previous, reader, manner);
  if (plan.save) saveSnapshot(folders.data, source.id, plan.age.isStale ? plan.save : { ...plan.save, from });
  return { ...plan, problems: [...problems, ...plan.problems] };
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
