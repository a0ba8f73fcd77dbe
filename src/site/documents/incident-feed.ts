import { siteBasePath } from '../../base/address.ts';
import type { Language } from '../../base/localized.ts';
import { isoSeconds, timesIn } from '../../base/time.ts';
import { escapeXml } from '../../base/xml.ts';
import { type Incident, lastChange } from '../../model/incident.ts';
import type { Portal } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import { document } from '../document.ts';
import { type AtomEntry, MOST_ENTRIES, renderAtom, withAbsoluteLinks } from '../views/atom.ts';
import { pickDocument, type RenderMarkdown } from '../views/document.ts';
import { namedSiteAddress, siteName } from '../views/frame.ts';
import { incidentTimes } from '../views/incident-link.ts';
import { incidentFeedPage, incidentPage, pageToUrl } from '../views/paths.ts';

/** The incidents that were announced, with all that was said of them; none while there are none. */
export const incidentFeed = document({
  route: incidentFeedPage,
  inEachLanguage: true,
  meaning: 'incidents',
  each: ({ portal }) => (portal.incidents.length > 0 ? [portal.incidents] : []),
  inputs: (incidents, { portal }, language) => ({
    items: newestFirst(incidents).map((incident) => feedItem(incident, portal, language)),
    ...namedSiteAddress(portal),
  }),
  text: async ({ items, ...portal }, language, { renderMarkdown }) => {
    const title = wordsIn(language).feed.incidentsTitle(siteName(portal, language));
    const entries = await Promise.all(items.map((item) => itemToEntry(item, portal.site.url, renderMarkdown)));
    return renderAtom({ title, self: incidentFeedPage, page: '/incidents/', entries }, portal, language);
  },
});

function newestFirst(incidents: readonly Incident[]): readonly Incident[] {
  const told = incidents.filter(({ phase, isAnnounced }) => phase === 'past' || isAnnounced);
  const changed = told.map((incident) => ({ incident, at: lastChange(incident).getTime() }));
  return changed
    .sort((a, b) => b.at - a.at)
    .slice(0, MOST_ENTRIES)
    .map(({ incident }) => incident);
}

type FeedItem = ReturnType<typeof feedItem>;

function feedItem(incident: Incident, portal: Portal, language: Language) {
  const { document, otherLanguage } = pickDocument(incident.documents, language);
  const { levelText, when, lasted } = incidentTimes(incident, portal, language);
  return {
    title: `${levelText} · ${document.title}`,
    url: pageToUrl(incidentPage(incident.name), language, portal),
    updated: isoSeconds(lastChange(incident)),
    summary: [...when, lasted].filter(Boolean).join(' '),
    text: document.text,
    updates: document.updates.map(({ at, title, text }) => ({
      heading: [timesIn(portal.timeZone)(at).text, title].filter(Boolean).join(' '),
      text,
    })),
    otherLanguage,
  };
}

async function itemToEntry(item: FeedItem, siteUrl: string, renderMarkdown: RenderMarkdown): Promise<AtomEntry> {
  const { title, url, updated, summary, text, updates, otherLanguage } = item;
  const base = siteBasePath(siteUrl);
  const parts = updates.map(
    async ({ heading, text }) => `<h2>${escapeXml(heading)}</h2>\n${await renderMarkdown(text, base)}`,
  );
  const html = [`<p>${escapeXml(summary)}</p>`, await renderMarkdown(text, base), ...(await Promise.all(parts))].join(
    '\n',
  );
  return { title, id: url, url, updated, content: { html: withAbsoluteLinks(html, url) }, otherLanguage };
}
