import { resolve } from 'node:path';
import { type Checked, problem, quoted } from '../base/problems.ts';
import { isAddressed, type WorkedSource } from '../content/portal-schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Fetched, FetchedText } from '../portal/snapshot.ts';
import { json } from '../sources/answer-text.ts';
import {
  besideJobs,
  errorsInJobs,
  type JobErrors,
  lacksErrors,
  withErrors,
  workersToIds,
  workerToErrors,
} from '../sources/tunasync-workers.ts';
import { askUrl } from './ask-url.ts';
import { fetchFile } from './fetch-file.ts';

/** More workers than any manager has; each is asked at once. */
const MOST_WORKERS = 32;

/** What was learnt of errors, and what went wrong meanwhile. */
interface Learnt {
  readonly errors: JobErrors;
  readonly faults: readonly string[];
}

/**
 * The answer of a tunasync source with the errors of failed syncs. Workers are asked only if the error of one is not known from
 * before; whatever goes wrong then, the answer itself counts.
 */
export async function addErrors(
  id: string,
  content: WorkedSource,
  folder: string,
  fetched: Fetched,
  previous: Snapshot | undefined,
  now: Date,
): Promise<Checked<Fetched>> {
  const answer = fetched.outcome === 'new' ? fetched.answer : fetched.outcome === 'same' ? previous?.answer : undefined;
  if (fetched.outcome === 'fault' || answer === undefined) return { value: fetched, problems: [] };
  // Files are read anyway, and are taken at their word.
  const known = errorsInJobs(content.workers === true ? previous?.answer : undefined);
  if (!lacksErrors(answer, known)) return { value: withAnswer(fetched, previous, known), problems: [] };
  const { errors, faults } = await learnErrors(content, folder, now);
  const fix = 'Check that the address or the file answers as `/workers/<id>/jobs` of the manager does.';
  const says = `the errors of failed syncs are not known: ${faults.slice(0, 3).join('; ')}`;
  return {
    value: withAnswer(fetched, previous, new Map([...known, ...errors])),
    problems: faults.length > 0 ? [problem('reasons-missing', { source: id }, says, fix)] : [],
  };
}

/** An answer that is not new is that of before, and becomes a new one only if an error was learnt. */
function withAnswer(
  fetched: Exclude<Fetched, { outcome: 'fault' }>,
  previous: Snapshot | undefined,
  errors: JobErrors,
) {
  if (fetched.outcome === 'new') return { ...fetched, answer: withErrors(fetched.answer, errors) };
  const { answer, etag, lastModified } = previous!;
  return { outcome: 'new', at: fetched.at, etag, lastModified, answer: withErrors(answer, errors) } as const;
}

async function learnErrors(content: WorkedSource, folder: string, now: Date): Promise<Learnt> {
  const { workers } = content;
  if (workers !== true) {
    const files = workers.map(async (file) => toLearnt(`file ${quoted(file)}`, await fetchFile(resolve(folder, file))));
    return joined(await Promise.all(files));
  }
  if (!isAddressed(content)) return joined([]);
  const ask = (path: string) =>
    askUrl({ ...content, url: besideJobs(content.url, path) }, folder, { accept: json.mediaType }, now);
  const list = await ask('workers');
  if (list.outcome !== 'new') return { errors: new Map(), faults: [`/workers: ${faultIn(list)}`] };
  const { ids, fault } = workersToIds(list.text);
  const asked = ids
    .slice(0, MOST_WORKERS)
    .map(async (id) => toLearnt(`worker ${quoted(id)}`, await ask(`workers/${id}/jobs`)));
  const left = ids.length > MOST_WORKERS ? [`only the first ${MOST_WORKERS} of ${ids.length} workers were asked`] : [];
  const { errors, faults } = joined(await Promise.all(asked));
  return { errors, faults: [...(fault === undefined ? [] : [`/workers: ${fault}`]), ...left, ...faults] };
}

function toLearnt(from: string, fetched: FetchedText): Learnt {
  if (fetched.outcome !== 'new') return { errors: new Map(), faults: [`${from}: ${faultIn(fetched)}`] };
  const { errors, fault } = workerToErrors(fetched.text);
  return { errors, faults: fault === undefined ? [] : [`${from}: ${fault}`] };
}

function faultIn(fetched: Exclude<FetchedText, { outcome: 'new' }>): string {
  return fetched.outcome === 'fault' ? fetched.fault : 'it answered "not modified" to a first request';
}

function joined(learnt: readonly Learnt[]): Learnt {
  return {
    errors: new Map(learnt.flatMap(({ errors }) => [...errors])),
    faults: learnt.flatMap(({ faults }) => faults),
  };
}
