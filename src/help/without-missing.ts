import type { BlockChoice } from '../model/help.ts';
import type { HelpBlock, Part } from './draft.ts';
import { mainInput } from './files.ts';
import type { HelpPage, Segment } from './help-page.ts';
import { renderTemplate } from './template.ts';
import { blockVariables, type Input } from './variables.ts';

/** A page without the choices whose lines or ready files lead to what is not on this site. */
export function withoutMissing(page: HelpPage, missing: readonly BlockChoice[]): HelpPage {
  if (missing.length === 0) return page;
  const gone = Map.groupBy(missing, ({ block }) => block);
  // A block stands among the segments and among the parts, and is the same one in both.
  const changed = new Map(
    blocksOf(page).flatMap((block) => {
      const choices = gone.get(block.id);
      return choices ? [[block, withoutChoices(block, choices, page)] as const] : [];
    }),
  );
  const parts = [...page.reading.parts].map(([token, part]) => [token, changedPart(part, changed)] as const);
  return {
    ...page,
    segments: page.segments.map((segment) => changedPart(segment, changed)),
    reading: { ...page.reading, parts: new Map(parts) },
  };
}

function blocksOf({ segments }: HelpPage): HelpBlock[] {
  return segments.flatMap((segment) => ('block' in segment ? segment.block : []));
}

function changedPart<T extends Part | Segment>(part: T, changed: ReadonlyMap<HelpBlock, HelpBlock>): T {
  if (!('block' in part)) return part;
  return { ...part, block: changed.get(part.block) ?? part.block };
}

function withoutChoices(block: HelpBlock, gone: readonly BlockChoice[], page: HelpPage): HelpBlock {
  const main = mainInput(block.inputs);
  const choices = main?.choices.filter(({ value }) => !gone.some(({ choice }) => choice === value)) ?? [];
  if (!main || choices.length === 0) return block;
  const first = choices.find(({ value }) => value === main.default) ?? choices[0]!;
  const offered: Input = { ...main, choices, allChoices: main.allChoices ?? main.choices, default: first.value };
  const inputs = block.inputs.map((input) => (input === main ? offered : input));
  const variables = blockVariables([...page.globals, ...inputs], {}, page.predefined);
  return { ...block, inputs, variables, text: renderTemplate(block.template, variables) };
}
