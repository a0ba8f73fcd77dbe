import { type Command, type CommandName, commands, developerCommands, operatorCommands } from './commands.ts';
import { afterName, exitCodes, optionRow, optionsOf } from './help.ts';

const INTRODUCTION = `\`heliostat\` is what an installed release puts into the path; in a checkout it is \`bin/heliostat\`, which may be linked from
a folder of the path. \`npm run build -- --quiet\` in a checkout is the same as \`heliostat build --quiet\`. npm takes options before \`--\` for itself, and the command then says so and does nothing.
\`npm run deploy\` does the same while npm's own \`dry-run\` is set in an .npmrc; \`npm run deploy --no-dry-run\` deploys.

Folders that are given are relative to the working folder. Default folders are those of the checkout; an installed release has them in
the working folder.`;

/** docs/reference/commands.md: every command with its options. */
export function commandsReference(): string {
  return [
    '# Commands',
    '<!-- Made from the tables in src/cli/; change it there. -->',
    INTRODUCTION,
    '## For those who run a site',
    ...operatorCommands.flatMap(commandReference),
    '## For those who change Heliostat or its content',
    ...developerCommands.flatMap(commandReference),
    '',
  ].join('\n\n');
}

function commandReference(name: CommandName): string[] {
  const command: Command = commands[name];
  const { does, rest } = command;
  const rows = optionsOf(command).map(optionRow);
  return [
    `### ${name}`,
    `\`heliostat ${name}${afterName(command)}\`: ${does}.`,
    ...(rest ? [`\`${rest.takes}\`: ${rest.means}.`] : []),
    ...(rows.length > 0 ? [table(rows)] : []),
    `Exit codes: ${exitCodes(command).join('; ')}.`,
  ];
}

function table(rows: readonly (readonly [string, string])[]): string {
  return ['| option | meaning |', '|---|---|', ...rows.map(([written, means]) => `| \`${written}\` | ${means} |`)].join(
    '\n',
  );
}
