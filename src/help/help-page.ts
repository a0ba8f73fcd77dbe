import { Marked, type Token } from 'marked';
import { siteBasePath } from '../base/address.ts';
import { type Checked, type Problem, problem } from '../base/problems.ts';
import type { HelpCredit } from '../model/help.ts';
import type { Heading } from './draft.ts';
import { type HelpBlock, type HelpSite, lacksHttps, type Part, type Reading, type RenderedTemplate } from './draft.ts';
import type { HelpDocument } from './layers.ts';
import { readingToProse } from './prose.ts';
import { readHelp } from './reading.ts';
import { SLOT, slotMark, toSafeHtml } from './safe-html.ts';
import { type Input, offeredScheme, type Scheme, type Variables } from './variables.ts';

/**
 * A stretch of a page. The `html` of neighbours belongs together: a block inside a list stands between the
 * HTML that opens the list and the HTML that closes it.
 */
export type Segment =
  | { readonly html: string }
  | { readonly block: HelpBlock }
  | { readonly inline: RenderedTemplate }
  | { readonly form: readonly Input[] };

/** All that a page of help shows, at its defaults, and what a script needs to draw it again. */
export interface HelpPage {
  readonly title: string;
  readonly checked?: string;
  readonly sources: readonly string[];
  readonly keeps: readonly string[];
  readonly credits: readonly HelpCredit[];
  /** The only scheme that the mirror may be used with; offer no choice then. */
  readonly scheme?: Scheme;
  /** Whether the lines want https, and the address of the mirror has none. */
  readonly lacksHttps: boolean;
  /** The variables that every block has, at first. */
  readonly predefined: Variables;
  /** Chosen once for all blocks: the inputs of all forms. */
  readonly globals: readonly Input[];
  readonly segments: readonly Segment[];
  readonly toc: readonly Heading[];
  /** What all of this was made from; the page as a text is, too. */
  readonly reading: Reading;
}

/** The page of a document. What cannot be used is noted and left out. */
export function toHelpPage(document: HelpDocument, site: HelpSite): Checked<HelpPage> {
  const { value: reading, problems } = readHelp(document, site);
  const { segments, lost } = toSegments(reading);
  const page: HelpPage = {
    title: site.title,
    checked: document.checked,
    sources: document.sources,
    keeps: document.keeps,
    credits: document.credits,
    scheme: offeredScheme(site.address, document.scheme),
    lacksHttps: lacksHttps(reading),
    predefined: reading.predefined,
    globals: reading.globals,
    segments,
    toc: [...reading.headings.values()],
    reading,
  };
  return {
    value: page,
    problems: [...problems.toSorted(byPlace), ...(lost > 0 ? [swallowed(lost, document)] : [])],
  };
}

function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  return a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file! < b.file! ? -1 : 1;
}

/** A page at its defaults as plain text, for those who read it with curl. */
export function pageToText({ reading }: HelpPage): string {
  return readingToProse(reading, 'text');
}

/** A page at its defaults as Markdown that any reader of Markdown understands. */
export function pageToMarkdown({ reading }: HelpPage): string {
  return readingToProse(reading, 'markdown');
}

function toSegments(reading: Reading): { readonly segments: Segment[]; readonly lost: number } {
  const parts: Part[] = [];
  const html = toSafeHtml(toHtml(reading, parts), siteBasePath(reading.site.url));
  // At the odd places are the numbers that the expression catches.
  const pieces = html.split(SLOT).map((piece, index) => (index % 2 === 0 ? { html: piece } : parts[Number(piece)]));
  const segments = pieces.filter((piece) => piece !== undefined && !('html' in piece && piece.html === ''));
  return { segments: segments as Segment[], lost: parts.filter((part) => !pieces.includes(part)).length };
}

/** The HTML of a reading, with a slot for each part, which is put into `parts` under the slot's number. */
function toHtml({ tokens, parts: partOf, headings }: Reading, parts: Part[]): string {
  const slotFor = (token: Token) => {
    const part = partOf.get(token);
    if (part === undefined) return undefined;
    return isLeftOut(part) ? '' : slotMark(parts.push(part) - 1);
  };
  const marked = new Marked({ gfm: true }).use({
    renderer: {
      code: (token) => slotFor(token) ?? '',
      codespan: (token) => slotFor(token) ?? false,
      heading(token) {
        const { id, depth } = headings.get(token)!;
        return `<h${depth} id="${id}">${this.parser.parseInline(token.tokens)}</h${depth}>\n`;
      },
    },
  });
  return marked.parser([...tokens]);
}

/** What is left out has no place in the page. */
function isLeftOut(part: Part): boolean {
  return Object.keys(part).length === 0 || 'hidden' in part;
}

function swallowed(count: number, { blocks }: HelpDocument): Problem {
  const fix = 'Close every tag and quote of the HTML in the document.';
  const says = `unclosed HTML hides ${count === 1 ? 'a block' : `${count} blocks`}`;
  return problem('help-document-invalid', { file: blocks[0]?.file }, says, fix);
}
