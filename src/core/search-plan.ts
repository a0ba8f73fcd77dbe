import { cnameToAddress } from './address.ts';
import type { HelpDocument } from './help/layers.ts';
import { type Language, textIn } from './localized.ts';
import type { MarkdownDocument, Mirror, Portal } from './portal.ts';
import { pickDocument } from './views/pages.ts';
import { helpPage, pageToLink } from './views/paths.ts';

/** A page as full-text search knows it. */
export interface SearchRecord {
  /** Link to the page, from the root of the host. */
  readonly url: string;
  /** Of the page; whoever reads pages in a language searches these. */
  readonly language: Language;
  readonly title: string;
  /** All that the page says, without the title. */
  readonly text: string;
}

/** What can be searched for. */
export interface SearchPlan {
  /** Everything that decides the records. */
  readonly inputs: readonly unknown[];
  /** Asked for only when the inputs are new. */
  readonly records: () => Promise<readonly SearchRecord[]>;
}

/** @returns undefined when there is nothing to search */
export function planSearch(portal: Portal): SearchPlan | undefined {
  const helped = portal.mirrors.filter(({ cname }) => portal.help.has(cname));
  if (helped.length === 0) return undefined;
  const documents = helped.map(({ cname, slug, name, addresses }) => [slug, name, addresses, portal.help.get(cname)]);
  return {
    inputs: [portal.site.url, ...portal.languages, documents],
    records: () => helpToRecords(helped, portal),
  };
}

/** The help of these mirrors in each language of the portal. Its reader is loaded here, as most runs need none. */
async function helpToRecords(mirrors: readonly Mirror[], portal: Portal): Promise<SearchRecord[]> {
  const { helpToText } = await import('./help/help-page.ts');
  return mirrors.flatMap((mirror) =>
    portal.languages.map((language) => {
      const title = textIn(mirror.name, language) ?? mirror.cname;
      const { document } = pickDocument(portal.help.get(mirror.cname)!, language);
      const text = helpToText(toHelpDocument(document, mirror.cname, language), {
        name: title,
        address: mirror.addresses[0] ?? portal.site.url + cnameToAddress(mirror.cname),
        sudo: true,
        url: portal.site.url,
        linkTo: () => undefined,
      });
      return { url: pageToLink(helpPage(mirror.slug), language, portal), language, title, text: withoutMarks(text) };
    }),
  );
}

function toHelpDocument({ file, text }: MarkdownDocument, cname: string, language: Language): HelpDocument {
  return { cname, language, keeps: [], inputs: new Map(), blocks: [{ name: 'index', file, text }], credits: [] };
}

/** Without the title and the marks of headings, which look odd in the middle of a found line. */
function withoutMarks(text: string): string {
  return text.replace(/^# .*\n+/, '').replaceAll(/^#+ /gm, '');
}
