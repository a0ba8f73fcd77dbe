import { subDays } from 'date-fns/subDays';
import type { Language } from '../../base/localized.ts';
import { isoSeconds } from '../../base/time.ts';
import { changesToEvents, type StatusEvent } from '../../model/events.ts';
import { mirrorName } from '../../model/mirror-name.ts';
import type { Mirror } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import { document } from '../document.ts';
import { once } from '../page.ts';
import { type AtomEntry, MOST_ENTRIES, renderAtom } from '../views/atom.ts';
import { type NamedSiteAddress, namedSiteAddress, siteName } from '../views/frame.ts';
import { feedPage, mirrorPage, pageToUrl } from '../views/paths.ts';

/** How far back the feed goes; a reader that was away for longer has other worries. */
export const FEED_DAYS = 30;

/** News of mirrors with problems. */
export const statusFeed = document({
  route: feedPage,
  inEachLanguage: true,
  meaning: 'feed',
  each: once,
  inputs: (_, { portal, history, now }) => {
    const events = changesToEvents(history?.changes(subDays(now, FEED_DAYS)) ?? [], now);
    const named = new Set(events.map(({ cname }) => cname));
    return {
      events,
      mirrors: portal.mirrors
        .filter(({ cname }) => named.has(cname))
        .map(({ cname, slug, name, alias }) => ({ cname, slug, name, alias })),
      ...namedSiteAddress(portal),
    };
  },
  isFromHistory: true,
  text: ({ events, ...site }, language) => eventsToFeed(events, site, language),
});

type FeedInputs = NamedSiteAddress & { readonly mirrors: readonly Pick<Mirror, 'cname' | 'slug' | 'name' | 'alias'>[] };

/**
 * `/status/feed.xml`: a mirror has been failing, is stale, has recovered.
 *
 * @param events the newest first
 */
function eventsToFeed(events: readonly StatusEvent[], portal: FeedInputs, language: Language): string {
  // A mirror with aliases has one entry.
  const listed = new Set(portal.mirrors.filter(({ alias }) => !alias).map(({ cname }) => cname));
  const shown = events.filter(({ cname }) => listed.has(cname)).slice(0, MOST_ENTRIES);
  const title = wordsIn(language).feed.title(siteName(portal, language));
  const entries = shown.map((event) => eventToEntry(event, portal, language));
  return renderAtom({ title, self: feedPage, page: '/status/', entries }, portal, language);
}

function eventToEntry({ cname, kind, at }: StatusEvent, portal: FeedInputs, language: Language): AtomEntry {
  const mirror = portal.mirrors.find((candidate) => candidate.cname === cname)!;
  const url = pageToUrl(mirrorPage(mirror.slug), language, portal);
  const title = wordsIn(language).feed.event[kind](mirrorName(mirror, language));
  const updated = isoSeconds(at);
  return { title, id: `${url}#${kind}-${updated}`, url, updated, content: { summary: title } };
}
