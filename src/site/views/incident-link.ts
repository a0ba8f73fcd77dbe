import { durationText } from '../../base/duration.ts';
import type { Language } from '../../base/localized.ts';
import { timesIn } from '../../base/time.ts';
import { type Incident, type IncidentLevel, type IncidentPhase, lastedSeconds } from '../../model/incident.ts';
import type { Portal } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import { pickDocument } from './document.ts';
import { incidentPage, pageToLink } from './paths.ts';

/** An incident in a list or a banner. */
export interface IncidentLink {
  /** The title. */
  readonly text: string;
  readonly href: string;
  readonly level: IncidentLevel;
  readonly levelText: string;
  readonly phase: IncidentPhase;
  /** When it is or was: phrases that stay on one line each. */
  readonly when: readonly string[];
  /** How long it lasted, of one that is over. */
  readonly lasted?: string | undefined;
  /** Set when the title is in another language than the page. */
  readonly otherLanguage?: Language | undefined;
}

export function incidentLink(
  incident: Incident,
  portal: Pick<Portal, 'site' | 'languages' | 'timeZone'>,
  language: Language,
): IncidentLink {
  const { document, otherLanguage } = pickDocument(incident.documents, language);
  return {
    ...incidentTimes(incident, portal, language),
    text: document.title,
    href: pageToLink(incidentPage(incident.name), language, portal),
    otherLanguage,
  };
}

/** What lists and pages say of the level and the times of an incident. */
export function incidentTimes(
  incident: Pick<Incident, 'level' | 'phase' | 'from' | 'until'>,
  { timeZone }: Pick<Portal, 'timeZone'>,
  language: Language,
): Pick<IncidentLink, 'level' | 'levelText' | 'phase' | 'when' | 'lasted'> {
  const { units, incidentPage: words } = wordsIn(language);
  const { level, phase, from, until } = incident;
  const seconds = lastedSeconds(incident);
  const when = until ? rangeText(from, until, timeZone) : [words.since[phase](timesIn(timeZone)(from).text)];
  return {
    level,
    levelText: words.level[level],
    phase,
    when,
    lasted: seconds === undefined ? undefined : words.lasted(durationText(seconds, units)),
  };
}

/** `2026-08-08 14:00`, `– 18:00 +08:00`: what both ends share is written once. */
function rangeText(from: Date, until: Date, timeZone: string): string[] {
  const [begin, end] = [from, until].map((time) => timesIn(timeZone)(time).text.split(' ')) as [string[], string[]];
  const isSameOffset = begin[2] === end[2];
  const isSameDay = isSameOffset && begin[0] === end[0];
  return [(isSameOffset ? begin.slice(0, 2) : begin).join(' '), `– ${(isSameDay ? end.slice(1) : end).join(' ')}`];
}
