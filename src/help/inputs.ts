import type { FromContent, InputContent } from './schema.ts';
import type { Choice, Input, TreeSource, Value, Variables } from './variables.ts';

type OptionContent = NonNullable<ReturnType<NonNullable<InputContent['option']>['get']>>;

/** Variables by name, with a text for the reader. */
type VariablesContent = { readonly _?: string; readonly default?: unknown; readonly [name: string]: unknown };

/** An input of the YAML with all labels and defaults filled in. */
export function toInput(name: string, content: InputContent): Input {
  const said = { name, label: content._ ?? name, note: content.note, needs: toList(content.needs) };
  const from = content.from && toSource(content.from, content);
  if (content.option)
    return { ...said, kind: 'select', ...select(name, content.option, content.default), ...(from && { from }) };
  if (content.true !== undefined || content.false !== undefined) {
    const choices = [switchChoice(name, false, content.false), switchChoice(name, true, content.true)];
    return { ...said, kind: 'switch', choices, default: String(content.default ?? false) };
  }
  const accepts = { kind: content.kind, ...(content.pattern !== undefined && { pattern: content.pattern }) };
  return { ...said, kind: 'text', choices: [], accepts, default: String(content.default ?? ''), ...(from && { from }) };
}

/** How an input is filled. Values of a text must be what the reader could write; the others are names. */
function toSource(content: FromContent, input: InputContent): TreeSource {
  const { read, value, label, order, since, set, default: chosen } = content;
  const checks = Object.entries(set ?? {}).flatMap(([name, said]) =>
    typeof said === 'object' ? [[name, said.if] as const] : [],
  );
  const own = content.pattern ?? (input.option ? undefined : input.pattern);
  return {
    question: {
      ...{ read, value, skip: content.skip ?? [], take: content.take ?? {}, has: Object.fromEntries(checks) },
      accepts: { kind: input.option ? 'name' : input.kind, ...(own !== undefined && { pattern: own }) },
    },
    ...{ label, order, since, set, default: chosen },
  };
}

function select(name: string, options: NonNullable<InputContent['option']>, chosen: InputContent['default']) {
  const keys = [...options.keys()];
  const marked = keys.find((key) => options.get(key)?.default);
  return {
    choices: keys.map((key) => optionToChoice(name, key, options.get(key) ?? {})),
    default: chosen === undefined ? (marked ?? keys[0]!) : String(chosen),
  };
}

function optionToChoice(name: string, key: string, { needs, until, ...content }: OptionContent): Choice {
  return { ...toChoice(key, { [name]: key }, content), needs: toList(needs), until: until ?? undefined };
}

/** What may be written as one text or as a list. */
export function toList(written: string | readonly string[] | null | undefined): readonly string[] | undefined {
  return typeof written === 'string' ? [written] : (written ?? undefined);
}

/** A switch that is mapped to nothing is true or false itself; one mapped to variables sets them beside that. */
function switchChoice(name: string, isOn: boolean, content: InputContent['true']): Choice {
  const isPlain = typeof content !== 'object' || content === null || Array.isArray(content);
  return isPlain
    ? toChoice(String(isOn), { [name]: (content as Value | undefined) ?? isOn }, {})
    : toChoice(String(isOn), { [name]: isOn }, content as VariablesContent);
}

function toChoice(value: string, own: Variables, { _, default: __, ...others }: VariablesContent): Choice {
  return { value, label: _ ?? value, variables: { ...(others as Variables), ...own } };
}
