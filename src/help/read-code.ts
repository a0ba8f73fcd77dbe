import type { Token, Tokens } from 'marked';
import { nearestName } from '../base/nearest-name.ts';
import { type Place, type Problem, problem, quoted } from '../base/problems.ts';
import { isMet, type Needs } from '../model/needs.ts';
import { type Directive, isBraced, parseDirective } from './directives.ts';
import { type Draft, hasMirror, type Part, type PlacedCode, type RenderedTemplate } from './draft.ts';
import { freeId } from './headings.ts';
import type { HelpDocument } from './layers.ts';
import { cnamesToNeeds, inputsToNeeds } from './offered.ts';
import { parseTemplate, plainTemplate, renderTemplate, type Template } from './template.ts';
import { blockVariables, type Input, isForMirror, mirrorOf, namesSet, predefinedNames } from './variables.ts';

/** The directives of all fences that have one; undefined for one that cannot be used, which is noted. */
export function readDirectives(placed: readonly PlacedCode[], note: Draft['note']): Map<Token, Directive | undefined> {
  const fences = placed.filter(({ token }) => token.type === 'code' && isBraced((token as Tokens.Code).lang ?? ''));
  return new Map(fences.map(({ token, place }) => [token, parseDirective((token as Tokens.Code).lang!, place, note)]));
}

/** What a form for the whole page asks for. */
export function globalInputs(directive: Directive | undefined, { inputs }: HelpDocument): Input[] {
  return directive?.global ? directive.inputs.flatMap((name) => inputs.get(name) ?? []) : [];
}

/** Find the part that stands in the place of a fence. */
export function readFence({ token, place }: PlacedCode, draft: Draft): void {
  const { text, lang } = token as Tokens.Code;
  const isPlain = !draft.directives.has(token);
  if (isPlain) noteTags(text, place, draft);
  const directive = isPlain
    ? { lang: plainLang(lang), inputs: [], needs: [], append: false, global: false }
    : draft.directives.get(token);
  draft.parts.set(token, (directive && toPart(directive, text, isPlain, place, draft)) ?? {});
}

function toPart(
  { lang, path, append, inputs: names, needs, global }: Directive,
  text: string,
  isPlain: boolean,
  place: PlacedCode['place'],
  draft: Draft,
): Part | undefined {
  const inputs = namedInputs(names, global, place, draft);
  if (!inputs) return undefined;
  if (global) return { form: inputs.filter(({ isHidden }) => !isHidden) };
  const begins = { ...place, line: place.line + 1 };
  const shown = isPlain ? show(plainTemplate(text), inputs, draft) : readTemplate(text, inputs, begins, draft);
  if (!shown) return undefined;
  const number = [...draft.parts.values()].filter((part) => 'block' in part || 'hidden' in part).length + 1;
  const id = freeId(`code-${number}`, draft.ids);
  const all = [...cnamesToNeeds(needs), ...inputsToNeeds(inputs), ...globalNeeds(shown, draft)];
  const block = { id, lang, path, append, inputs, needs: all, ...shown };
  return isMet(all, hasMirror(draft.site)) ? { block } : { hidden: block };
}

/** A template that uses a select of the whole page needs an option of it. */
function globalNeeds({ template }: RenderedTemplate, { globals }: Draft): Needs {
  return inputsToNeeds(globals.filter((input) => [...namesSet([input])].some((name) => template.names.has(name))));
}

/** `{ztmpl}` before inline code: the braces leave the text, and the code is a template. */
export function readRole({ token, before, place }: PlacedCode, draft: Draft): void {
  const braces = before?.type === 'text' ? /\{[\w:.+-]+(\s[^{}]*)?\}$/.exec(before.raw) : undefined;
  if (!before || !braces || !parseDirective(braces[0], place, draft.note)) return;
  const text = before.raw.slice(0, braces.index);
  Object.assign(before, { raw: text, text });
  const inline = readTemplate((token as Tokens.Codespan).text, [], place, draft);
  const isShown = inline && isMet(globalNeeds(inline, draft), hasMirror(draft.site));
  draft.parts.set(token, isShown ? { inline } : {});
}

function namedInputs(names: readonly string[], isNeeded: boolean, place: Place, draft: Draft): Input[] | undefined {
  const { inputs } = draft.document;
  const unknown = names.filter((name) => !inputs.has(name));
  for (const name of unknown) {
    const fix = `${didYouMean(name, [...inputs.keys()])}Define it under \`input\` in the YAML; the block is left out until then.`;
    draft.note(problem('help-input-unknown', place, `input ${quoted(name)} is not defined`, fix));
  }
  if (isNeeded && names.length === 0) {
    const fix = 'Name the inputs of the page: global="true" input="release".';
    draft.note(problem('help-input-unknown', place, 'a form for the whole page has no input', fix));
    return undefined;
  }
  return unknown.length > 0 ? undefined : names.map((name) => inputs.get(name)!);
}

function readTemplate(
  text: string,
  inputs: readonly Input[],
  place: PlacedCode['place'],
  draft: Draft,
): RenderedTemplate | undefined {
  const template = parseTemplate(text);
  const at = (offset: number) => ({ ...place, line: place.line + text.slice(0, offset).split('\n').length - 1 });
  if ('says' in template) {
    const fix = 'Correct the template; it is left out until then.';
    draft.note(problem('help-template-broken', at(template.offset), template.says, fix));
    return undefined;
  }
  const known = new Set([...predefinedNames, ...namesSet([...draft.globals, ...inputs])]);
  const unknown = [...template.names].filter(([name]) => mirrorOf(name) === undefined && !known.has(name));
  for (const [name, offset] of unknown) draft.note(unknownVariable(name, [...known], at(offset), draft.document));
  for (const name of template.names.keys()) if (mirrorOf(name)) draft.mirrorNames.add(mirrorOf(name)!);
  return unknown.length > 0 ? undefined : show(template, inputs, draft);
}

function show(template: Template, inputs: readonly Input[], { globals, predefined }: Draft): RenderedTemplate {
  const variables = blockVariables([...globals, ...inputs], {}, predefined);
  return { template, variables, text: renderTemplate(template, variables) };
}

function unknownVariable(name: string, known: readonly string[], place: Place, { inputs }: HelpDocument): Problem {
  if (isForMirror(name)) {
    const fix = 'Write the cname of a mirror behind it: {{mirrors.debian-security}}; it is left out until then.';
    return problem('help-variable-unknown', place, `{{${name}}} names no mirror`, fix);
  }
  const setter = [...inputs.values()].find((input) => namesSet([input]).has(name));
  const way = setter
    ? `Add ${quoted(setter.name)} to the input="…" of the block; `
    : `${didYouMean(name, [...known, ...namesSet([...inputs.values()])])}Define an input that sets it; `;
  return problem('help-variable-unknown', place, `nothing sets {{${name}}} here`, `${way}it is left out until then.`);
}

function noteTags(text: string, place: PlacedCode['place'], { note }: Draft): void {
  const at = text.indexOf('{{');
  if (at < 0) return;
  const line = place.line + text.slice(0, at).split('\n').length;
  const fix = 'Start the fence with ```{ztmpl} if it is a template; it is printed unchanged.';
  note(problem('help-tag-in-plain-fence', { ...place, line }, 'a fence that is not a template contains {{', fix));
}

/** The language is the first word of what stands behind the backticks. */
function plainLang(info: string | undefined): string | undefined {
  return info?.split(/\s/)[0] || undefined;
}

function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest ? `Did you mean ${quoted(nearest)}? ` : '';
}
