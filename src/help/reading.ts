import type { Token, Tokens } from 'marked';
import { type Place, type Problem, problem, quoted } from '../base/problems.ts';
import type { Directive } from './directives.ts';
import { type Heading, placeHeadings } from './headings.ts';
import type { HelpDocument } from './layers.ts';
import { parseMarkdown, placedTokens } from './markdown.ts';
import { globalInputs, readDirectives, readFence, readRole } from './read-code.ts';
import { withoutSlots } from './safe-html.ts';
import type { Template } from './template.ts';
import { type Input, offeredScheme, predefinedVariables, type Variables } from './variables.ts';

/** What a document does not know of the site that shows it. */
export interface HelpSite {
  /** Name of the mirror for people, for a document without a title. */
  readonly name: string;
  /** Address of the mirror, absolute. */
  readonly address: string;
  /** Whether commands that need root are written with `sudo` at first. */
  readonly sudo: boolean;
  /** Address of the site, without a trailing slash; links from the root are below it. */
  readonly url: string;
  /**
   * Where the help of another mirror is: from the root, `/help/debian/`, or absolute; null when there is help of
   * that name, but this site does not carry the mirror; undefined when nobody has any.
   */
  readonly linkTo: (cname: string) => string | null | undefined;
}

/** A template with the variables it has at first, and what it renders to with these. */
export interface Shown {
  readonly template: Template;
  readonly variables: Variables;
  readonly text: string;
}

/** Lines to use: a template or a plain fence. */
export interface HelpBlock extends Shown {
  /** Unique in the page. */
  readonly id: string;
  readonly lang?: string;
  /** The file that the whole text is for. */
  readonly path?: string;
  /** Whether the text goes to the end of that file. */
  readonly append: boolean;
  /** Chosen for this block alone, in this order. */
  readonly inputs: readonly Input[];
}

/** What stands in the place of a token; nothing where the token is left out. */
export type Part =
  | { readonly block: HelpBlock }
  | { readonly inline: Shown }
  | { readonly form: readonly Input[] }
  | Record<string, never>;

/** A document whose tokens were looked at one by one. */
export interface Reading {
  readonly document: HelpDocument;
  readonly site: HelpSite;
  readonly predefined: Variables;
  /** Inputs of the page-wide forms. */
  readonly globals: readonly Input[];
  /** Of all blocks, in their order. Links are resolved; dead ones are texts. */
  readonly tokens: readonly Token[];
  readonly parts: ReadonlyMap<Token, Part>;
  readonly headings: ReadonlyMap<Token, Heading>;
  readonly problems: readonly Problem[];
}

/** A token and where it is. */
export interface Placed {
  readonly token: Token;
  readonly before: Token | undefined;
  readonly place: Place & { readonly line: number };
}

/** A reading that is not finished. */
export interface Draft extends Reading {
  readonly placed: readonly Placed[];
  readonly directives: ReadonlyMap<Token, Directive | undefined>;
  readonly parts: Map<Token, Part>;
  readonly headings: Map<Token, Heading>;
  /** Ids that are taken. */
  readonly ids: Set<string>;
  readonly note: (problem: Problem) => void;
}

/** Find out what everything in a document is. A block that cannot be used is noted and left out. */
export function readHelp(document: HelpDocument, site: HelpSite): Reading {
  const draft = toDraft(document, site);
  for (const placed of draft.placed) {
    if (placed.token.type === 'link') resolveLink(placed, draft);
    if (placed.token.type === 'codespan') readRole(placed, draft);
  }
  placeHeadings(draft);
  for (const placed of draft.placed) if (placed.token.type === 'code') readFence(placed, draft);
  return draft;
}

/** Whether the lines of a document want https, and its mirror has none. */
export function lacksHttps({ document, site }: Reading): boolean {
  return document.scheme === 'https' && offeredScheme(site.address, 'https') === undefined;
}

function toDraft(document: HelpDocument, site: HelpSite): Draft {
  const problems: Problem[] = [];
  const note = (found: Problem) => problems.push(found);
  const files = document.blocks.map(({ file, text }) => ({ file, tokens: parseMarkdown(withoutSlots(text)) }));
  const placed = files.flatMap(({ file, tokens }) =>
    [...placedTokens(tokens)].map(({ line, ...rest }) => ({ ...rest, place: { file, line } })),
  );
  const directives = readDirectives(placed, note);
  return {
    document,
    site,
    predefined: predefinedVariables(site.address, offeredScheme(site.address, document.scheme), site.sudo),
    globals: [...directives.values()].flatMap((directive) => globalInputs(directive, document)),
    tokens: files.flatMap(({ tokens }) => [...tokens]),
    placed,
    directives,
    parts: new Map(),
    headings: new Map(),
    ids: new Set(),
    problems,
    note,
  };
}

function resolveLink({ token, place }: Placed, draft: Draft): void {
  const [, cname, fragment = ''] = /^\.\.\/(.+?)\/?(#.*)?$/.exec((token as Tokens.Link).href) ?? [];
  if (cname === undefined) return;
  const href = draft.site.linkTo(cname);
  if (href) return void Object.assign(token, { href: href + fragment });
  Object.assign(token, { type: 'text' });
  if (href === null) return;
  const fix = 'Correct the name, or take the link out; its text is shown without a link until then.';
  draft.note(problem('help-link-dead', place, `${quoted(`../${cname}/`)} leads to no help of this site`, fix));
}
