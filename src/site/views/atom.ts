import type { Language } from '../../base/localized.ts';
import { isoSeconds } from '../../base/time.ts';
import { escapeXml } from '../../base/xml.ts';
import type { PagePath } from '../../serving/paths.ts';
import { type NamedSiteAddress, siteName } from './frame.ts';
import { pageToUrl } from './paths.ts';

/** How many entries a feed has. */
export const MOST_ENTRIES = 50;

/** One entry of a feed. */
export interface AtomEntry {
  readonly title: string;
  /** Permanent, and of this entry alone. */
  readonly id: string;
  /** Address of its page. */
  readonly url: string;
  /** ISO 8601. */
  readonly updated: string;
  /** A sentence, or the whole text as HTML whose links are absolute. */
  readonly content: { readonly summary: string } | { readonly html: string };
  /** Set when it is in another language than the feed. */
  readonly otherLanguage?: Language | undefined;
}

export interface AtomFeed {
  readonly title: string;
  /** Where it is published. */
  readonly self: PagePath;
  /** The page that shows the same to people. */
  readonly page: PagePath;
  /** The newest first. */
  readonly entries: readonly AtomEntry[];
}

/** A feed as Atom (RFC 4287). Its `updated` is that of the newest entry, so that it changes only when there is news. */
export function renderAtom(
  { title, self, page, entries }: AtomFeed,
  portal: NamedSiteAddress,
  language: Language,
): string {
  const url = escapeXml(pageToUrl(self, language, portal));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<title>${escapeXml(title)}</title>`,
    `<id>${url}</id>`,
    `<link rel="self" type="application/atom+xml" href="${url}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(pageToUrl(page, language, portal))}"/>`,
    `<author><name>${escapeXml(siteName(portal, language))}</name></author>`,
    // A feed must have been updated at some time; one without news has been since the epoch.
    `<updated>${entries[0]?.updated ?? isoSeconds(new Date(0))}</updated>`,
    ...entries.map(renderEntry),
    '</feed>',
    '',
  ].join('\n');
}

function renderEntry({ title, id, url, updated, content, otherLanguage }: AtomEntry): string {
  return [
    otherLanguage ? `<entry xml:lang="${otherLanguage}">` : '<entry>',
    `<title>${escapeXml(title)}</title>`,
    `<id>${escapeXml(id)}</id>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(url)}"/>`,
    `<updated>${updated}</updated>`,
    'html' in content
      ? `<content type="html">${escapeXml(content.html)}</content>`
      : `<summary>${escapeXml(content.summary)}</summary>`,
    '</entry>',
  ].join('');
}

/** Readers of feeds show the text somewhere else. In HTML that was made safe, no attribute holds an angle bracket. */
export function withAbsoluteLinks(html: string, url: string): string {
  return html.replaceAll(/<(?:a|img) [^>]*>/g, (tag) =>
    tag.replace(/ (href|src)="([^"]*)"/, (same, name, address) => {
      const absolute = URL.parse(address, url);
      return absolute ? ` ${name}="${absolute.href}"` : same;
    }),
  );
}
