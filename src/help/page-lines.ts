import type { HelpLines } from '../model/help.ts';
import type { HelpBlock } from './draft.ts';
import { mainInput } from './files.ts';
import type { HelpPage } from './help-page.ts';
import { cnamesToNeeds } from './offered.ts';
import { renderTemplate } from './template.ts';
import { blockVariables, type Choice, type Input, type Value, type Variables } from './variables.ts';

/** The lines of a block that are for no file, for one choice of its main input. */
export interface PageLines extends Omit<HelpLines, 'asks'> {
  readonly text: string;
}

/** All lines of a page that are for no file: once, or for each choice of the main input. */
export function pageToLines({ segments, globals, predefined }: HelpPage): PageLines[] {
  const blocks = segments.flatMap((segment) => ('block' in segment ? segment.block : []));
  return blocks
    .filter(({ path }) => path === undefined)
    .flatMap((block) => {
      const main = mainInput(block.inputs);
      const others = [...globals, ...block.inputs].filter((input) => input !== main);
      const open = openVariables(others);
      const textOf = (chosen: Readonly<Record<string, string>>) =>
        renderTemplate(block.template, {
          ...blockVariables([...globals, ...block.inputs], chosen, predefined),
          ...open,
        });
      return linesOf(block, main?.choices, (choice) => textOf(choice && main ? { [main.name]: choice.value } : {}));
    });
}

function linesOf(
  { id, needs }: HelpBlock,
  choices: readonly Choice[] | undefined,
  textOf: (choice?: Choice) => string,
): PageLines[] {
  if (!choices) return [{ block: id, needs, text: textOf() }];
  return choices.map((choice) => ({
    block: id,
    choice: choice.value,
    needs: choice.needs ? [...needs, ...cnamesToNeeds(choice.needs)] : needs,
    text: textOf(choice),
  }));
}

/** Stands for any name in an address, and for something that no address may have, so that it is not followed. */
const ANY_NAME = '*';
const UNKNOWN = '$';

/**
 * The variables that other inputs set: the files for one choice are there if they are for some value of the others. A text is
 * only an example, such as a version, and readers write their own.
 */
function openVariables(inputs: readonly Input[]): Variables {
  const opened = inputs.flatMap(({ kind, name, choices, accepts, default: first }) => {
    if (kind === 'text') return first === '' ? [] : [[name, accepts?.kind === 'path' ? UNKNOWN : ANY_NAME] as const];
    if (kind === 'switch') return [];
    const names = [...new Set(choices.flatMap(({ variables }) => Object.keys(variables)))];
    return names.flatMap((one) => {
      const open = openValue(choices.map(({ variables }) => variables[one]));
      return open === undefined ? [] : [[one, open] as const];
    });
  });
  return Object.fromEntries(opened);
}

/** What stands for all of these values; undefined where there is but one, or where a section could depend on it. */
function openValue(values: readonly (Value | undefined)[]): string | undefined {
  const texts = values.filter((value) => typeof value === 'string' && value !== '');
  if (texts.length < values.length || new Set(texts).size < 2) return undefined;
  return texts.some((text) => /[/:]/.test(text as string)) ? UNKNOWN : ANY_NAME;
}
