import { cnamesToSlugs } from '../base/slug.ts';
import type { HelpBlock } from './draft.ts';
import { renderTemplate } from './template.ts';
import { blockVariables, type Input, type Variables } from './variables.ts';

/** A file that a block is for, ready to be downloaded. */
export interface HelpFile {
  /** What is chosen of the block's main input; absent when there is nothing to choose. */
  readonly choice?: string;
  /** A name for a folder of that choice; unique in the block. */
  readonly folder?: string;
  /** Name of the file, without folders: `debian.sources`. */
  readonly name: string;
  readonly text: string;
}

/**
 * The files of a block with a path: one for each choice of its main input, which is its first select, with the
 * other inputs at their defaults. A block without a path has none. There is one of a choice that the site does not offer,
 * too, so that the names of the others are the same on every site.
 *
 * @param globals the page-wide inputs
 */
export function blockToFiles(block: HelpBlock, globals: readonly Input[], predefined: Variables): HelpFile[] {
  const name = pathToName(block.path);
  if (name === undefined) return [];
  const main = mainInput(block.inputs);
  if (!main) return [{ name, text: fileText(block.text) }];
  const choices = main.allChoices ?? main.choices;
  const folders = cnamesToSlugs(choices.map(({ value }) => value));
  return choices.map(({ value }) => {
    const variables = blockVariables([...globals, ...block.inputs], { [main.name]: value }, predefined);
    const text = fileText(renderTemplate(block.template, variables));
    return { choice: value, folder: folders.get(value)!, name, text };
  });
}

/** The input of a block for each choice of which there is a file. */
export function mainInput(inputs: readonly Input[]): Input | undefined {
  return inputs.find(({ kind }) => kind === 'select');
}

function pathToName(path: string | undefined): string | undefined {
  const name = path?.split(/[/\\]/).at(-1) ?? '';
  return /^\.{0,2}$/.test(name) ? undefined : name;
}

/** A fence has no line break at its end, but a file of lines does. */
function fileText(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
