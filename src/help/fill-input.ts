import { naturalOrder } from '../base/natural-order.ts';
import { fillText, questionKey, type TreeAnswer, type TreeEntry } from '../model/tree-question.ts';
import type { Choice, FoundVariable, Input, TreeSource, Value } from './variables.ts';

/** An entry of a tree, as an input is filled with it. */
interface Found {
  readonly value: string;
  readonly texts: ReadonlyMap<string, string>;
  readonly has: readonly string[];
  /** What it is ordered by; missing where the tree does not say it. */
  readonly order: string | undefined;
}

/**
 * An input as the tree of the mirror has it. Typed options that are there keep all that was typed; those that are not there are
 * gone. If nothing would be left, the tree is another one than the document means, and the input stays as it was typed.
 */
export function fillInput(input: Input, answers: readonly TreeAnswer[]): Input {
  const { from } = input;
  const asked = from && answers.length > 0 ? questionKey(from.question) : undefined;
  const entries = answers.find((answer) => answer.asked === asked)?.entries ?? [];
  if (!from || entries.length === 0) return input;
  const found = entries.map((entry) => toFound(entry, from)).sort(newestFirst);
  return input.kind === 'text' ? fillOfText(input, from, found) : fillSelect(input, from, found);
}

function toFound({ texts: pairs, has }: TreeEntry, { order }: TreeSource): Found {
  const texts = new Map(pairs);
  return { value: texts.get('value') ?? '', texts, has, order: fillText(order, texts) };
}

/** What has no order comes last. */
function newestFirst(a: Found, b: Found): number {
  if (a.order === undefined || b.order === undefined)
    return Number(a.order === undefined) - Number(b.order === undefined);
  return naturalOrder(b.order, a.order);
}

function fillOfText(input: Input, from: TreeSource, found: readonly Found[]): Input {
  const values = found.map(({ value }) => value);
  return { ...input, default: chosenBy(from, found) ?? (values.includes(input.default) ? input.default : values[0]!) };
}

function fillSelect(input: Input, from: TreeSource, found: readonly Found[]): Input {
  const orders = new Map(found.map(({ value, order }) => [value, order]));
  const kept = input.choices.filter(({ value }) => orders.has(value));
  const added = found
    .filter(({ value }) => !input.choices.some((choice) => choice.value === value))
    .flatMap((entry) => toChoice(input.name, from, entry) ?? []);
  const choices = added.reduce((sorted, choice) => withChoice(sorted, choice, orders), kept);
  if (choices.length === 0) return input;
  const offered = found.filter(({ value }) => choices.some((choice) => choice.value === value));
  const fallback = kept.find(({ value }) => value === input.default) ?? kept[0] ?? choices[0]!;
  return {
    ...input,
    choices,
    allChoices: [
      ...input.choices.map((choice) => (kept.includes(choice) ? choice : { ...choice, isGone: true as const })),
      ...added,
    ],
    default: chosenBy(from, offered) ?? fallback.value,
  };
}

/** Before the first one that is older; at the end where the tree does not say how old it is. */
function withChoice(
  sorted: readonly Choice[],
  choice: Choice,
  orders: ReadonlyMap<string, string | undefined>,
): Choice[] {
  const own = orders.get(choice.value);
  const older = sorted.findIndex(({ value }) => {
    const other = orders.get(value);
    return own !== undefined && other !== undefined && naturalOrder(other, own) < 0;
  });
  return sorted.toSpliced(older < 0 ? sorted.length : older, 0, choice);
}

/** An option that nobody typed; undefined where it cannot have all variables, or is older than what is offered. */
function toChoice(name: string, { set, label, since }: TreeSource, found: Found): Choice | undefined {
  const { value, texts, order } = found;
  if (!set || (since !== undefined && order !== undefined && naturalOrder(order, since) < 0)) return undefined;
  const variables = Object.entries(set).map(([key, said]) => [key, toValue(said, key, found)] as const);
  if (variables.some(([, one]) => one === undefined)) return undefined;
  const own = { ...(Object.fromEntries(variables) as Record<string, Value>), [name]: value };
  return { value, label: fillText(label, texts) ?? value, variables: own };
}

function toValue(said: FoundVariable, name: string, { texts, has }: Found): Value | undefined {
  if (typeof said === 'boolean') return said;
  if (typeof said === 'string') return fillText(said, texts);
  return has.includes(name) ? fillText(said.is, texts) : false;
}

/** The default that the tree tells; `found` has the newest first. */
function chosenBy({ default: chosen }: TreeSource, found: readonly Found[]): string | undefined {
  if (chosen === undefined) return undefined;
  if (chosen === 'newest') return found[0]?.value;
  return found.find(({ texts }) => Object.entries(chosen).every(([name, text]) => texts.get(name) === text))?.value;
}
