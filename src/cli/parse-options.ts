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
import { type Option, options, type Surroundings, usageError } from './options.ts';

/**
 * Read the arguments of a command.
 *
 * @throws OperatorError, `usage`
 */
export function parseOptions<Name extends CommandName>(
  name: Name,
  args: readonly string[],
  at: Surroundings,
): OptionsOf<Name> & Partial<AllOptions> {
  const written = readWritten(name, args);
  const { options: keys }: Command = commands[name];
  const values = keys.map((key) => [key, options[key].value(written.get(options[key].name) ?? [], at)] as const);
  // The compiler cannot follow the table through a list of entries.
  return { ...Object.fromEntries(values), checkout: at.checkout } as OptionsOf<Name> & Partial<AllOptions>;
}

/** What was written for each option, by its name. */
function readWritten(command: CommandName, args: readonly string[]): Map<string, string[]> {
  const written = new Map<string, string[]>();
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    const [, name, given] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) throw usageError(`${command} takes no arguments, but was given ${arg}`);
    const option = optionOf(command, name);
    const text = option.takes === undefined ? flagText(option, given) : (given ?? valueText(option, left.shift()));
    written.set(name, [...(written.get(name) ?? []), text]);
  }
  return written;
}

function optionOf(command: CommandName, name: string): Option<unknown> {
  const { options: taken }: Command = commands[command];
  const known = taken.map((key) => options[key]);
  const option = known.find((one) => one.name === name);
  if (option) return option;
  const others = commandsThatTake(name);
  if (others) throw usageError(`${command} takes no --${name}`, others);
  const nearest = nearestName(name, [...known.map((one) => one.name), 'help']);
  const way = nearest ? `did you mean --${nearest}?` : '--help lists those there are';
  throw usageError(`there is no option --${name}`, way);
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
