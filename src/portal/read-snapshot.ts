import type { Checked } from '../base/problems.ts';
import type { Reading, Report } from '../model/report.ts';
import type { Missing, Snapshot } from '../model/snapshot.ts';
import { formats, type SourceType } from '../sources/formats.ts';
import { type AnswerReader, type HoldOptions, unreported } from './hold-answer.ts';

/** Reads the answers of one source, each once. */
export function answerReader(
  id: string,
  type: SourceType,
  now: Date,
): AnswerReader & { readonly read: (answer: unknown, fetchedAt: string) => Checked<Reading> } {
  const format = formats[type];
  const known = new Map<unknown, { readonly fetchedAt: string; readonly reading: Checked<Reading> }>();
  const read = (answer: unknown, fetchedAt: string) => {
    const before = known.get(answer);
    if (before?.fetchedAt === fetchedAt) return before.reading;
    const reading = format.read(answer, id, now, new Date(fetchedAt));
    known.set(answer, { fetchedAt, reading });
    return reading;
  };
  return { read, reports: (answer, fetchedAt) => read(answer, fetchedAt).value.reports, rowsOf: format.rowsOf };
}

/** What is shown of a source: what its answer says, and the mirrors that it no longer lists as they last were. */
export function readSnapshot(
  snapshot: Snapshot,
  reader: ReturnType<typeof answerReader>,
  context: Pick<HoldOptions, 'rule' | 'now'>,
): Checked<Reading> {
  const { value, problems } = reader.read(snapshot.answer, snapshot.fetchedAt);
  const kept = unreported(snapshot, context).flatMap(({ since, last }) =>
    reader.read(last.answer, last.fetchedAt).value.reports.map((report) => withLastReport(report, new Date(since))),
  );
  const shown = new Set(kept.map(({ cname }) => cname));
  const gone = Object.entries(snapshot.missing ?? {}).filter(([name]) => !shown.has(name));
  return {
    value: { ...value, reports: [...value.reports, ...kept], gone: new Map(gone.map(toGone)) },
    problems,
  };
}

/** The next run is unknown. */
function withLastReport({ sync: { next: _, ...sync }, ...report }: Report, unreportedSince: Date): Report {
  return { ...report, sync, place: { source: report.place.source! }, unreportedSince };
}

function toGone([name, { gone }]: [string, Missing]): [string, 'accepted' | 'gone'] {
  return [name, gone === 'operator' ? 'accepted' : 'gone'];
}
