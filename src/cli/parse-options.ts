import { nearestName } from '../base/nearest-name.ts';
import {
  type AllOptions,
  type Command,
  type CommandName,
  commandNames,
  commands,
  type OptionsOf,
  takesOption,
} from './commands.ts';
import { type Option, type OptionContext, options, usageError } from './options.ts';

/**
 * Read the arguments of a command.
 *
 * @throws OperatorError, `usage`
 */
export function parseOptions<Name extends CommandName>(
  name: Name,
  args: readonly string[],
  at: OptionContext,
): OptionsOf<Name> & Partial<AllOptions> {
  const written = readWritten(name, args);
  const { options: keys }: Command = commands[name];
  const values = keys.map((key) => [key, options[key].value(written.get(options[key].name) ?? [], at)] as const);
  // The compiler cannot follow the table through a list of entries.
  return { ...Object.fromEntries(values), home: at.home } as OptionsOf<Name> & Partial<AllOptions>;
}

/** What was written for each option, by its name. */
function readWritten(command: CommandName, args: readonly string[]): Map<string, string[]> {
  const written = new Map<string, string[]>();
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    const [, name, given] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const option = name === undefined ? argumentOf(command, arg, written) : optionOf(command, name);
    written.set(option.name, [...(written.get(option.name) ?? []), textOf(option, arg, given, left)]);
  }
  return written;
}

/** What was written for one option; a value that stands apart is taken from what is left. */
function textOf(option: Option<unknown>, arg: string, given: string | undefined, left: string[]): string {
  if (option.isArgument) return arg;
  return option.takes === undefined ? flagText(option, given) : (given ?? valueText(option, left.shift()));
}

/** The argument that a command takes, if it has not been written yet. */
function argumentOf(command: CommandName, arg: string, written: ReadonlyMap<string, unknown>): Option<unknown> {
  const option = optionsOf(command).find(({ isArgument }) => isArgument);
  if (option && !arg.startsWith('-') && !written.has(option.name)) return option;
  throw usageError(`${command} takes ${option ? 'one argument' : 'no arguments'}, but was given ${arg}`);
}

function optionOf(command: CommandName, name: string): Option<unknown> {
  const known = optionsOf(command).filter(({ isArgument }) => !isArgument);
  const option = known.find((one) => one.name === name);
  if (option) return option;
  const others = commandsThatTake(name);
  if (others) throw usageError(`${command} takes no --${name}`, others);
  const nearest = nearestName(name, [...known.map((one) => one.name), 'help']);
  const way = nearest ? `did you mean --${nearest}?` : '--help lists the options';
  throw usageError(`there is no option --${name}`, way);
}

function optionsOf(command: CommandName): Option<unknown>[] {
  const { options: keys }: Command = commands[command];
  return keys.map((key) => options[key]);
}

/** `start, preview and dev do`; undefined when no command takes the option. */
function commandsThatTake(name: string): string | undefined {
  const names = commandNames.filter((command) => takesOption(command, name));
  const last = names.pop();
  if (last === undefined) return undefined;
  return names.length > 0 ? `${names.join(', ')} and ${last} do` : `${last} does`;
}

function flagText({ name }: Option<unknown>, given: string | undefined): string {
  if (given === undefined) return '';
  throw usageError(`--${name} takes no value, but was given ${given}`);
}

/** The argument after an option; one that looks like an option is taken for a value that was forgotten. */
function valueText({ name, takes }: Option<unknown>, next: string | undefined): string {
  if (next !== undefined && !next.startsWith('-')) return next;
  throw usageError(`--${name} needs a value: --${name} ${takes}, or --${name}=${takes} if it begins with a dash`);
}
