import type { Place } from '../base/problems.ts';
import type { MarkdownDocument, Translated } from './markdown-document.ts';

/** How grave an incident is, the gravest first. */
export const incidentLevels = ['outage', 'degraded', 'maintenance', 'notice'] as const;
export type IncidentLevel = (typeof incidentLevels)[number];

/** Whether an incident is over, lasts, or is still to come. */
export type IncidentPhase = 'coming' | 'now' | 'past';

/** What an incident affects. */
export interface Affected {
  /** The whole site. */
  readonly isAll: boolean;
  /** cnames of mirrors. */
  readonly mirrors: readonly string[];
  /** Labels of endpoints. */
  readonly endpoints: readonly string[];
}

/** What was said of an incident at some time. */
export interface IncidentUpdate {
  readonly at: Date;
  /** The words that stand behind the time. */
  readonly title?: string | undefined;
  /** Markdown. */
  readonly text: string;
}

/** What an incident is, in one language. The text stands before the first update. */
export interface IncidentDocument extends MarkdownDocument {
  readonly title: string;
  /** In the order of their times. */
  readonly updates: readonly IncidentUpdate[];
}

/** An incident as its files tell it. */
export interface WrittenIncident {
  /** The day and a slug, `2026-08-08-power`; its page is `/incidents/<name>/`. */
  readonly name: string;
  readonly level: IncidentLevel;
  readonly affects: Affected;
  /** Where it says what it affects, for problems. */
  readonly place: Place;
  readonly from: Date;
  /** Missing while nobody knows when it ends. */
  readonly until?: Date | undefined;
  readonly documents: Translated<IncidentDocument>;
}

/** An incident at a moment. */
export interface Incident extends WrittenIncident {
  readonly phase: IncidentPhase;
  /** Pages that it affects say so. */
  readonly isAnnounced: boolean;
}

/** How long before its begin an incident is announced. */
const ANNOUNCED_BEFORE_MS = 7 * 24 * 3_600_000;

/** An incident as it is at a moment. */
export function incidentAt(incident: WrittenIncident, now: Date): Incident {
  const { from, until } = incident;
  const phase = from > now ? 'coming' : until && until <= now ? 'past' : 'now';
  const isAnnounced = phase === 'now' || (phase === 'coming' && announcedFrom(from) <= now);
  return { ...incident, phase, isAnnounced };
}

function announcedFrom(from: Date): Date {
  return new Date(from.getTime() - ANNOUNCED_BEFORE_MS);
}

/** The moments at which what is said of an incident changes by itself. */
export function incidentMoments({ from, until }: Pick<WrittenIncident, 'from' | 'until'>): Date[] {
  return [announcedFrom(from), from, ...(until ? [until] : [])];
}

/** Whether an incident affects a mirror; an alias shares the fate of its mirror. */
export function affectsMirror(
  { affects: { isAll, mirrors } }: Pick<Incident, 'affects'>,
  { cname, alias }: { readonly cname: string; readonly alias?: string | undefined },
): boolean {
  return isAll || mirrors.includes(cname) || (alias !== undefined && mirrors.includes(alias));
}

/** How long an incident that is over lasted, in seconds. */
export function lastedSeconds({ phase, from, until }: Pick<Incident, 'phase' | 'from' | 'until'>): number | undefined {
  return phase === 'past' && until ? (until.getTime() - from.getTime()) / 1000 : undefined;
}

/** The last moment at which something about an incident changed: a begin, an end or an update. */
export function lastChange({ phase, from, until, documents }: Incident): Date {
  const updates = Object.values(documents).flatMap(({ updates }) => updates.map(({ at }) => at.getTime()));
  const begun = phase === 'coming' ? announcedFrom(from) : from;
  return new Date(Math.max(begun.getTime(), ...(phase === 'past' && until ? [until.getTime()] : []), ...updates));
}
