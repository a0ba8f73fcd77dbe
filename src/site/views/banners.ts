import type { Language } from '../../base/localized.ts';
import { affectsMirror, type Incident } from '../../model/incident.ts';
import type { Mirror } from '../../model/portal.ts';
import type { SiteContext } from '../context.ts';
import { type IncidentLink, incidentLink } from './incident-link.ts';

/**
 * What a page is about, for the incidents that it announces: a mirror; all mirrors or endpoints, of which it says each in a line; or
 * incidents themselves, so that it needs no banner. A page that says nothing announces what affects the whole site.
 */
export type Subject = { readonly mirror: Pick<Mirror, 'cname' | 'alias'> } | 'everything' | 'nothing';

/** An incident at the top of a page. */
export interface BannerView extends IncidentLink {
  /** It affects only a part of what the page is about. */
  readonly isBrief: boolean;
}

/** The incidents that a page announces, the gravest of each phase first. */
export function bannersOf(context: SiteContext, language: Language, subject: Subject | undefined): BannerView[] {
  if (subject === 'nothing') return [];
  return context.announced
    .filter((incident) => concerns(incident, subject))
    .map((incident) => ({
      ...incidentLink(incident, context.portal, language),
      isBrief: subject === 'everything' && !incident.affects.isAll,
    }));
}

function concerns(incident: Incident, subject: Exclude<Subject, 'nothing'> | undefined): boolean {
  if (incident.affects.isAll || subject === 'everything') return true;
  return subject !== undefined && affectsMirror(incident, subject.mirror);
}
