import type { HelpBlock, Part } from './draft.ts';
import { mainInput } from './files.ts';
import type { HelpPage, Segment } from './help-page.ts';
import { pageToFiles } from './page-files.ts';
import { renderTemplate } from './template.ts';
import { blockVariables, type Input } from './variables.ts';

/**
 * A page without the choices whose ready files lead to what is not on this site.
 *
 * @param missing ready files, below the page's `files/`
 */
export function withoutMissing(page: HelpPage, missing: readonly string[]): HelpPage {
  if (missing.length === 0) return page;
  const gone = new Set(missing);
  const byBlock = Map.groupBy(
    pageToFiles(page).filter(({ path }) => gone.has(path)),
    ({ block }) => block,
  );
  const changed = new Map(
    [...byBlock].map(([block, files]) => [
      block,
      withoutChoices(
        block,
        files.map(({ choice }) => choice),
        page,
      ),
    ]),
  );
  const parts = [...page.reading.parts].map(([token, part]) => [token, changedPart(part, changed)] as const);
  return {
    ...page,
    segments: page.segments.map((segment) => changedPart(segment, changed)),
    reading: { ...page.reading, parts: new Map(parts) },
  };
}

function changedPart<T extends Part | Segment>(part: T, changed: ReadonlyMap<HelpBlock, HelpBlock>): T {
  if (!('block' in part)) return part;
  return { ...part, block: changed.get(part.block) ?? part.block };
}

function withoutChoices(block: HelpBlock, values: readonly (string | undefined)[], page: HelpPage): HelpBlock {
  const main = mainInput(block.inputs);
  const choices = main?.choices.filter(({ value }) => !values.includes(value)) ?? [];
  if (!main || choices.length === 0) return block;
  const first = choices.find(({ value }) => value === main.default) ?? choices[0]!;
  const offered: Input = { ...main, choices, allChoices: main.allChoices ?? main.choices, default: first.value };
  const inputs = block.inputs.map((input) => (input === main ? offered : input));
  const variables = blockVariables([...page.globals, ...inputs], {}, page.predefined);
  return { ...block, inputs, variables, text: renderTemplate(block.template, variables) };
}
