import type { Language } from './localized.ts';
import type { Portal } from './portal.ts';
import { spaceHan } from './search-words.ts';
import { type HelpDrawer, type HelpRequest, helpSources } from './views/help-page.ts';
import { helpPage, pageToLink } from './views/paths.ts';

/** A page as full-text search knows it. */
export interface SearchRecord {
  /** Link to the page, from the root of the host. */
  readonly url: string;
  /** Of the page; whoever reads pages in a language searches these. */
  readonly language: Language;
  readonly title: string;
  /** All that the page says, with its title, as the index needs it. */
  readonly text: string;
}

/** What can be searched for. */
export interface SearchPlan {
  /** Everything that decides the records. */
  readonly inputs: readonly unknown[];
  /** Asked for only when the inputs are new. */
  readonly records: () => Promise<readonly SearchRecord[]>;
}

/** A page of help in one language. */
interface SearchedPage {
  readonly url: string;
  readonly language: Language;
  readonly request: HelpRequest;
}

/** @returns undefined when there is nothing to search */
export function planSearch(portal: Portal, drawer: Pick<HelpDrawer, 'text'>): SearchPlan | undefined {
  const sources = portal.languages.flatMap((language) => searchedPages(portal, language));
  if (sources.length === 0) return undefined;
  return {
    inputs: sources.flatMap(({ url, request }) => [url, request.layers, request.language, ...siteInputs(request)]),
    records: () => Promise.all(sources.map(async (source) => toRecord(source, await drawer.text(source.request)))),
  };
}

function siteInputs({ site: { name, address, url } }: HelpRequest): string[] {
  return [name, address, url];
}

function searchedPages(portal: Portal, language: Language): SearchedPage[] {
  return helpSources(portal, language).map(({ mirror, request }) => {
    return { url: pageToLink(helpPage(mirror.slug), language, portal), language, request };
  });
}

/** The text begins with its title. The marks of headings look odd in the middle of a found line. */
function toRecord({ url, language, request }: SearchedPage, text: string): SearchRecord {
  const [, title = request.site.name] = /^# (.*)/.exec(text) ?? [];
  return { url, language, title, text: spaceHan(text.replaceAll(/^#+ /gm, '')) };
}
