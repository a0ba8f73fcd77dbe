import { shellQuoted } from '../base/shell-quoted.ts';
import { type Command, type CommandName, commands, npmCommand } from './commands.ts';
import { type Option, type OptionContext, options } from './options.ts';

/**
 * npm has a setting of this name, which an .npmrc may turn on for good. Nothing is said of it: text in place of JSON does no
 * harm. `dry-run` is a setting of npm too, but a deploy that was meant as a trial must not happen, and nobody who has it
 * in an .npmrc installs anything; `--no-dry-run` turns it off.
 */
const LEFT_TO_NPM = ['json'];

/** npm completes the names of its own settings, so it never hears of these. */
const COMPLETED: Readonly<Record<string, string>> = { to: 'token-description' };

/**
 * What to say when npm kept options for itself, as in `npm run build --content D`: it takes all before `--` for settings of
 * its own, hands them on in the environment only, and leaves values over as arguments. Undefined when it kept none.
 */
export function swallowedByNpm(
  name: CommandName,
  args: readonly string[],
  env: OptionContext['env'],
): string | undefined {
  if (!env.npm_lifecycle_event) return undefined;
  const kept = keptOptions(commands[name], env);
  if (kept.length === 0) return leftOver(name, args, env);
  const names = kept.map(({ option }) => `--${option.name}`);
  return `npm took ${names.join(', ')} for itself; write: ${npmCommand(name)} ${rewritten(kept, args)}`;
}

/** A value without its option, as that has no name of ours: `npm run build --contnet D`. */
function leftOver(name: CommandName, [first]: readonly string[], env: OptionContext['env']): string | undefined {
  const { rest, options: keys }: Command = commands[name];
  const takesArgument = rest || keys.some((key) => (options[key] as Option<unknown>).isArgument);
  if (takesArgument || first === undefined || first.startsWith('-') || env.npm_command === 'exec') return undefined;
  return `${name} takes no arguments, but npm passed on ${first}; write options after --: ${npmCommand(name)} [options]`;
}

interface Kept {
  readonly option: Option<unknown>;
  /** What npm made of it: its value, or `true`. */
  readonly text: string;
}

function keptOptions(command: Command, env: OptionContext['env']): Kept[] {
  return command.options.flatMap((key) => {
    const option: Option<unknown> = options[key];
    const text = LEFT_TO_NPM.includes(option.name) ? undefined : settingOf(option.name, env);
    return text ? [{ option, text }] : [];
  });
}

function settingOf(name: string, env: OptionContext['env']): string | undefined {
  const names = [name, ...(Object.hasOwn(COMPLETED, name) ? [COMPLETED[name]!] : [])];
  return names.map((one) => env[`npm_config_${one.replaceAll('-', '_')}`]).find((text) => text);
}

/**
 * The options as they should be written, and what stood after `--`. Values that npm left over come first; of several, nobody
 * knows which is whose.
 */
function rewritten(kept: readonly Kept[], args: readonly string[]): string {
  const count = kept.filter(isWithoutValue).length;
  const [only] = count === 1 ? args : [];
  const words = kept.flatMap((one) => {
    const { name, takes } = one.option;
    if (takes === undefined) return [`--${name}`];
    const value = isWithoutValue(one) ? only : one.text;
    return [`--${name}`, value === undefined ? takes : shellQuoted(value)];
  });
  return [...words, ...args.slice(count).map(shellQuoted)].join(' ');
}

function isWithoutValue({ option, text }: Kept): boolean {
  return option.takes !== undefined && text === 'true';
}
