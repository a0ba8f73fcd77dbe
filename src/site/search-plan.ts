import type { Language } from '../base/localized.ts';
import { spaceHan } from '../base/search-words.ts';
import type { HelpDrawer } from '../help/request.ts';
import type { Portal } from '../model/portal.ts';
import { helpSources } from './help-sources.ts';
import { newsIn } from './picked-news.ts';
import type { DrawingTools } from './tools.ts';
import type { RenderMarkdown } from './views/document.ts';
import { helpPage, newsPage, pageToLink } from './views/paths.ts';

/** A page as full-text search knows it. */
export interface SearchRecord {
  /** Link to the page, from the root of the host. */
  readonly url: string;
  /** Language of the page; readers search pages in their language. */
  readonly language: Language;
  readonly title: string;
  /** Of an announcement: its day. */
  readonly day?: string;
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

/** What texts are made with. */
export type SearchTools = Pick<DrawingTools, 'renderMarkdown'> & { readonly help: Pick<HelpDrawer, 'text'> };

/** A page that can be searched for, in one language. */
interface SearchedPage {
  readonly inputs: readonly unknown[];
  readonly record: () => Promise<SearchRecord>;
}

/** @returns undefined when there is nothing to search */
export function planSearch(portal: Portal, { help, renderMarkdown }: SearchTools): SearchPlan | undefined {
  const pages = portal.languages.flatMap((language) => [
    ...searchedHelp(portal, language, help),
    ...searchedNews(portal, language, renderMarkdown),
  ]);
  if (pages.length === 0) return undefined;
  return {
    inputs: pages.flatMap(({ inputs }) => inputs),
    records: () => Promise.all(pages.map(({ record }) => record())),
  };
}

function searchedHelp(portal: Portal, language: Language, drawer: SearchTools['help']): SearchedPage[] {
  return helpSources(portal, language).map(({ mirror, request }) => {
    const url = pageToLink(helpPage(mirror.slug), language, portal);
    const { title, address, mirrors, missing, found, url: siteUrl } = request.site;
    return {
      inputs: [url, request.layers, request.language, title, address, mirrors, siteUrl, missing, found],
      record: async () => {
        const text = await drawer.text(request);
        // The marks of headings look odd in the middle of a found line.
        return { url, language, title, text: spaceHan(text.replaceAll(/^#+ /gm, '')) };
      },
    };
  });
}

function searchedNews(portal: Portal, language: Language, renderMarkdown: RenderMarkdown): SearchedPage[] {
  return newsIn(portal, language).map(({ name, day, document: { title, text } }) => {
    const url = pageToLink(newsPage(name), language, portal);
    return {
      inputs: [url, title, text],
      record: async () => {
        // Of links the words remain, so it does not matter where they lead.
        const html = await renderMarkdown(text, '');
        return { url, language, title, day, text: spaceHan(`${title}\n\n${htmlToText(html)}`) };
      },
    };
  });
}

const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&' };

/** The text of HTML that was made safe: angle brackets stand around tags only, and nothing else is escaped. */
function htmlToText(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(lt|gt|amp);/g, (_, name) => CHARACTERS[name]!);
}
