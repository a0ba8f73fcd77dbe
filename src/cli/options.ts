import { OperatorError } from '../base/operator-error.ts';

/** The context that the value of an option depends on, beside its text. */
export interface OptionContext {
  readonly now: Date;
  /** The folder that Heliostat is in, absolute. */
  readonly home: string;
  /** The folder that default folders are in, absolute: that of a checkout, else the working folder. */
  readonly defaultsIn: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A path as an absolute one, each relative to the one before it, and the first to the working folder. */
  readonly resolve: (...paths: string[]) => string;
}

/** An option: its syntax, description and value. */
export interface Option<Value> {
  readonly name: string;
  /** Placeholder for the value in help texts; a flag has none. */
  readonly takes?: string | undefined;
  readonly description: string;
  /** The default, as text for help. */
  readonly default?: string | undefined;
  /** It is written without its name. */
  readonly isArgument?: boolean | undefined;
  readonly isRepeatable?: boolean | undefined;
  /**
   * @param texts the written values, one for each use of the option
   * @throws OperatorError, `usage`
   */
  readonly value: (texts: readonly string[], at: OptionContext) => Value;
}

/** The error of an invalid command line; ends with exit code 2. */
export function usageError(says: string, fix?: string): OperatorError {
  return new OperatorError(says, fix, { kind: 'usage' });
}

/** Every option by the key of its value in the code; commands.ts says which command takes which option. */
export const options = {
  content: folder('content', 'folder with the content', 'content', 'PORTAL_CONTENT'),
  data: folder('data', 'folder for machine-written data: snapshots, history, lock', 'data'),
  out: folder('out', 'folder for the site', 'dist'),
  configOut: folder('config-out', 'folder for the configuration of servers, cron and editors', 'dist-config'),
  now: {
    name: 'now',
    takes: 'ISO-TIME',
    description: 'use this time instead of the current time',
    default: 'the current time',
    value: (texts, { now }) => lastOf(texts, readTime) ?? now,
  },
  isJson: flag('json', 'print problems as JSON on standard output'),
  isQuiet: flag('quiet', 'print problems only'),
  isOnlyNew: flag(
    'only-new',
    'print only what has changed: problems that the last two runs found, urgent ones at once, and those that are over',
  ),
  isStrict: flag('strict', 'exit with code 3 for warnings too'),
  port: single('port', 'NUMBER', 'port to listen on', '4321', readPort),
  host: single(
    'host',
    'ADDRESS',
    'address to listen on; the default accepts connections from this machine only',
    '127.0.0.1',
    String,
  ),
  everySeconds: single('every', 'SECONDS', 'pause between two fetches', '60', readSeconds),
  to: {
    name: 'to',
    takes: 'TARGET',
    description: 'a folder, host:/folder or rsync://host/module',
    default: '`deploy` in portal.yaml',
    isRepeatable: true,
    value: (texts, { resolve }) => texts.map((target) => (target.includes(':') ? target : resolve(target))),
  },
  accept: {
    name: 'accept',
    takes: 'NAME',
    description:
      'accept the losses of the source NAME, the removal of the mirror or file NAME, or everything with NAME `site`',
    isRepeatable: true,
    value: (texts) => texts,
  },
  folder: {
    name: 'DIR',
    isArgument: true,
    description: 'folder to write; other files in it stay',
    value: ([written], { resolve }) => {
      if (written === undefined) throw usageError('the folder is missing', 'write: heliostat init DIR');
      return resolve(withoutControls('DIR', written));
    },
  },
  isDemo: flag('demo', 'write the demonstration: made-up mirrors whose states follow the clock'),
  isSizes: flag('sizes', 'measure the trees of which no source tells the size, each at most once a week; takes hours'),
  isDryRun: flag('dry-run', 'print what would be done, but do nothing'),
  isTest: flag('test', 'send one test message by every channel, and print the result of each'),
  isRollback: flag('rollback', 'restore the deploy before the last one'),
} satisfies Readonly<Record<string, Option<unknown>>>;

function flag(name: string, description: string): Option<boolean> {
  return { name, description, value: (texts) => texts.length > 0 };
}

/** An option with one value; the last one is used. The default is read like a written value. */
function single<Value>(
  name: string,
  takes: string,
  description: string,
  byDefault: string,
  read: (text: string) => Value,
): Option<Value> {
  return { name, takes, description, default: byDefault, value: (texts) => read(texts.at(-1) ?? byDefault) };
}

/** A folder, absolute. Its default depends on where Heliostat runs. */
function folder(name: string, description: string, byDefault: string, variable?: string): Option<string> {
  return {
    name,
    takes: 'DIR',
    description,
    default: variable ? `${byDefault}, or $${variable}` : byDefault,
    value(texts, { resolve, defaultsIn, env }) {
      const written = texts.at(-1) ?? (variable && env[variable]);
      return written === undefined ? resolve(defaultsIn, byDefault) : resolve(withoutControls(`--${name}`, written));
    },
  };
}

function lastOf<Value>(texts: readonly string[], read: (text: string) => Value): Value | undefined {
  const last = texts.at(-1);
  return last === undefined ? undefined : read(last);
}

/** A control character would end a line in a crontab or in a server's configuration. */
function withoutControls(name: string, path: string): string {
  if (!/\p{Cc}/u.test(path)) return path;
  throw usageError(`${name}: the path has a line break or another control character; give the folder another name`);
}

function readTime(text: string): Date {
  const time = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw usageError(`--now ${text}: expected a time such as 2026-08-08T13:52:33Z`);
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65536) return port;
  throw usageError(`--port ${text}: expected a number up to 65535`);
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds >= 1 && seconds <= 86_400) return seconds;
  throw usageError(`--every ${text}: expected a number of seconds from 1 to 86400`);
}
