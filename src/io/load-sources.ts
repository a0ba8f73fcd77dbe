import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import type * as z from 'zod';
import { withoutPassword } from '../base/address.ts';
import { decodeText, notUtf8 } from '../base/decode-text.ts';
import { parseYaml } from '../base/parse-yaml.ts';
import type { Checked, Problem } from '../base/problems.ts';
import type { TransportContent } from '../content/portal-schema.ts';
import type { Source } from '../content/read-content.ts';
import type { HoldRule } from '../model/hold.ts';
import type { Snapshot, SnapshotPlan } from '../model/snapshot.ts';
import type { Ingredients } from '../portal/assemble.ts';
import { type HoldManner, holdAnswer } from '../portal/hold-answer.ts';
import { holdProblems } from '../portal/hold-problems.ts';
import { answerReader, readSnapshot } from '../portal/read-snapshot.ts';
import { type Fetched, planSnapshot } from '../portal/snapshot.ts';
import { demoSchema, demoToJobs } from '../sources/demo.ts';
import { formats } from '../sources/formats.ts';
import { listSchema } from '../sources/list.ts';
import { shownPath } from './content-folder.ts';
import { fetchFile } from './fetch-file.ts';
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
  if (isOffline && source.content.type !== 'demo' && source.content.url) return asLastSaid(source.id, previous);
  const validators = previous?.from === from ? previous : {};
  const { fetched, problems } = await ask(source, folders, validators, manner.now);
  const fetchedPlan = planSnapshot(source.id, shownAddress(from), previous, withShape(fetched, source), manner.now);
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
  if (content.type !== 'demo' && content.url) return content.url;
  return resolve(folders.content, content.file!);
}

/** The same as messages name it. */
function shownAddress(address: string): string {
  return isAbsolute(address) ? shownPath(address) : withoutPassword(address);
}

interface Asked {
  readonly fetched: Fetched;
  /** What is wrong with a file that the answer was made from. */
  readonly problems: readonly Problem[];
}

async function ask(
  { content }: Source,
  folders: SourceFolders,
  validators: Pick<Snapshot, 'etag' | 'lastModified'>,
  now: Date,
): Promise<Asked> {
  if (content.type !== 'demo' && content.url) return askUrl(content.url, content, folders, validators, now);
  const path = resolve(folders.content, content.file!);
  if (content.type === 'demo') return askWritten(path, demoSchema, ({ jobs }) => demoToJobs(jobs, now), now);
  if (content.type === 'list') return askWritten(path, listSchema, (list) => list, now);
  return { fetched: await fetchFile(path), problems: [] };
}

/** HTTP and TLS are loaded for sources that are asked by them: that takes a third of a run in which nothing is new. */
async function askUrl(
  url: string,
  transport: TransportContent,
  folders: SourceFolders,
  validators: Pick<Snapshot, 'etag' | 'lastModified'>,
  now: Date,
): Promise<Asked> {
  const [{ fetchUrl }, { readTransport }] = await Promise.all([import('./fetch-url.ts'), import('./transport.ts')]);
  return {
    fetched: await fetchUrl(url, validators, () => readTransport(transport, folders.content), now),
    problems: [],
  };
}

/**
 * Read a YAML file that somebody writes by hand. What is wrong with it is told with line and column, and it
 * is as old as this moment: nobody has to touch a file to keep it true.
 */
async function askWritten<T>(
  path: string,
  schema: z.ZodType<T>,
  toAnswer: (written: T) => unknown,
  now: Date,
): Promise<Asked> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return { fetched: { outcome: 'fault', fault: 'the file cannot be read' }, problems: [] };
  const decoded = decodeText(bytes);
  if (decoded.text === undefined) {
    const problems = [notUtf8({ file: shownPath(path) }, decoded)];
    return { fetched: { outcome: 'fault', fault: 'what is in the file cannot be used' }, problems };
  }
  const { value, problems } = parseYaml(decoded.text, shownPath(path), schema);
  const fetched: Fetched = value
    ? { outcome: 'new', answer: toAnswer(value), at: now }
    : { outcome: 'fault', fault: 'what is in the file cannot be used' };
  return { fetched, problems };
}

/** An answer of another shape is as good as none: a page of jobs must not be replaced by an error message. */
function withShape(fetched: Fetched, { content }: Source): Fetched {
  if (fetched.outcome !== 'new') return fetched;
  const format = formats[content.type];
  const fault = format.shapeFault(fetched.answer) ?? crowdFault(fetched.answer);
  return fault
    ? { outcome: 'fault', fault: `its answer is not what a ${content.type} source gives (${fault})` }
    : { ...fetched, answer: format.inOrder(fetched.answer) };
}

/** More mirrors than any site has; each has pages, and a run would not end before the next begins. */
const MOST_MIRRORS = 50_000;

/** Whether an answer lists so many mirrors that it is no list of mirrors. */
function crowdFault(answer: unknown): string | undefined {
  const { mirrors, WorkerStatus } = answer as { mirrors?: unknown; WorkerStatus?: object };
  const rows = Array.isArray(answer) ? answer : Array.isArray(mirrors) ? mirrors : Object.keys(WorkerStatus ?? {});
  const most = MOST_MIRRORS.toLocaleString('en');
  return rows.length > MOST_MIRRORS ? `it lists ${rows.length} mirrors, and ${most} are the most` : undefined;
}

/** A snapshot of an older release, or one that was edited, may not be of the right shape any more. */
function usable(snapshot: Snapshot | undefined, { content }: Source): Snapshot | undefined {
  return snapshot && !formats[content.type].shapeFault(snapshot.answer) ? snapshot : undefined;
}
