import { mirrorName } from '../../model/mirror-name.ts';
import type { Portal } from '../../model/portal.ts';
import { type ListingPart, listingParts, listingRoute } from '../../serving/paths.ts';
import { wordsIn } from '../../words/index.ts';
import { page } from '../page.ts';
import { type MirrorRow, mirrorRow, rowSite } from '../views/mirror-row.ts';

/** The page whose middle a web server fills with the files of a folder. */
export interface ListingView {
  /** Missing where only what stands after the files is wanted. */
  readonly row?: MirrorRow | undefined;
  /** The mirror has pages, and something is known of how it is. */
  readonly isShown: boolean;
  /** Show the README of the folder, if it has one, below the files. */
  readonly hasReadme: boolean;
}

/** Where the files stand in the drawn page. */
const FILES = /<hr data-files[^>]*>/;

/** What web servers put around the lists of files that they make; a folder has one address for all languages. */
export const listing = page({
  route: listingRoute,
  template: '/listing',
  isUnaddressed: true,
  inFirstLanguage: true,
  each: ({ portal }) => listedMirrors(portal).flatMap((mirror) => partsOf(portal).map((part) => ({ ...mirror, part }))),
  params: ({ mirror, part }) => ({ slug: mirror.slug, part }),
  part: ({ part }) => part,
  subject: ({ mirror, part }) => (part === 'footer' ? 'nothing' : { mirror }),
  inputs: ({ mirror, isShown, part }, { portal }) => ({
    // What stands after the files says nothing of the mirror, and so does not change when the mirror syncs.
    ...(part !== 'footer' && { mirror, isShown, site: rowSite(portal) }),
    hasReadme: portal.serve?.readme === true,
  }),
  title: ({ mirror }, language, siteName) => {
    if (!mirror) return { title: siteName, description: siteName };
    const { title, listing } = wordsIn(language);
    const name = listing.title(mirrorName(mirror, language));
    return { title: title.page(name, siteName), description: name };
  },
  view: ({ mirror, site, isShown = false, hasReadme }, language): ListingView => ({
    row: mirror && site && mirrorRow(mirror, site, language),
    isShown,
    hasReadme,
  }),
});

/** Those of the portal, then those that servers go on to serve without a page. */
function listedMirrors({ mirrors, kept = [] }: Portal) {
  const slugs = new Set(mirrors.map(({ slug }) => slug.toLowerCase()));
  const unshown = kept.filter(({ slug }) => !slugs.has(slug.toLowerCase()));
  return [
    ...mirrors.map((mirror) => ({ mirror, isShown: true })),
    ...unshown.map((mirror) => ({ mirror, isShown: false })),
  ];
}

function partsOf({ serve }: Portal): readonly ListingPart[] {
  if (!serve || serve.listing === 'off') return [];
  return listingParts.filter((part) => part !== 'fancyindex' || serve.listing === 'fancyindex');
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

/** Go's text/template, which escapes only on request. */
const caddyFiles = `<h1>{{html .OriginalReq.URL.Path}}</h1>
<table>
<tr>${['Name namedirfirst', 'Size size', 'Modified time'].map(sortLink).join('')}</tr>
<tr><td><a href="../">../</a></td><td>-</td><td></td></tr>
{{range .Items}}<tr><td><a href="{{html .URL}}">{{html .Name}}</a></td><td>{{if .IsDir}}-{{else}}{{.HumanSize}}{{end}}</td><td>{{.HumanModTime "2006-01-02 15:04"}}</td></tr>
{{end}}</table>
`;
