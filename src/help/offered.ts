import type { Needs } from '../model/needs.ts';
import type { Choice, Input } from './variables.ts';

/** Whether the site has a mirror that a page may link to. */
export type HasMirror = (cname: string) => boolean;

/**
 * An input as a site offers it: without the options whose mirrors it lacks. If the default is one of them, the first other
 * option is the default.
 */
export function offerInput(input: Input, has: HasMirror): Input {
  const isOffered = ({ needs = [] }: Pick<Choice, 'needs'>) => needs.every(has);
  const choices = isOffered(input) ? input.choices.filter(isOffered) : input.choices.filter((one) => isOff(input, one));
  if (choices.length === input.choices.length && isOffered(input)) return input;
  const first = choices.find(({ value }) => value === input.default) ?? choices[0];
  const { accepts, ...rest } = input;
  return {
    ...rest,
    ...(isOffered(input) && accepts && { accepts }),
    ...{ choices, allChoices: input.allChoices ?? input.choices, default: first?.value ?? '' },
    ...(!(isOffered(input) && choices.length > 0) && { isHidden: true as const }),
  };
}

function isOff({ kind }: Input, { value }: Choice): boolean {
  return kind === 'switch' && value === 'false';
}

/** What must be there for a block that asks for these inputs: each select must have an option left. */
export function inputsToNeeds(inputs: readonly Input[]): Needs {
  return inputs.filter(({ kind }) => kind === 'select').flatMap(selectToNeeds);
}

function selectToNeeds({ needs = [], choices, allChoices = choices }: Input): Needs {
  const alternatives = allChoices.filter(({ isGone }) => !isGone).map((choice) => choice.needs ?? []);
  return [cnamesToNeeds(needs), alternatives.some((cnames) => cnames.length === 0) ? [] : [alternatives]].flat();
}

/** All of these mirrors. */
export function cnamesToNeeds(cnames: readonly string[]): Needs {
  return cnames.length === 0 ? [] : [[cnames]];
}

/** Every mirror that inputs name. */
export function mirrorsNeeded(inputs: readonly Input[]): string[] {
  return inputs.flatMap(({ needs = [], choices, allChoices = choices }) => [
    ...needs,
    ...allChoices.flatMap((choice) => choice.needs ?? []),
  ]);
}
