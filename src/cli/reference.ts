import { type Command, type CommandName, commands, developerCommands, operatorCommands } from './commands.ts';
import { afterName, exitCodes, optionRow, optionsOf } from './help.ts';

const INTRODUCTION = `A release puts \`heliostat\` into the path; in a checkout it is \`bin/heliostat\`. In a checkout, \`npm run build -- --quiet\` is
the same as \`heliostat build --quiet\`. npm consumes options before \`--\`; the command then reports this and does nothing.
\`npm run deploy\` also does nothing while npm's own option \`dry-run\` is set in an .npmrc; \`npm run deploy --no-dry-run\` deploys.

Folders on the command line are relative to the working folder. The default folders of a release are in the working folder,
those of a checkout in the checkout.`;

/** docs/reference/commands.md: every command with its options. */
export function commandsReference(): string {
  return [
    '# Commands',
    '<!-- Generated from the tables in src/cli/; edit those. -->',
    INTRODUCTION,
    '## For operators',
    ...operatorCommands.flatMap(commandReference),
    '## For developers and authors',
    ...developerCommands.flatMap(commandReference),
    '',
  ].join('\n\n');
}

function commandReference(name: CommandName): string[] {
  const command: Command = commands[name];
  const { description, rest } = command;
  const rows = optionsOf(command).map(optionRow);
  return [
    `### ${name}`,
    `\`heliostat ${name}${afterName(command)}\`: ${description}.`,
    ...(rest ? [`\`${rest.takes}\`: ${rest.description}.`] : []),
    ...(rows.length > 0 ? [table(rows)] : []),
    `Exit codes: ${exitCodes(command).join('; ')}.`,
  ];
}

function table(rows: readonly (readonly [string, string])[]): string {
  return [
    '| option | meaning |',
    '|---|---|',
    ...rows.map(([written, description]) => `| \`${written}\` | ${description} |`),
  ].join('\n');
}
