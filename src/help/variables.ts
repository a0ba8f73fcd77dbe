import { fitsText, type TextRule } from '../model/text-values.ts';
import type { TreeQuestion } from '../model/tree-question.ts';

/** What a variable may stand for. Empty texts, false, null and empty lists are false to a section. */
export type Value = string | boolean | null | readonly string[];

/** Values by name, as a template sees them. */
export type Variables = Readonly<Record<string, Value>>;

/** One thing to choose of an input, and the variables that choosing it sets. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly variables: Variables;
  /** cnames of the mirrors without which a site does not offer it. */
  readonly needs?: readonly string[];
  /** The last day on which the project supports it, `2028-06-30`. */
  readonly until?: string;
  /** Whether the tree of the mirror lacks it. */
  readonly isGone?: true;
}

/**
 * What a reader chooses or writes: one of several, yes or no, a text. A switch has the choices `true` and
 * `false`; a text has none and sets the variable of its own name.
 */
export interface Input {
  readonly kind: 'select' | 'switch' | 'text';
  readonly name: string;
  readonly label: string;
  /** One sentence on when one needs it. */
  readonly note?: string;
  /** What the site offers. */
  readonly choices: readonly Choice[];
  /** The choices of all sites, in their order; missing where they are the same. */
  readonly allChoices?: readonly Choice[];
  /** cnames of the mirrors without which a site does not offer it. */
  readonly needs?: readonly string[];
  /** Whether the site does not offer it: a switch is off then, a text empty, and a select sets nothing. */
  readonly isHidden?: true;
  /** What a text may be; missing for the other kinds. */
  readonly accepts?: TextRule;
  /** The `value` chosen at first, or the text. */
  readonly default: string;
  /** How it is filled from the tree of the mirror. */
  readonly from?: TreeSource;
}

/** How an input is filled from what a survey found in the tree of the mirror. */
export interface TreeSource {
  readonly question: TreeQuestion;
  /** What the reader sees of an option that nobody typed, with names in braces; the value where one of them is missing. */
  readonly label: string;
  /** What options are ordered by, the newest first, with names in braces. */
  readonly order: string;
  /** Options that nobody typed are older than this, and not added. */
  readonly since?: string;
  /** The variables of options that nobody typed; missing where these are not added. */
  readonly set?: Readonly<Record<string, FoundVariable>>;
  /** Which entry is the default: the newest, or the one of which these texts were taken. */
  readonly default?: 'newest' | Readonly<Record<string, string>>;
}

/** A variable of an option from the tree: a value, a text with names in braces, or one where a path is there and else false. */
export type FoundVariable = string | boolean | { readonly is: string; readonly if: string };

/** What of an input decides its variables. */
export type SettingInput = Pick<Input, 'kind' | 'name' | 'accepts' | 'default'> & {
  readonly choices: readonly Pick<Choice, 'value' | 'variables'>[];
};

/** Which value of which input is chosen; an input that is missing stands at its default. */
export type Chosen = Readonly<Record<string, string>>;

export type Scheme = 'http' | 'https';

/** Every document has these; an input cannot take their place. */
export const predefinedNames = ['endpoint', 'host', 'hostname', 'http', 'path', 'scheme', 'sudo'] as const;

/** What a variable may be called; nothing that Mustache, or HTML around it, could take for its own. */
export const VARIABLE_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.=+-]*$/u;

/** What the variables that stand for addresses of other mirrors begin with; the cname follows. */
const OTHER_MIRROR = 'mirrors.';

/** A cname that documents can name: segments like names of variables. */
export const CNAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.=+-]*(\/[\p{L}\p{N}_][\p{L}\p{N}_.=+-]*)*$/u;

/** Whether a tag may hold this name. */
export function isVariableName(name: string): boolean {
  return VARIABLE_NAME.test(name) || mirrorOf(name) !== undefined;
}

/** Whether only a mirror's address can be meant by a name; it may lack the cname. */
export function isForMirror(name: string): boolean {
  return name.startsWith(OTHER_MIRROR);
}

/**
 * The cname in the name of a variable: `debian-security` in `mirrors.debian-security`. A cname is written exactly, upper case
 * too, as there is both `gnu` and `GNU`.
 */
export function mirrorOf(name: string): string | undefined {
  const cname = isForMirror(name) ? name.slice(OTHER_MIRROR.length) : '';
  return CNAME.test(cname) ? cname : undefined;
}

/** Addresses of mirrors, absolute, by cname. */
export type MirrorAddresses = Readonly<Record<string, string>>;

/** Which schemes an address can be used with. A site that speaks https speaks http too; one of http has no https. */
export function schemesOf(address: string): readonly Scheme[] {
  return address.startsWith('https:') ? ['https', 'http'] : ['http'];
}

/** The only scheme that a document works with, as far as the address has it; undefined leaves the address's own. */
export function offeredScheme(address: string, only: Scheme | undefined): Scheme | undefined {
  return only && schemesOf(address).includes(only) ? only : undefined;
}

/**
 * The variables that every block has.
 *
 * @param address of the mirror, absolute: `https://mirrors.example.org/debian/`
 * @param scheme the one to use instead of the address's
 * @param sudo whether commands that need root are written with `sudo`
 * @param mirrors those that the site has, of the others that the document names
 */
export function predefinedVariables(
  address: string,
  scheme: Scheme | undefined,
  sudo: boolean,
  mirrors: MirrorAddresses,
): Variables {
  const { protocol, host, hostname } = new URL(address);
  const used = scheme ?? protocol.slice(0, -1);
  const others = Object.entries(mirrors).map(([cname, other]) => [
    `${OTHER_MIRROR}${cname}`,
    toEndpoint(other, used === 'http' && other.startsWith('https:') ? used : new URL(other).protocol.slice(0, -1)),
  ]);
  return {
    ...Object.fromEntries(others),
    ...{ endpoint: toEndpoint(address, used), host, hostname, http: used === 'http', path: safePath(address) },
    ...{ scheme: used, sudo: sudo ? 'sudo ' : '' },
  };
}

/** Every site that speaks https speaks http too, so a reader who chose http gets http; nobody gets an https that is not there. */
function toEndpoint(address: string, scheme: string): string {
  return `${scheme}://${new URL(address).host}${safePath(address)}`;
}

/** The path of an address, without a slash at its end. */
function safePath(address: string): string {
  return shellSafe(new URL(address).pathname.replace(/\/+$/, ''));
}

/** A path in which everything is percent-encoded that means something to a shell, to TOML, or to sed; the same address. */
function shellSafe(path: string): string {
  return path.replace(
    /[^\w.~/+:@=,%-]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/**
 * All variables of a block: those of its inputs as chosen, later ones winning, and over them the predefined.
 *
 * The result has no prototype: Mustache would find `constructor` in one.
 *
 * @param inputs the page-wide ones, then the block's own
 */
export function blockVariables(inputs: readonly SettingInput[], chosen: Chosen, predefined: Variables): Variables {
  const own = inputs.map((input) => inputVariables(input, chosenValue(input, chosen)));
  return Object.assign(Object.create(null), ...own, predefined);
}

/**
 * Whether a value can be chosen. Values come from anywhere: a link, a browser's storage, an older release of the page.
 *
 * @param value what stands at first fits always, also where that is an empty text
 */
export function fitsInput({ kind, choices, accepts, default: first }: SettingInput, value: string): boolean {
  if (kind === 'text') return value === first || (accepts !== undefined && fitsText(accepts, value));
  return choices.some((choice) => choice.value === value);
}

/** What is chosen of an input; what does not fit is ignored. */
function chosenValue(input: SettingInput, chosen: Chosen): string {
  const value = Object.hasOwn(chosen, input.name) ? chosen[input.name]! : input.default;
  return fitsInput(input, value) ? value : input.default;
}

/** Every name that some choice of some input sets, on this site or another, so that a template may use it. */
export function namesSet(inputs: readonly Input[]): Set<string> {
  const names = inputs.flatMap(({ name, choices, allChoices = choices }) => [
    name,
    ...allChoices.flatMap((choice) => Object.keys(choice.variables)),
  ]);
  return new Set(names);
}

function inputVariables(input: SettingInput, value: string): Variables {
  if (input.kind === 'text') return { [input.name]: value };
  const choice = input.choices.find((other) => other.value === value);
  return choice?.variables ?? {};
}
