import { type Language, textIn } from '../../core/localized.ts';
import type { Portal } from '../../core/portal.ts';
import type { StatusEvent } from '../../core/status/events.ts';
import { wordsIn } from '../../i18n/index.ts';
import { type AtomEntry, MOST_ENTRIES, renderAtom } from './atom.ts';
import { siteName } from './frame.ts';
import { mirrorPage } from './mirror-page.ts';
import { feedPage, pageToUrl } from './paths.ts';
import { isoSeconds } from './time.ts';

/**
 * `/status/feed.xml`: a mirror has been failing, has gone stale, has recovered.
 *
 * @param events the newest first
 */
export function eventsToFeed(events: readonly StatusEvent[], portal: Portal, language: Language): string {
  // Of a mirror with aliases it tells once.
  const told = new Set(portal.mirrors.filter(({ alias }) => !alias).map(({ cname }) => cname));
  const shown = events.filter(({ cname }) => told.has(cname)).slice(0, MOST_ENTRIES);
  const title = wordsIn(language).feed.title(siteName(portal, language));
  const entries = shown.map((event) => eventToEntry(event, portal, language));
  return renderAtom({ title, self: feedPage, page: '/status/', entries }, portal, language);
}

function eventToEntry({ cname, kind, at }: StatusEvent, portal: Portal, language: Language): AtomEntry {
  const mirror = portal.mirrors.find((candidate) => candidate.cname === cname)!;
  const url = pageToUrl(mirrorPage(mirror.slug), language, portal);
  const title = wordsIn(language).feed.event[kind](textIn(mirror.name, language) ?? cname);
  const updated = isoSeconds(at);
  return { title, id: `${url}#${kind}-${updated}`, url, updated, told: { summary: title } };
}
