import { existsSync, renameSync } from 'node:fs';
import { type Checked, type Problem, problem } from '../base/problems.ts';
import type { Mirror } from '../model/portal.ts';
import type { HistoryFacts } from '../portal/assemble.ts';
import { shownPath } from './content-folder.ts';
import { History, historyPath, NewerVersionError } from './history.ts';

export type HistoryFault = 'damaged' | 'locked' | 'newer' | 'unwritable';

/** SQLite's result codes that are about the file and not about us; https://sqlite.org/rescode.html. */
const FAULTS: Readonly<Record<number, HistoryFault>> = {
  3: 'unwritable', // PERM
  5: 'locked', // BUSY
  6: 'locked', // LOCKED
  8: 'unwritable', // READONLY
  10: 'unwritable', // IOERR
  11: 'damaged', // CORRUPT
  13: 'unwritable', // FULL
  14: 'unwritable', // CANTOPEN
  26: 'damaged', // NOTADB
};

/** What an error says of the history; undefined when it is about something else. */
export function historyFaultOf(error: unknown): HistoryFault | undefined {
  if (error instanceof NewerVersionError) return 'newer';
  const { code, errcode = 0 } = error as { code?: string; errcode?: number };
  return code === 'ERR_SQLITE_ERROR' ? FAULTS[errcode & 0xff] : undefined;
}

/**
 * Do `work` with the history, and again without it if the history turns out to be unusable: states come
 * from the sources, so the site is always built.
 *
 * @param work may run twice
 */
export async function withHistory<T>(
  dataFolder: string,
  now: Date,
  work: (history: History | undefined) => Promise<Checked<T>>,
): Promise<Checked<T>> {
  try {
    return await usingHistory(dataFolder, work);
  } catch (error) {
    // Reading a number that nothing can count, or a time that no calendar has.
    if (error instanceof RangeError) return afterRepair(dataFolder, now, error, work);
    const fault = historyFaultOf(error);
    if (!fault) throw error;
    return withProblem(await toProblem(dataFolder, fault, error, now), await work(undefined));
  }
}

function withProblem<T>(found: Problem, { value, problems }: Checked<T>): Checked<T> {
  return { value, problems: [found, ...problems] };
}

async function afterRepair<T>(
  dataFolder: string,
  now: Date,
  error: RangeError,
  work: (history: History | undefined) => Promise<Checked<T>>,
): Promise<Checked<T>> {
  const path = historyPath(dataFolder);
  let values: number;
  try {
    values = await usingHistory(dataFolder, async (history) => history.repair());
  } catch (cause) {
    return withProblem(unrecorded(path, 'unwritable', cause), await work(undefined));
  }
  if (values === 0) throw error;
  const says = `the history had invalid sizes or times (${values}); they were removed`;
  const fix = 'No action is needed: an earlier release stored invalid values of a source.';
  return withProblem(
    problem('history-repaired', { file: shownPath(path) }, says, fix),
    await withHistory(dataFolder, now, work),
  );
}

/**
 * Do `work` with the history, if it can be read. Nothing is written, and faults of the history are left to the next
 * build.
 *
 * @param work may run twice
 */
export async function readingHistory<T>(
  dataFolder: string,
  now: Date,
  work: (historyFacts: HistoryFacts | undefined) => Promise<T>,
): Promise<T> {
  if (!existsSync(historyPath(dataFolder))) return work(undefined);
  try {
    return await usingHistory(dataFolder, (history) => work(historyFactsOf(history, now)));
  } catch (error) {
    if (!historyFaultOf(error) && !(error instanceof RangeError)) throw error;
    return work(undefined);
  }
}

/** Facts about mirrors, read while the history is open. */
export function historyFactsOf(history: History, now: Date): HistoryFacts {
  return {
    seenHours: history.seenHours(),
    lastGoodEnd: (cname) => history.lastGoodEnd(cname, now),
    usualSeconds: (cname) => history.usualSeconds(cname),
  };
}

async function toProblem(dataFolder: string, fault: HistoryFault, error: unknown, now: Date): Promise<Problem> {
  if (fault !== 'damaged') return unrecorded(historyPath(dataFolder), fault, error);
  if (await isDamaged(dataFolder)) return setAside(dataFolder, error, now);
  return unrecorded(historyPath(dataFolder), 'unwritable', error);
}

/** After one failed read of a disk, SQLite calls a good file malformed, so a file is checked a second time. */
async function isDamaged(dataFolder: string): Promise<boolean> {
  try {
    return !(await usingHistory(dataFolder, async (history) => history.isWhole()));
  } catch (error) {
    return historyFaultOf(error) === 'damaged';
  }
}

async function usingHistory<T>(dataFolder: string, work: (history: History) => Promise<T>): Promise<T> {
  const history = History.open(dataFolder);
  try {
    return await work(history);
  } finally {
    history.close();
  }
}

/**
 * Record the states of the mirrors. If only the recording fails, the history so far is still used: the site matters
 * more than its history.
 */
export function recordOrNote(
  history: History,
  mirrors: readonly Mirror[],
  ...how: [now: Date, keepDays: number, dayOf: (time: Date) => string]
): Problem[] {
  try {
    history.record(mirrors, ...how);
    return [];
  } catch (error) {
    const fault = historyFaultOf(error);
    if (fault === 'damaged') throw error;
    return [unrecorded(history.path, fault ?? 'unwritable', error)];
  }
}

const FIXES: Readonly<Record<Exclude<HistoryFault, 'damaged'>, string>> = {
  locked:
    'Stop the process that keeps it open; `fuser` shows it. A backup should copy the file, or run between builds.',
  newer: 'Use the release that wrote it, or a newer one; move the file away only to start a new history.',
  unwritable: 'Give the user who builds permission to write the file and its folder, and make room on the disk.',
};

function unrecorded(path: string, fault: Exclude<HistoryFault, 'damaged'>, error: unknown): Problem {
  const says = `this run is not recorded (${(error as Error).message}); the history is unchanged`;
  return problem(`history-${fault}`, { file: shownPath(path) }, says, FIXES[fault]);
}

/** Move a damaged history away, so that a person can inspect it; the next run starts a new one. */
function setAside(dataFolder: string, error: unknown, now: Date): Problem {
  const path = historyPath(dataFolder);
  const aside = `${path}.damaged-${now.toISOString().slice(0, 19).replaceAll(':', '')}`;
  try {
    for (const ending of ['', '-journal']) {
      if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
    }
  } catch (cause) {
    return unrecorded(path, 'unwritable', cause);
  }
  const says = `the history cannot be used (${(error as Error).message}); it was moved to ${shownPath(aside)}`;
  const fix = 'Restore a copy if you have one; a new history is started until then.';
  return problem('history-damaged', { file: shownPath(path) }, says, fix);
}
