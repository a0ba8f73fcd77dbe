import { type OptionContext, options } from './options.ts';

/** Key of an option in `options`. */
export type OptionKey = keyof typeof options;

/** A command: its description, options and exit codes. */
export interface Command {
  readonly description: string;
  readonly options: readonly OptionKey[];
  /** Placeholder and description of further arguments, which the command itself reads. */
  readonly rest?: { readonly takes: string; readonly description: string } | undefined;
  /** Meaning of exit code 3, if the command can end with it. */
  readonly foundErrors?: string | undefined;
  /** Its name among npm's scripts, if that is different. */
  readonly script?: string | undefined;
  /** For developers and authors, not for operators. */
  readonly isForDevelopers?: boolean | undefined;
}

const folders = ['content', 'data', 'out', 'configOut'] as const;
const reports = ['isJson', 'isQuiet', 'isOnlyNew', 'isStrict'] as const;
const ofVitest = { takes: '[FILE …]', description: 'test files, and options of vitest' };

/** Every command by its name, the most important first. */
export const commands = {
  init: {
    description: 'create a small content folder to start with',
    options: ['folder', 'isDemo', 'isQuiet'],
  },
  build: {
    description:
      'fetch from all sources, compile if code has changed, write the site and the configuration, and deploy',
    options: [...folders, 'now', ...reports],
    foundErrors: 'the site was built, but there are errors',
  },
  refresh: {
    description: 'do the same as build, but never compile',
    options: [...folders, 'now', ...reports],
    foundErrors: 'the site was built, but there are errors',
  },
  check: {
    description: 'read all content, and report problems and the mirrors that a redirector would use; fetch nothing',
    options: [...folders, 'now', ...reports],
    foundErrors: 'there are errors',
  },
  fetch: {
    description: 'fetch from all sources and save the answers',
    options: ['accept', 'content', 'data', 'out', 'now', ...reports],
    foundErrors: 'the answers were saved, but there are errors',
  },
  survey: {
    description: 'look at the trees of all mirrors, here and as visitors do, and compare them with upstream',
    options: ['isSizes', ...folders, 'now', ...reports],
    foundErrors: 'the trees were looked at, but there are errors',
  },
  deploy: {
    description: 'copy the last built site to the targets of --to, or of `deploy` in portal.yaml',
    options: ['to', 'isDryRun', 'isRollback', 'content', 'data', 'out', ...reports],
    foundErrors: 'a target has a problem',
  },
  notify: {
    description: 'send the messages to the operators that wait, by the channels of `notify` in portal.yaml',
    options: ['isTest', 'content', 'data', 'now', 'isQuiet'],
  },
  start: {
    description: 'serve the site from memory, and fetch from the sources at an interval',
    options: ['port', 'host', 'everySeconds', ...folders, 'isJson', 'isQuiet'],
  },
  preview: {
    description: 'serve the built site on this machine for a preview',
    options: ['port', 'host', 'out', 'isQuiet'],
  },
  dev: {
    description: 'serve the site while you edit it; content and code are read again for each page',
    options: ['port', 'content', 'data', 'isQuiet'],
    isForDevelopers: true,
  },
  prepare: {
    description: 'compile if code has changed; `npm ci` does this for all users of the checkout',
    options: ['isQuiet'],
    isForDevelopers: true,
  },
  prepack: {
    description: 'compile the code for `npm pack`',
    options: ['isQuiet'],
    isForDevelopers: true,
  },
  test: {
    description: 'check the format and the types, and run all tests',
    options: [],
    rest: ofVitest,
    isForDevelopers: true,
  },
  'test-quick': {
    description: 'check the format and the types, and run the tests that need no build, in under a minute',
    options: [],
    rest: ofVitest,
    script: 'test:quick',
    isForDevelopers: true,
  },
  'test-faults': {
    description: 'run every command with each file operation failing in turn; takes hours',
    options: [],
    rest: ofVitest,
    script: 'test:faults',
    isForDevelopers: true,
  },
  'test-installs': {
    description: 'install packages by the lines of the help with every client; takes four minutes',
    options: [],
    rest: { takes: '[OPTION …]', description: 'options of vitest' },
    script: 'test:installs',
    isForDevelopers: true,
  },
  bench: {
    description: 'measure the time and memory that commands need',
    options: [],
    rest: { takes: '[PART …]', description: 'parts to run; default: all' },
    isForDevelopers: true,
  },
} as const satisfies Readonly<Record<string, Command>>;

/** The name of a command. */
export type CommandName = keyof typeof commands;

/** The names of all commands. */
export const commandNames = Object.keys(commands) as readonly CommandName[];

/** Commands for developers and authors. */
export const developerCommands = commandNames.filter((name) => (commands[name] as Command).isForDevelopers);

/** Commands for operators. */
export const operatorCommands = commandNames.filter((name) => !developerCommands.includes(name));

/** The values of all options. */
export type AllOptions = {
  readonly [Key in OptionKey]: ReturnType<(typeof options)[Key]['value']>;
};

/** The values of the options of a command. */
export type OptionsOf<Name extends CommandName> = Pick<AllOptions, (typeof commands)[Name]['options'][number]> &
  Pick<OptionContext, 'home'>;

/** Whether there is a command of this name. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/** Whether a command takes the option of this name. */
export function takesOption(command: CommandName, name: string): boolean {
  const { options: keys }: Command = commands[command];
  return keys.some((key) => options[key].name === name);
}

/** How to run the command through npm. */
export function npmCommand(name: CommandName): string {
  const { script = name }: Command = commands[name];
  return `npm run ${script} --`;
}
