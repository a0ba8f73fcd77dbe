import { options, type Surroundings } from './options.ts';

/** The name that the value of an option has in the code. */
export type OptionKey = keyof typeof options;

/** A command: what it does, what it takes, and how it ends. */
export interface Command {
  readonly does: string;
  readonly options: readonly OptionKey[];
  /** What stands for further arguments in a help text, and what they are; they are left to the command. */
  readonly rest?: { readonly takes: string; readonly means: string } | undefined;
  /** What exit code 3 means, where the command can end with it. */
  readonly foundErrors?: string | undefined;
  /** Its name among npm's scripts, where that is another one. */
  readonly script?: string | undefined;
  /** It is for those who change Heliostat or its content, not for those who run a site. */
  readonly isForDevelopers?: boolean | undefined;
}

const folders = ['content', 'data', 'out', 'configOut'] as const;
const reports = ['isJson', 'isQuiet', 'isOnlyNew', 'isStrict'] as const;
const ofVitest = { takes: '[FILE …]', means: 'which files of tests, and options of vitest' };

/** Every command by its name, those that one needs first at the top. */
export const commands = {
  init: {
    does: 'write a small content folder to begin from',
    options: ['folder', 'isDemo', 'isQuiet'],
  },
  build: {
    does: 'fetch, compile what has changed, draw the site, emit configuration, and deploy',
    options: [...folders, 'now', ...reports],
    foundErrors: 'the site was built, but there are errors',
  },
  refresh: {
    does: 'do what build does, without ever compiling',
    options: [...folders, 'now', ...reports],
    foundErrors: 'the site was built, but there are errors',
  },
  check: {
    does: 'read all content, say what is wrong with it and what a redirector would make of the site; ask no source',
    options: [...folders, 'now', ...reports],
    foundErrors: 'there are errors',
  },
  fetch: {
    does: 'ask every source and keep what it answers',
    options: ['accept', 'content', 'data', 'out', 'now', ...reports],
    foundErrors: 'the answers were kept, but there are errors',
  },
  deploy: {
    does: 'put the site that was built last into the folders of --to, or of `deploy` in portal.yaml',
    options: ['to', 'isDryRun', 'isRollback', 'content', 'data', 'out', ...reports],
    foundErrors: 'a target has a problem',
  },
  start: {
    does: 'serve the site from memory, and ask the sources on an interval',
    options: ['port', 'host', 'everySeconds', ...folders, 'isJson', 'isQuiet'],
  },
  preview: {
    does: 'serve the built site, to look at it',
    options: ['port', 'host', 'out', 'isQuiet'],
  },
  dev: {
    does: 'show the site while you edit it: content and code are read anew for each page',
    options: ['port', 'content', 'data', 'isQuiet'],
    isForDevelopers: true,
  },
  prepare: {
    does: 'compile what has changed; `npm ci` does so for all users of the checkout',
    options: ['isQuiet'],
    isForDevelopers: true,
  },
  prepack: {
    does: 'compile what has changed, and put it where `npm pack` takes it from',
    options: ['isQuiet'],
    isForDevelopers: true,
  },
  test: {
    does: 'check the format, the types and everything that has a test',
    options: [],
    rest: ofVitest,
    isForDevelopers: true,
  },
  'test-quick': {
    does: 'check the format, the types and what needs no build, in under a minute',
    options: [],
    rest: ofVitest,
    script: 'test:quick',
    isForDevelopers: true,
  },
  'test-faults': {
    does: 'make every file operation of every command fail, one by one, which takes hours',
    options: [],
    rest: ofVitest,
    script: 'test:faults',
    isForDevelopers: true,
  },
  bench: {
    does: 'measure how long commands take, and how much memory',
    options: [],
    rest: { takes: '[PART …]', means: 'which parts; all of them when none is named' },
    isForDevelopers: true,
  },
} as const satisfies Readonly<Record<string, Command>>;

/** The name of a command. */
export type CommandName = keyof typeof commands;

/** The names of all commands. */
export const commandNames = Object.keys(commands) as readonly CommandName[];

/** Those for people who change Heliostat or its content. */
export const developerCommands = commandNames.filter((name) => (commands[name] as Command).isForDevelopers);

/** Those for people who run a site. */
export const operatorCommands = commandNames.filter((name) => !developerCommands.includes(name));

/** What every option comes to. */
export type AllOptions = {
  readonly [Key in OptionKey]: ReturnType<(typeof options)[Key]['value']>;
};

/** What the options of a command come to. */
export type OptionsOf<Name extends CommandName> = Pick<AllOptions, (typeof commands)[Name]['options'][number]> &
  Pick<Surroundings, 'home'>;

/** Whether there is a command of this name. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/** Whether a command takes the option of this name. */
export function takesOption(command: CommandName, name: string): boolean {
  const { options: keys }: Command = commands[command];
  return keys.some((key) => options[key].name === name);
}

/** The command that npm is told to run. */
export function npmCommand(name: CommandName): string {
  const { script = name }: Command = commands[name];
  return `npm run ${script} --`;
}
