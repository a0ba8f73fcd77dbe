import { askUrl } from '../io/ask-url.ts';
import { shortHash } from '../io/key-of.ts';
import {
  type AskedSource,
  type BuildFolders,
  isOutputWhole,
  type LastRun,
  loadLastRun,
  runKey,
  stampData,
  stampInput,
} from '../io/last-run.ts';
import type { FetchedText } from '../portal/snapshot.ts';

/** What is known before anything is read. */
export interface RunStart {
  /** The last run, where this one would only repeat it. */
  readonly unchanged?: LastRun;
  /** What sources behind an address have answered already, by id. */
  readonly given?: ReadonlyMap<string, FetchedText>;
  /** Stamp of the files that the last run read, as they are now. */
  readonly input?: string;
}

/**
 * Whether a run would do nothing: files, answers and output are as the last run left them, and no moment has come since at which
 * something changes by itself. It reads no file of content and loads no schema, as most runs of cron are such.
 */
export async function startRun(folders: BuildFolders & { readonly now: Date }): Promise<RunStart> {
  try {
    return await compareWithLast(folders);
  } catch {
    return {}; // What cannot be read here is read again by the run, which says what is the matter with it.
  }
}

async function compareWithLast(folders: BuildFolders & { readonly now: Date }): Promise<RunStart> {
  const lastRun = loadLastRun(folders.data);
  if (!lastRun || lastRun.key !== runKey(folders)) return {};
  const input = stampInput(folders, lastRun);
  if (!isTime(lastRun, folders.now) || input !== lastRun.input) return { input };
  if (stampData(folders.data) !== lastRun.data || !isOutputWhole(folders)) return { input };
  const given = await askAgain(lastRun.asked, folders);
  const isSame = lastRun.asked.every((source) => isAnswerSame(source, given.get(source.id)!));
  return isSame ? { unchanged: lastRun } : { input, given };
}

/** A clock that was set back tells of another time than the last run's. */
function isTime({ at, until }: LastRun, now: Date): boolean {
  return new Date(at) <= now && now < new Date(until);
}

async function askAgain(
  asked: readonly AskedSource[],
  { content, now }: BuildFolders & { readonly now: Date },
): Promise<ReadonlyMap<string, FetchedText>> {
  const ask = async (source: AskedSource) => [source.id, await askUrl(source.content, content, source, now)] as const;
  return new Map(await Promise.all(asked.map(ask)));
}

function isAnswerSame({ textHash }: AskedSource, fetched: FetchedText): boolean {
  return fetched.outcome === 'new' ? shortHash(fetched.text) === textHash : fetched.outcome === 'same';
}
