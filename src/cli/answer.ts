import { nearestName } from '../base/nearest-name.ts';
import { isFailure } from '../base/operator-error.ts';
import { type Command, type CommandName, commandNames, commands, isCommandName } from './commands.ts';
import { commandHelp, programHelp } from './help.ts';
import { type OptionContext, usageError } from './options.ts';
import { parseOptions } from './parse-options.ts';
import { swallowedByNpm } from './swallowed.ts';

/** What to print in place of running a command, and the exit code. */
export interface Answer {
  readonly text: string;
  readonly exitCode: 0 | 2;
}

/**
 * The answer to a command line that asks for help or cannot be understood; undefined when the command is to run. It needs
 * nothing but the tables, so that help costs little more than Node's start.
 *
 * @param args what stands after the program's name
 */
export function answerTo(args: readonly string[], env: OptionContext['env']): Answer | undefined {
  try {
    const text = helpOrNothing(args, env);
    return text === undefined ? undefined : { text, exitCode: 0 };
  } catch (error) {
    if (!isFailure(error, 'usage')) throw error;
    return { text: `heliostat: ${error.message}\n`, exitCode: 2 };
  }
}

/** @throws OperatorError, `usage` */
function helpOrNothing([name, ...args]: readonly string[], env: OptionContext['env']): string | undefined {
  if (name !== undefined && isHelp(name)) return programHelp();
  const command = commandOf(name);
  if (args.some(isHelp)) return commandHelp(command);
  const swallowed = swallowedByNpm(command, args, env);
  if (swallowed) throw usageError(swallowed);
  const { rest }: Command = commands[command];
  if (!rest) parseOptions(command, args, { ...nowhere, env });
  return undefined;
}

/** Whether a command line is fine depends on no place and no time. */
const nowhere = { now: new Date(0), home: '', defaultsIn: '', resolve: (path: string) => path };

function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h';
}

function commandOf(name: string | undefined): CommandName {
  if (name !== undefined && isCommandName(name)) return name;
  const isMissing = name === undefined || name.startsWith('-');
  const fault = isMissing ? 'the first argument must be a command' : `there is no command ${name}`;
  const nearest = isMissing ? undefined : nearestName(name, commandNames);
  const way = nearest ? `did you mean ${nearest}?` : '--help lists the commands';
  throw usageError(fault, way);
}
