import { type HoldRule, isTooMuch } from '../model/hold.ts';
import type { Report } from '../model/report.ts';
import type { LastRows, Missing, Snapshot, SnapshotPlan } from '../model/snapshot.ts';

/*
 * `planSnapshot` decides what a fetch changes; `holdAnswer` decides whether that is believed. What a source told before
 * is the answer that is shown, and the mirrors that it listed lately and no longer lists.
 */

/** How to read an answer of one source. */
export interface AnswerReader {
  readonly reports: (answer: unknown, fetchedAt: string) => readonly Pick<Report, 'cname' | 'isHidden'>[];
  /** The same answer with the rows of one mirror only; missing where people write the answer. */
  readonly rowsOf?: ((answer: unknown, cname: string) => unknown) | undefined;
}

export interface HoldOptions {
  readonly rule: HoldRule;
  /** The operator accepts what this source has lost. */
  readonly isAccepted: boolean;
  readonly now: Date;
}

/** Decide whether what a fetch brings is shown. An answer that lost too much is held, and the last good one stays. */
export function holdAnswer(
  plan: SnapshotPlan,
  previous: Snapshot | undefined,
  reader: AnswerReader,
  context: HoldOptions,
): SnapshotPlan {
  const { use } = plan;
  if (!use || !previous || plan.age.isStale) return plan;
  const isSame = use.answer === previous.answer;
  if (isSame && !previous.held && !previous.missing) return plan;
  const listed = namesIn(use, reader);
  const isHeld =
    !isSame &&
    isShrunk(expectedNames(previous, reader, context), listed, context.rule) &&
    !isAcceptable(previous, listed, context);
  if (isHeld) return hold(plan, previous, listed, context.now);
  return withMemory(plan, previous, missingAfter(previous, listed, reader, context));
}

/** The names that an answer must not lack: what the last good one lists, and what it listed in the days before. */
export function expectedNames(
  snapshot: Snapshot,
  reader: AnswerReader,
  { rule, now }: Pick<HoldOptions, 'rule' | 'now'>,
): Set<string> {
  const expected = new Set(shownNames(snapshot, reader));
  for (const [name, missing] of Object.entries(snapshot.missing ?? {})) {
    if (missing.gone) expected.delete(name);
    else if (!isOver(missing.since, rule.lookBackDays, now)) expected.add(name);
  }
  return expected;
}

/** The mirrors that are no longer listed and are shown as they last were, with how that was. */
export function unreported(
  { missing = {} }: Snapshot,
  { rule, now }: Pick<HoldOptions, 'rule' | 'now'>,
): { readonly name: string; readonly since: string; readonly last: LastRows }[] {
  return Object.entries(missing).flatMap(([name, { since, countedFrom = since, last, gone }]) =>
    last && !gone && !isOver(countedFrom, rule.unreportedDays, now) ? [{ name, since, last }] : [],
  );
}

/** When something that began at `since` has lasted for so many days. */
export function endOf(since: string, days: number): Date {
  return new Date(new Date(since).getTime() + days * 86_400_000);
}

function isOver(since: string, days: number, now: Date): boolean {
  return now >= endOf(since, days);
}

function isShrunk(expected: ReadonlySet<string>, listed: ReadonlySet<string>, rule: HoldRule): boolean {
  return isTooMuch({ expected: expected.size, lost: expected.difference(listed).size, left: listed.size }, rule);
}

/**
 * Whether the operator or the time has accepted that the answer lost so much. The operator has seen what is held by now,
 * and not what the source answers in this moment.
 */
function isAcceptable(
  { held }: Snapshot,
  listed: ReadonlySet<string>,
  { rule, isAccepted, now }: HoldOptions,
): boolean {
  if (isAccepted) return held === undefined || !isShrunk(new Set(held.names), listed, rule);
  return isOver(held?.since ?? now.toISOString(), rule.acceptDays, now);
}

function hold(plan: SnapshotPlan, previous: Snapshot, listed: ReadonlySet<string>, now: Date): SnapshotPlan {
  const names = [...listed].sort();
  const isKnown = previous.held !== undefined && previous.held.names.join('\0') === names.join('\0');
  const snapshot = isKnown
    ? previous
    : { ...previous, held: { since: previous.held?.since ?? now.toISOString(), names } };
  const age = { source: plan.age.source, asOf: new Date(previous.fetchedAt), isStale: true, isHeld: true };
  return { ...plan, save: isKnown ? undefined : snapshot, use: snapshot, age };
}

/** What is not listed now, with what was known of it before. */
function missingAfter(
  previous: Snapshot,
  listed: ReadonlySet<string>,
  reader: AnswerReader,
  { rule, isAccepted, now }: HoldOptions,
): Record<string, Missing> {
  const { held } = previous;
  const expected = expectedNames(previous, reader, { rule, now });
  const gone = isAccepted ? 'operator' : isShrunk(expected, listed, rule) ? 'time' : undefined;
  const longest = Math.max(rule.lookBackDays, rule.unreportedDays);
  const missing = new Map<string, Missing>();
  for (const name of new Set([...shownNames(previous, reader), ...Object.keys(previous.missing ?? {})])) {
    const known = ownEntry(previous.missing, name);
    if (listed.has(name) || (known && isOver(known.countedFrom ?? known.since, longest, now))) continue;
    const entry = known ?? beginMissing(name, previous, held && !held.names.includes(name) ? held.since : undefined);
    missing.set(name, gone && !entry.gone ? { since: entry.since, gone } : entry);
  }
  return Object.fromEntries(missing);

  function beginMissing(name: string, { answer, fetchedAt }: Snapshot, heldSince: string | undefined): Missing {
    const last = reader.rowsOf && { answer: reader.rowsOf(answer, name), fetchedAt };
    if (heldSince === undefined) return { since: now.toISOString(), last };
    return { since: heldSince, countedFrom: now.toISOString(), last };
  }
}

/** The plan with what is remembered of its source; written also when only that has changed. */
function withMemory(plan: SnapshotPlan, previous: Snapshot, missing: Record<string, Missing>): SnapshotPlan {
  const { held: _, missing: before = {}, ...rest } = plan.use!;
  const isEmpty = Object.keys(missing).length === 0;
  const use: Snapshot = isEmpty ? rest : { ...rest, missing };
  const isChanged =
    previous.held !== undefined || JSON.stringify(missing) !== JSON.stringify(previous.missing ?? before);
  return { ...plan, use, save: plan.save || isChanged ? use : undefined };
}

function namesIn({ answer, fetchedAt }: Snapshot, reader: AnswerReader): Set<string> {
  return new Set(reader.reports(answer, fetchedAt).map(({ cname }) => cname));
}

/** Without mirrors that are reported as disabled: these may disappear. */
function shownNames({ answer, fetchedAt }: Snapshot, reader: AnswerReader): string[] {
  return reader.reports(answer, fetchedAt).flatMap(({ cname, isHidden }) => (isHidden ? [] : [cname]));
}

/** Names come from outside, `__proto__` among them. */
function ownEntry<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}
