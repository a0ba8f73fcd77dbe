import { nearestName } from '../base/nearest-name.ts';
import { type Note, type Place, problem, quoted } from '../base/problems.ts';
import { CNAME } from './variables.ts';

/** What stands in the braces before a template: `{ztmpl lang="bash" input="release" path="/etc/x"}`. */
export interface Directive {
  /** Language to highlight in. */
  readonly lang?: string;
  /** Names of the inputs shown with the block, in this order, each once. */
  readonly inputs: readonly string[];
  /** The file that the whole text is for. May begin with `~/` or a variable of the shell. */
  readonly path?: string;
  /** Whether the text goes to the end of that file. */
  readonly append: boolean;
  /** cnames of the mirrors without which a site does not show the block. */
  readonly needs: readonly string[];
  /** Whether the inputs are for the whole page; there is no text then. */
  readonly global: boolean;
}

const BRACED = /^\{([\w:.+-]+)((?:\s+[\w-]+="[^"]*")*)\s*\}\s*$/;
const ATTRIBUTES = ['lang', 'input', 'path', 'append', 'needs', 'global'];

/** Whether a fence's info string means a directive and not a language. */
export function isBraced(info: string): boolean {
  return info.startsWith('{');
}

/**
 * Read a directive with its braces. An attribute that is not known is noted and passed over.
 *
 * @returns undefined for a directive that is not known, which is noted
 */
export function parseDirective(text: string, place: Place, note: Note): Directive | undefined {
  const [, name, written = ''] = BRACED.exec(text) ?? [];
  if (name !== 'ztmpl') {
    const fix = 'Use {ztmpl lang="bash"}, the only directive, with each value in double quotes.';
    note(problem('help-directive-unknown', place, `${quoted(text)} is not a known directive`, fix));
    return undefined;
  }
  const attributes = new Map([...written.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!]));
  for (const key of [...attributes.keys()].filter((key) => !ATTRIBUTES.includes(key))) {
    const nearest = nearestName(key, ATTRIBUTES);
    const fix = `${nearest ? `Did you mean ${quoted(nearest)}? ` : ''}Use one of ${ATTRIBUTES.join(', ')}.`;
    note(problem('help-directive-unknown', place, `attribute ${quoted(key)} is not known`, fix));
  }
  const needs = namesIn(attributes.get('needs'));
  const odd = needs.find((cname) => !CNAME.test(cname));
  if (odd !== undefined) {
    const fix = 'Write cnames with spaces between them: needs="debian-security"; no site shows the block until then.';
    note(problem('help-directive-unknown', place, `needs ${quoted(odd)}, which is not a cname`, fix));
  }
  return {
    lang: attributes.get('lang'),
    inputs: namesIn(attributes.get('input')),
    needs,
    path: attributes.get('path') || undefined,
    append: attributes.get('append') === 'true',
    global: attributes.get('global') === 'true',
  };
}

/** The names in the value of an attribute, each once. */
function namesIn(value: string | undefined): string[] {
  return [...new Set(value?.split(/\s+/).filter(Boolean))];
}
