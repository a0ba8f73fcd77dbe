import { ageText, type Problem, problem } from '../base/problems.ts';
import { namesText } from '../model/hold.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { formats, type SourceType } from '../sources/formats.ts';
import { type AnswerReader, endOf, type HoldManner, toldNames, unreported } from './hold-answer.ts';

/** What is held of a source, and which of its mirrors are shown though they are no longer listed. */
export function holdProblems(
  source: { readonly id: string; readonly type: SourceType },
  snapshot: Snapshot,
  reader: AnswerReader,
  manner: Pick<HoldManner, 'rule' | 'now'>,
): Problem[] {
  return [...heldProblem(source, snapshot, reader, manner), ...unreportedProblem(source, snapshot, manner)];
}

function heldProblem(
  { id, type }: Parameters<typeof holdProblems>[0],
  snapshot: Snapshot,
  reader: AnswerReader,
  manner: Pick<HoldManner, 'rule' | 'now'>,
): Problem[] {
  const { held, fetchedAt } = snapshot;
  if (!held) return [];
  const told = toldNames(snapshot, reader, manner);
  const lost = told.difference(new Set(held.names));
  const what =
    held.names.length === 0 ? 'it lists no mirrors' : `it no longer lists ${lost.size} of its ${told.size} mirrors`;
  const says = `since ${held.since} ${what} (lost: ${namesText(lost)}); showing its answer of ${fetchedAt}, ${ageText(new Date(fetchedAt), manner.now)} old`;
  const until = endOf(held.since, manner.rule.acceptDays).toISOString();
  const fix = `${formats[type].shrunkFix} If they are gone for good, run \`npm run fetch -- --accept ${id}\`; otherwise the loss is accepted on ${until}.`;
  return [problem('source-shrunk', { source: id }, says, fix)];
}

/** Told at the names, so that a further mirror is news. */
function unreportedProblem(
  { id, type }: Parameters<typeof holdProblems>[0],
  snapshot: Snapshot,
  manner: Pick<HoldManner, 'rule' | 'now'>,
): Problem[] {
  const kept = unreported(snapshot, manner);
  if (snapshot.held || kept.length === 0) return [];
  const names = namesText(kept.map(({ name }) => name));
  const since = kept.map((entry) => entry.since).sort()[0]!;
  const which = kept.length === 1 ? 'this mirror has' : `these ${kept.length} mirrors have`;
  const says = `${which} not been listed since ${since}; the last known state is shown for ${manner.rule.unreportedDays} days`;
  const fix = `${formats[type].shrunkFix} To remove it from the site now, run \`npm run fetch -- --accept ${id}\`.`;
  return [problem('unreported-mirror', { source: id, path: names }, says, fix)];
}
