import { wordsIn } from '../../i18n/index.ts';
import { type Language, textIn } from '../localized.ts';
import type { Portal } from '../portal.ts';
import type { StatusEvent } from '../status/events.ts';
import { siteName } from './frame.ts';
import { mirrorPage } from './mirror-page.ts';
import { type PagePath, pageToUrl } from './paths.ts';
import { isoSeconds } from './time.ts';
import { escapeXml } from './xml.ts';

export const feedPage: PagePath = '/status/feed.xml';

const MOST_ENTRIES = 50;

/**
 * `/status/feed.xml`, Atom (RFC 4287): a mirror has been failing, has gone stale, has recovered. Its `updated` is
 * that of the newest entry, so that it changes only when there is news.
 *
 * @param events the newest first
 */
export function eventsToFeed(events: readonly StatusEvent[], portal: Portal, language: Language): string {
  // Of a mirror with aliases it tells once.
  const told = new Set(portal.mirrors.filter(({ alias }) => !alias).map(({ cname }) => cname));
  const shown = events.filter(({ cname }) => told.has(cname)).slice(0, MOST_ENTRIES);
  const url = pageToUrl(feedPage, language, portal);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<title>${escapeXml(wordsIn(language).feed.title(siteName(portal, language)))}</title>`,
    `<id>${escapeXml(url)}</id>`,
    `<link rel="self" type="application/atom+xml" href="${escapeXml(url)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(pageToUrl('/status/', language, portal))}"/>`,
    `<author><name>${escapeXml(siteName(portal, language))}</name></author>`,
    // A feed must have been updated at some time; one without news has been since the epoch.
    `<updated>${isoSeconds(shown[0]?.at ?? new Date(0))}</updated>`,
    ...shown.map((event) => eventToEntry(event, portal, language)),
    '</feed>',
    '',
  ].join('\n');
}

function eventToEntry({ cname, kind, at }: StatusEvent, portal: Portal, language: Language): string {
  const mirror = portal.mirrors.find((candidate) => candidate.cname === cname)!;
  const page = pageToUrl(mirrorPage(mirror.slug), language, portal);
  const title = wordsIn(language).feed.event[kind](textIn(mirror.name, language) ?? cname);
  return [
    '<entry>',
    `<title>${escapeXml(title)}</title>`,
    `<id>${escapeXml(`${page}#${kind}-${isoSeconds(at)}`)}</id>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(page)}"/>`,
    `<updated>${isoSeconds(at)}</updated>`,
    `<summary>${escapeXml(title)}</summary>`,
    '</entry>',
  ].join('');
}
