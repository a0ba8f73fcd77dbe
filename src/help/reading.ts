import type { Tokens } from 'marked';
import { type Checked, checked, type Note, problem, quoted } from '../base/problems.ts';
import { type Draft, type HelpSite, hasMirror, type PlacedCode, type Reading } from './draft.ts';
import { fillInput } from './fill-input.ts';
import { placeHeadings } from './headings.ts';
import type { HelpDocument } from './layers.ts';
import { parseMarkdown, placedTokens } from './markdown.ts';
import { mirrorsNeeded, offerInput } from './offered.ts';
import { globalInputs, readDirectives, readFence, readRole } from './read-code.ts';
import { withoutSlots } from './safe-html.ts';
import { offeredScheme, predefinedVariables } from './variables.ts';

/** Find out what everything in a document is. A block that cannot be used is noted and left out. */
export function readHelp(document: HelpDocument, site: HelpSite): Checked<Reading> {
  return checked((note) => finished(toDraft(document, site, note)));
}

function finished(draft: Draft): Reading {
  for (const placed of draft.placed) {
    if (placed.token.type === 'link') resolveLink(placed, draft);
    if (placed.token.type === 'codespan') readRole(placed, draft);
  }
  placeHeadings(draft);
  for (const placed of draft.placed) if (placed.token.type === 'code') readFence(placed, draft);
  return draft;
}

/** The document as the site offers its inputs: what is in the tree, and has the mirrors that it needs. */
function offerInputs(document: HelpDocument, site: HelpSite): HelpDocument {
  const inputs = [...document.inputs].map(
    ([name, input]) => [name, offerInput(fillInput(input, site.found ?? []), hasMirror(site))] as const,
  );
  return { ...document, inputs: new Map(inputs) };
}

function toDraft(written: HelpDocument, site: HelpSite, note: Note): Draft {
  const document = offerInputs(written, site);
  const files = document.blocks.map(({ file, text }) => ({ file, tokens: parseMarkdown(withoutSlots(text)) }));
  const placed = files.flatMap(({ file, tokens }) =>
    [...placedTokens(tokens)].map(({ line, ...rest }) => ({ ...rest, place: { file, line } })),
  );
  const directives = readDirectives(placed, note);
  return {
    document,
    site,
    predefined: predefinedVariables(
      site.address,
      offeredScheme(site.address, document.scheme),
      site.sudo,
      site.mirrors,
    ),
    globals: [...directives.values()].flatMap((directive) => globalInputs(directive, document)),
    tokens: files.flatMap(({ tokens }) => [...tokens]),
    placed,
    directives,
    parts: new Map(),
    headings: new Map(),
    ids: new Set(),
    mirrorNames: new Set([
      ...mirrorsNeeded([...document.inputs.values()]),
      ...[...directives.values()].flatMap((directive) => directive?.needs ?? []),
    ]),
    note,
  };
}

function resolveLink({ token, place }: PlacedCode, draft: Draft): void {
  const [, cname, fragment = ''] = /^\.\.\/(.+?)\/?(#.*)?$/.exec((token as Tokens.Link).href) ?? [];
  if (cname === undefined) return;
  const href = draft.site.linkTo(cname);
  if (href) return void Object.assign(token, { href: href + fragment });
  Object.assign(token, { type: 'text' });
  if (href === null) return;
  const fix = 'Correct the name, or remove the link; its text is shown without a link until then.';
  draft.note(problem('help-link-dead', place, `${quoted(`../${cname}/`)} is not a help page of this site`, fix));
}
