import type { Language } from '../../base/localized.ts';
import { isoSeconds } from '../../base/time.ts';
import { type Incident, lastChange } from '../../model/incident.ts';
import type { Portal } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import { document } from '../document.ts';
import { renderCalendar } from '../views/calendar.ts';
import { pickDocument } from '../views/document.ts';
import { namedSiteAddress, siteName } from '../views/frame.ts';
import { calendarPage, incidentPage, pageToUrl } from '../views/paths.ts';

/** Maintenance for calendars that subscribe to it; none while there are no incidents. */
export const maintenanceCalendar = document({
  route: calendarPage,
  inEachLanguage: true,
  meaning: 'calendar',
  each: ({ portal }) => (portal.incidents.length > 0 ? [portal.incidents] : []),
  inputs: (incidents, { portal }, language) => ({
    events: incidents
      .filter(({ level }) => level === 'maintenance')
      .map((incident) => toEvent(incident, portal, language)),
    ...namedSiteAddress(portal),
  }),
  text: ({ events, ...portal }, language) =>
    renderCalendar(wordsIn(language).incidentPage.calendarTitle(siteName(portal, language)), events),
});

/** The identifier is the same in all languages, so that a calendar with two of them has one event. */
function toEvent(incident: Incident, portal: Portal, language: Language) {
  const { document } = pickDocument(incident.documents, language);
  return {
    uid: `${incident.name}@${new URL(portal.site.url).host}`,
    stamp: isoSeconds(lastChange(incident)),
    start: isoSeconds(incident.from),
    end: incident.until && isoSeconds(incident.until),
    summary: document.title,
    description: document.text.trim(),
    url: pageToUrl(incidentPage(incident.name), language, portal),
  };
}
