import { nearestName } from '../base/nearest-name.ts';
import { type Note, problem, quoted } from '../base/problems.ts';
import type { Aliases } from '../model/aliases.ts';
import { type Incident, incidentAt, type WrittenIncident } from '../model/incident.ts';
import { meantText } from './unknown-cnames.ts';

/** What an incident may name. */
export interface IncidentContext {
  /** cnames of all mirrors that anybody knows. */
  readonly known: ReadonlySet<string>;
  readonly labels: readonly string[];
  readonly aliases: Aliases;
  /** Every source has answered once, so that a mirror which none of them has is mistyped. */
  readonly isComplete: boolean;
  readonly now: Date;
}

/** The incidents as they are now. Mirrors and endpoints that the site does not have are left out and noted. */
export function assembleIncidents(
  written: readonly WrittenIncident[],
  context: IncidentContext,
  note: Note,
): Incident[] {
  return written.map((incident) => {
    const { isAll, mirrors, endpoints } = incident.affects;
    const affects = {
      isAll,
      mirrors: [...new Set(mirrors.map(context.aliases))].filter((cname) => isKnown(cname, incident, context, note)),
      endpoints: endpoints.filter((label) => isLabel(label, incident, context, note)),
    };
    return incidentAt({ ...incident, affects }, context.now);
  });
}

function isKnown(
  cname: string,
  incident: WrittenIncident,
  { known, isComplete }: IncidentContext,
  note: Note,
): boolean {
  if (known.has(cname)) return true;
  if (isComplete) noteUnknown(incident, 'mirror', cname, meantText(cname, known), note);
  return false;
}

function isLabel(
  label: string,
  incident: WrittenIncident,
  { labels, isComplete }: IncidentContext,
  note: Note,
): boolean {
  if (labels.includes(label)) return true;
  const meant = nearestName(label, labels);
  if (isComplete) noteUnknown(incident, 'endpoint', label, meant ? `Did you mean ${quoted(meant)}? ` : '', note);
  return false;
}

function noteUnknown(
  { place }: WrittenIncident,
  what: 'mirror' | 'endpoint',
  name: string,
  meant: string,
  note: Note,
): void {
  const key = what === 'mirror' ? 'cname' : 'label';
  const fix = `${meant}Use the ${key} of ${what === 'mirror' ? 'a mirror' : 'an endpoint'} of this site; it is left out until then.`;
  const found = problem('incident-unknown', place, `there is no ${what} ${quoted(name)}`, fix);
  note({ ...found, about: name });
}
