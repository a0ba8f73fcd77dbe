/** The values that each option may take. */
export type Options = Readonly<Record<string, readonly unknown[]>>;
type Choice = Record<string, unknown>;

/**
 * Choices of one value per option in which every two values of every two options occur together: most faults of
 * generated text come from two options that meet. Greedy: each choice takes up as many missing pairs as it can.
 */
export function pairwise(options: Options): Choice[] {
  const missing = new Set(allPairs(options));
  const choices: Choice[] = [];
  while (missing.size > 0) {
    const choice = nextChoice(options, missing);
    for (const pair of pairsOf(choice, options)) missing.delete(pair);
    choices.push(choice);
  }
  return choices;
}

/** Begins with a pair that is missing, so that each choice takes up one at least. */
function nextChoice(options: Options, missing: ReadonlySet<string>): Choice {
  const [first] = missing;
  const choice: Choice = {};
  for (const [name, index] of JSON.parse(first!) as [string, number][]) choice[name] = options[name]![index];
  for (const [name, values] of Object.entries(options)) {
    if (name in choice) continue;
    const taken = (value: unknown) =>
      pairsOf({ ...choice, [name]: value }, options).filter((pair) => missing.has(pair)).length;
    choice[name] = values.toSorted((a, b) => taken(b) - taken(a))[0];
  }
  return choice;
}

function allPairs(options: Options): string[] {
  const singles = Object.entries(options).flatMap(([name, values]) => values.map((_, index) => [name, index] as const));
  return singles.flatMap((a) => singles.filter((b) => a[0] < b[0]).map((b) => JSON.stringify([a, b])));
}

function pairsOf(choice: Choice, options: Options): string[] {
  const singles = Object.entries(choice).map(([name, value]) => [name, options[name]!.indexOf(value)] as const);
  return singles.flatMap((a) => singles.filter((b) => a[0] < b[0]).map((b) => JSON.stringify([a, b])));
}
