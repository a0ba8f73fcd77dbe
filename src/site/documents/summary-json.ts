import { type Language, textIn } from '../../base/localized.ts';
import { affectsMirror, type Incident, type IncidentLevel, lastChange } from '../../model/incident.ts';
import { mirrorName } from '../../model/mirror-name.ts';
import type { Portal } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import { document, toJson } from '../document.ts';
import { once } from '../page.ts';
import { pickDocument } from '../views/document.ts';
import { siteName } from '../views/frame.ts';
import { incidentPage, pageToUrl } from '../views/paths.ts';

/*
 * Statuspage's `summary.json`, for the programs that read it. Its keys are those of the type definitions of the client
 * `statuspage.io` 3.1.1 on npm, and of https://www.mongodb.com/docs/api/doc/cloud-status/.
 */

type ComponentStatus = 'operational' | 'under_maintenance' | 'degraded_performance' | 'major_outage';
type Indicator = 'none' | 'minor' | 'major' | 'critical' | 'maintenance';

const STATUS: Readonly<Record<IncidentLevel, ComponentStatus>> = {
  outage: 'major_outage',
  degraded: 'degraded_performance',
  maintenance: 'under_maintenance',
  notice: 'operational',
};

/** Something that an incident may affect. */
interface Part {
  readonly id: string;
  readonly name: string;
  readonly isAffectedBy: (incident: Incident) => boolean;
}

/** The incidents of the site as programs for Statuspage read them. */
export const summaryJson = document({
  route: '/api/v2/summary.json',
  meaning: 'summary',
  each: once,
  inputs: (_, { portal }) => ({ summary: portalToSummary(portal, portal.languages[0]) }),
  text: ({ summary }) => toJson(summary),
});

/** It has nothing of how mirrors sync: that is in `/api/status.json`, and some mirror is always late. */
function portalToSummary(portal: Portal, language: Language) {
  const page_id = portal.site.abbr;
  const open = portal.incidents.filter(({ phase }) => phase !== 'past');
  const unplanned = open.filter(({ level, phase }) => level !== 'maintenance' && phase === 'now');
  const planned = open.filter(({ level, phase }) => level === 'maintenance' || phase === 'coming');
  const parts = partsOf(portal, language);
  const components = parts.map((part, index) => toComponent(part, index, portal.incidents, page_id));
  const toJson = (incident: Incident) => toIncident(incident, parts, portal, language);
  return {
    page: {
      id: page_id,
      name: siteName(portal, language),
      url: portal.site.url,
      time_zone: portal.timeZone,
      updated_at: latestOf(portal.incidents),
    },
    components,
    incidents: unplanned.map(toJson),
    scheduled_maintenances: planned.map((incident) => ({
      ...toJson(incident),
      status: incident.phase === 'now' ? 'in_progress' : 'scheduled',
      scheduled_for: incident.from.toISOString(),
      scheduled_until: incident.until?.toISOString() ?? null,
    })),
    status: statusOfAll(open, language),
  };
}

/** The site itself, its endpoints and its mirrors. */
function partsOf(portal: Portal, language: Language): Part[] {
  return [
    { id: 'site', name: siteName(portal, language), isAffectedBy: ({ affects }) => affects.isAll },
    ...portal.endpoints.map(({ label, name }) => ({
      id: `endpoint-${label}`,
      name: textIn(name, language) ?? label,
      isAffectedBy: ({ affects }: Incident) => affects.isAll || affects.endpoints.includes(label),
    })),
    ...portal.mirrors.map((mirror) => ({
      id: `mirror-${mirror.slug}`,
      name: mirrorName(mirror, language),
      isAffectedBy: (incident: Incident) => affectsMirror(incident, mirror),
    })),
  ];
}

function toComponent({ id, name, isAffectedBy }: Part, index: number, incidents: readonly Incident[], page_id: string) {
  const own = incidents.filter(isAffectedBy);
  const now = own.filter(({ phase }) => phase === 'now').map(({ level }) => level);
  const worst = (['outage', 'degraded', 'maintenance'] as const).find((level) => now.includes(level)) ?? 'notice';
  const changed = latestOf(own);
  return {
    ...{ id, name, status: STATUS[worst], created_at: changed, updated_at: changed, position: index + 1 },
    ...{ description: null, showcase: false, start_date: null, group_id: null, page_id, group: false },
    only_show_if_degraded: id !== 'site',
  };
}

function toIncident(incident: Incident, parts: readonly Part[], portal: Portal, language: Language) {
  const { name: id, phase, from, documents } = incident;
  const { document } = pickDocument(documents, language);
  const status = phase === 'coming' ? 'scheduled' : 'investigating';
  const [begun, changed] = [from.toISOString(), lastChange(incident).toISOString()];
  // What is still to come was created before it begins.
  const created = begun < changed ? begun : changed;
  const said = [{ at: new Date(created), title: undefined, text: document.text }, ...document.updates];
  return {
    ...{ id, name: document.title, status, created_at: created, updated_at: changed },
    ...{ monitoring_at: null, resolved_at: null, started_at: begun, page_id: portal.site.abbr },
    impact: impactOf(incident),
    shortlink: pageToUrl(incidentPage(id), language, portal),
    incident_updates: said
      .map(({ at, title, text }, index) => ({
        ...{ id: `${id}-${index}`, incident_id: id, status, body: [title, text.trim()].filter(Boolean).join('\n\n') },
        ...{ created_at: at.toISOString(), updated_at: at.toISOString(), display_at: at.toISOString() },
        affected_components: [],
      }))
      .reverse(),
    components: parts
      .filter(({ isAffectedBy }) => !incident.affects.isAll && isAffectedBy(incident))
      .map(({ id, name }) => ({ id, name })),
  };
}

/** An outage of the whole site is critical; of a part of it, major. */
function impactOf({ level, affects }: Incident): Indicator {
  if (level === 'outage') return affects.isAll ? 'critical' : 'major';
  if (level === 'degraded') return 'minor';
  return level === 'maintenance' ? 'maintenance' : 'none';
}

function statusOfAll(open: readonly Incident[], language: Language) {
  const impacts = open.filter(({ phase }) => phase === 'now').map(impactOf);
  const indicator =
    (['critical', 'major', 'minor', 'maintenance'] as const).find((one) => impacts.includes(one)) ?? 'none';
  return { indicator, description: wordsIn(language).incidentPage.indicator[indicator] };
}

/** The format wants a time everywhere; without any incident it is the first one that there is. */
function latestOf(incidents: readonly Incident[]): string {
  return new Date(Math.max(0, ...incidents.map((incident) => lastChange(incident).getTime()))).toISOString();
}
