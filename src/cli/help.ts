import {
  type Command,
  type CommandName,
  commandNames,
  commands,
  developerCommands,
  npmCommand,
  operatorCommands,
} from './commands.ts';
import { type Option, options } from './options.ts';

const HELP: Pick<Option<unknown>, 'name' | 'description'> = { name: 'help', description: 'print this help' };

/** What `heliostat --help` prints: the commands. */
export function programHelp(): string {
  const width = Math.max(...commandNames.map((name) => name.length));
  const row = (name: CommandName) => `  ${name.padEnd(width)}  ${commands[name].description}`;
  return lines([
    'usage: heliostat COMMAND [options]',
    '       npm run COMMAND -- [options]    in a checkout',
    '',
    ...operatorCommands.map(row),
    '',
    'For developers and authors:',
    ...developerCommands.map(row),
    '',
    'COMMAND --help lists the options of a command.',
  ]);
}

/** What `heliostat <command> --help` prints. */
export function commandHelp(name: CommandName): string {
  const command: Command = commands[name];
  const { description, rest } = command;
  const after = afterName(command);
  const rows = [
    ...(rest ? [[rest.takes, rest.description] as const] : []),
    ...[...optionsOf(command), HELP].map(optionRow),
  ];
  const width = Math.max(...rows.map(([written]) => written.length));
  return lines([
    `${name}: ${description}`,
    '',
    `usage: heliostat ${name}${after}`,
    `       ${npmCommand(name)}${after}    in a checkout`,
    '',
    ...rows.map(([written, description]) => `  ${written.padEnd(width)}  ${description}`),
    '',
    `Exit codes: ${exitCodes(command).join('; ')}.`,
  ]);
}

/** The options of a command, as the table has them. */
export function optionsOf(command: Command): Option<unknown>[] {
  return command.options.map((key) => options[key]);
}

/** What can follow the name of a command. */
export function afterName(command: Command): string {
  const argument = optionsOf(command).find(({ isArgument }) => isArgument)?.name ?? command.rest?.takes;
  return `${command.options.length > 0 ? ' [options]' : ''}${argument ? ` ${argument}` : ''}`;
}

/** An option as it is written, and its description. */
export function optionRow(option: Omit<Option<unknown>, 'value'>) {
  const notes = [
    ...(option.isRepeatable ? ['may be repeated'] : []),
    ...(option.default ? [`default: ${option.default}`] : []),
  ];
  const name = option.isArgument ? option.name : `--${option.name}`;
  const written = option.takes === undefined ? name : `${name} ${option.takes}`;
  return [written, notes.length > 0 ? `${option.description} (${notes.join('; ')})` : option.description] as const;
}

/** The exit codes of a command, with their meanings. */
export function exitCodes({ foundErrors, rest }: Command): string[] {
  return [
    '0 success',
    rest ? '1 something failed' : '1 failure',
    '2 invalid command line',
    ...(foundErrors ? [`3 ${foundErrors}`] : []),
  ];
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`;
}
