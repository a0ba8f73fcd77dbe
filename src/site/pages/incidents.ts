import { siteBasePath } from '../../base/address.ts';
import { type Language, textIn } from '../../base/localized.ts';
import { timesIn } from '../../base/time.ts';
import type { Incident } from '../../model/incident.ts';
import { mirrorName } from '../../model/mirror-name.ts';
import type { Portal } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import { once, page } from '../page.ts';
import { type DocumentView, pickDocument, renderDocument } from '../views/document.ts';
import { type IncidentLink, incidentLink, incidentTimes } from '../views/incident-link.ts';
import type { LinkView } from '../views/link.ts';
import { calendarPage, mirrorPage, pageToLink, siteAddress } from '../views/paths.ts';

export interface IncidentIndexView {
  readonly now: readonly IncidentLink[];
  /** The next one first. */
  readonly coming: readonly IncidentLink[];
  /** By month, `2026-08`, the latest first. */
  readonly past: readonly { readonly month: string; readonly items: readonly IncidentLink[] }[];
  /** Address of the calendar of maintenance. */
  readonly calendar: string;
}

export interface IncidentView extends Omit<IncidentLink, keyof LinkView> {
  readonly title: string;
  readonly toAll: string;
  /** The mirrors and endpoints that it affects; missing when it affects the whole site. */
  readonly affects?: readonly { readonly text: string; readonly href?: string | undefined }[] | undefined;
  readonly document: DocumentView;
  /** In the order of their times. */
  readonly updates: readonly { readonly when: string; readonly title?: string | undefined; readonly html: string }[];
}

/** The history of incidents; none while there are none. */
export const incidentIndex = page({
  route: '/incidents/',
  template: '/incident-index',
  section: 'incidents',
  isInNavigation: ({ portal }) => portal.incidents.some(({ phase }) => phase !== 'past'),
  inSitemap: true,
  subject: () => 'nothing',
  each: ({ portal }) => (portal.incidents.length > 0 ? once() : []),
  inputs: (_, { portal }, language) => ({
    items: portal.incidents.map((incident) => ({
      month: timesIn(portal.timeZone)(incident.from).text.slice(0, 7),
      link: incidentLink(incident, portal, language),
    })),
    site: siteAddress(portal),
  }),
  title: (_, language, siteName) => {
    const { title, incidents, incidentPage } = wordsIn(language);
    return { title: title.page(incidents, siteName), description: incidentPage.description(siteName) };
  },
  view: ({ items, site }, language): IncidentIndexView => {
    const linksIn = (phase: IncidentLink['phase']) => items.flatMap(({ link }) => (link.phase === phase ? [link] : []));
    const past = Map.groupBy(
      items.filter(({ link }) => link.phase === 'past'),
      ({ month }) => month,
    );
    return {
      now: linksIn('now'),
      coming: linksIn('coming').reverse(),
      past: [...past].map(([month, of]) => ({ month, items: of.map(({ link }) => link) })),
      calendar: pageToLink(calendarPage, language, site),
    };
  },
});

/** One incident, with all that was said of it. */
export const incident = page({
  route: '/incidents/[name]/',
  template: '/incident',
  section: 'incidents',
  inSitemap: true,
  subject: () => 'nothing',
  each: ({ portal }) => portal.incidents,
  params: ({ name }) => ({ name }),
  inputs: (incident, { portal }, language) => {
    const { document, otherLanguage } = pickDocument(incident.documents, language);
    return {
      ...incidentTimes(incident, portal, language),
      title: document.title,
      text: document.text,
      updates: document.updates.map(({ at, title, text }) => ({
        when: timesIn(portal.timeZone)(at).text,
        title,
        text,
      })),
      affects: affectedLinks(incident, portal, language),
      otherLanguage,
      site: siteAddress(portal),
    };
  },
  title: ({ title: heading, when }, language, siteName) => {
    const { title, incidentPage } = wordsIn(language);
    return {
      title: title.page(heading, siteName),
      description: incidentPage.itemDescription(heading, when.join(' '), siteName),
    };
  },
  view: async ({ text, updates, site, ...rest }, language, { renderMarkdown }): Promise<IncidentView> => {
    const base = siteBasePath(site.site.url);
    return {
      ...rest,
      toAll: pageToLink('/incidents/', language, site),
      document: await renderDocument({ text, otherLanguage: rest.otherLanguage }, renderMarkdown, base),
      updates: await Promise.all(
        updates.map(async ({ text, ...update }) => ({ ...update, html: await renderMarkdown(text, base) })),
      ),
    };
  },
});

/** What an incident affects by name; a mirror that has no page is named without a link. */
function affectedLinks({ affects }: Incident, portal: Portal, language: Language): IncidentView['affects'] {
  if (affects.isAll) return undefined;
  const mirrors = new Map(portal.mirrors.map((mirror) => [mirror.cname, mirror]));
  return [
    ...affects.mirrors.map((cname) => {
      const mirror = mirrors.get(cname);
      if (!mirror) return { text: cname };
      return { text: mirrorName(mirror, language), href: pageToLink(mirrorPage(mirror.slug), language, portal) };
    }),
    ...affects.endpoints.map((label) => {
      const endpoint = portal.endpoints.find((other) => other.label === label);
      return { text: textIn(endpoint?.name, language) ?? label, href: endpoint?.address };
    }),
  ];
}

/** Where the history of incidents is, on a site that has any. */
export function incidentsLink(portal: Portal, language: Language): string | undefined {
  return portal.incidents.length > 0 ? pageToLink('/incidents/', language, portal) : undefined;
}
