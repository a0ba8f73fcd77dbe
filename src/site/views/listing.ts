import type { Mirror, Portal } from '../../core/portal.ts';
import { wordsIn } from '../../i18n/index.ts';
import { type FrameView, frameView, siteName } from './frame.ts';
import { type MirrorRow, mirrorRow } from './mirror-row.ts';
import type { PagePath } from './paths.ts';

/**
 * What stands around a list of files that a web server makes: `header` before it, `footer` after it; fancyindex goes on
 * inside of a heading that the header has opened, and Caddy wants a template of the whole.
 */
export const listingParts = ['header', 'footer', 'fancyindex', 'caddy'] as const;
export type ListingPart = (typeof listingParts)[number];

/** The page whose middle a web server fills with the files of a folder. */
export interface ListingView {
  readonly frame: FrameView;
  readonly row: MirrorRow;
  /** The mirror has pages, and something is known of how it is. */
  readonly isShown: boolean;
  /** Show the README of the folder, if it has one, below the files. */
  readonly hasReadme: boolean;
}

/** Where the files stand in the drawn page. */
const FILES = /<hr data-files[^>]*>/;

/** In the portal's first language, as a folder has one address for all. */
export function listingView(mirror: Mirror, portal: Portal, now: Date): ListingView {
  const [language] = portal.languages;
  const row = mirrorRow(mirror, portal, language, now);
  const words = wordsIn(language);
  const texts = {
    title: words.title.page(words.listing.title(row.name), siteName(portal, language)),
    description: words.listing.title(row.name),
  };
  const isShown = !portal.kept?.includes(mirror);
  return {
    frame: frameView(portal, language, undefined, texts),
    row,
    isShown,
    hasReadme: portal.serve?.readme ?? false,
  };
}

/** Below the site: `/_heliostat/listing/debian/header.html`. */
export function listingPath(slug: string, part: ListingPart): PagePath {
  return `/_heliostat/listing/${slug}/${part}.html`;
}

/** The part of the drawn page that stands on one side of the files. */
export function cutListing(html: string, part: ListingPart): string {
  const [header, footer] = html.split(FILES) as [string, string];
  const literal = (text: string) => text.replaceAll('{{', '&#123;&#123;');
  return { header, footer, fancyindex: `${header}<h1>`, caddy: literal(header) + caddyFiles + literal(footer) }[part];
}

/** Leads to the other order where the list is sorted by this column already. */
const sortLink = (column: string) => {
  const [heading, sort] = column.split(' ') as [string, string];
  const order = `{{if and (eq .Sort "${sort}") (ne .Order "desc")}}desc{{else}}asc{{end}}`;
  return `<th><a href="?sort=${sort}&amp;order=${order}">${heading}</a></th>`;
};

/** Go's text/template, which escapes nothing unless it is told to. */
const caddyFiles = `<h1>{{html .OriginalReq.URL.Path}}</h1>
<table>
<tr>${['Name namedirfirst', 'Size size', 'Modified time'].map(sortLink).join('')}</tr>
<tr><td><a href="../">../</a></td><td>-</td><td></td></tr>
{{range .Items}}<tr><td><a href="{{html .URL}}">{{html .Name}}</a></td><td>{{if .IsDir}}-{{else}}{{.HumanSize}}{{end}}</td><td>{{.HumanModTime "2006-01-02 15:04"}}</td></tr>
{{end}}</table>
`;
