import { wordsIn } from '../../i18n/index.ts';
import type { Mirror, Portal } from '../portal.ts';
import { type FrameView, frameView, siteName } from './frame.ts';
import { type MirrorRow, mirrorRow } from './mirror-row.ts';
import type { PagePath } from './paths.ts';

/**
 * What stands around a list of files that a web server makes: `header` before it, `footer` after it; fancyindex goes on
 * inside of a heading that the header has opened.
 */
export const listingParts = ['header', 'footer', 'fancyindex'] as const;
export type ListingPart = (typeof listingParts)[number];

/** The page whose middle a web server fills with the files of a folder. */
export interface ListingView {
  readonly frame: FrameView;
  readonly row: MirrorRow;
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
  return { frame: frameView(portal, language, undefined, texts), row };
}

/** Below the site: `/_heliostat/listing/debian/header.html`. */
export function listingPath(slug: string, part: ListingPart): PagePath {
  return `/_heliostat/listing/${slug}/${part}.html`;
}

/** The part of the drawn page that stands on one side of the files. */
export function cutListing(html: string, part: ListingPart): string {
  const [header, footer] = html.split(FILES) as [string, string];
  return { header, footer, fancyindex: `${header}<h1>` }[part];
}
