import { ageText, type Problem, problem } from '../base/problems.ts';
import { namesText } from '../model/hold.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { formats, type SourceType } from '../sources/formats.ts';
import { type AnswerReader, endOf, expectedNames, type HoldOptions, unreported } from './hold-answer.ts';

/** What is held of a source, and which of its mirrors are shown though they are no longer listed. */
export function holdProblems(
  source: { readonly id: string; readonly type: SourceType },
  snapshot: Snapshot,
  reader: AnswerReader,
  context: Pick<HoldOptions, 'rule' | 'now'>,
): Problem[] {
  return [...heldProblem(source, snapshot, reader, context), ...unreportedProblem(source, snapshot, context)];
}

function heldProblem(
  { id, type }: Parameters<typeof holdProblems>[0],
  snapshot: Snapshot,
  reader: AnswerReader,
  context: Pick<HoldOptions, 'rule' | 'now'>,
): Problem[] {
  const { held, fetchedAt } = snapshot;
  if (!held) return [];
  const expected = expectedNames(snapshot, reader, context);
  const lost = expected.difference(new Set(held.names));
  const what =
    held.names.length === 0 ? 'it lists no mirrors' : `it no longer lists ${lost.size} of its ${expected.size} mirrors`;
  const says = `since ${held.since} ${what} (lost: ${namesText(lost)}); showing its answer of ${fetchedAt}, ${ageText(new Date(fetchedAt), context.now)} old`;
  const until = endOf(held.since, context.rule.acceptDays).toISOString();
  const fix = `${formats[type].shrunkFix} If they are gone for good, run \`heliostat fetch --accept ${id}\`; otherwise the loss is accepted on ${until}.`;
  return [problem('source-shrunk', { source: id }, says, fix)];
}

/** Told at the names, so that a further mirror is news. */
function unreportedProblem(
  { id, type }: Parameters<typeof holdProblems>[0],
  snapshot: Snapshot,
  context: Pick<HoldOptions, 'rule' | 'now'>,
): Problem[] {
  const kept = unreported(snapshot, context);
  if (snapshot.held || kept.length === 0) return [];
  const names = namesText(kept.map(({ name }) => name));
  const since = kept.map((entry) => entry.since).sort()[0]!;
  const which = kept.length === 1 ? 'this mirror has' : `these ${kept.length} mirrors have`;
  const says = `${which} not been listed since ${since}; the last known state is shown for ${context.rule.unreportedDays} days`;
  const fix = `${formats[type].shrunkFix} To remove it from the site now, run \`heliostat fetch --accept ${id}\`.`;
  return [problem('unreported-mirror', { source: id, path: names }, says, fix)];
}
