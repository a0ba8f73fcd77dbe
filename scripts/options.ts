import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Where a run reads and writes, and how it speaks. All folders are absolute. */
export interface Options {
  /** The folder that this program is in. */
  readonly checkout: string;
  readonly content: string;
  readonly data: string;
  readonly out: string;
  readonly configOut: string;
  readonly now: Date;
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly isStrict: boolean;
  readonly isOnlyNew: boolean;
  readonly port: number;
  /** The address that `preview` and `start` listen on. */
  readonly host: string;
  /** How long `start` rests between asking the sources. */
  readonly everySeconds: number;
  /** Where `deploy` deploys to, in place of what portal.yaml says. */
  readonly to: readonly string[] | undefined;
  /** What `fetch` accepts that it goes: ids of sources, names of mirrors, or `site`. */
  readonly accept: readonly string[] | undefined;
  readonly isDryRun: boolean;
  readonly isRollback: boolean;
}

/** Thrown for a command line that cannot be understood; ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const HELP = `
  --content DIR      what people write (default: content, or $PORTAL_CONTENT)
  --data DIR         what machines write: snapshots, locks (default: data)
  --out DIR          the site (default: dist)
  --config-out DIR   configuration for servers, cron and editors (default: dist-config)
  --now ISO-TIME     build as if it were this moment
  --json             print problems as JSON, on standard output
  --quiet            print nothing but problems
  --only-new         print only problems that the last run with --only-new did not find
  --strict           end with 3 for warnings too
  --port NUMBER      where dev, preview and start listen (default: 4321)
  --host ADDRESS     where preview and start listen (default: 127.0.0.1, this machine alone)
  --every SECONDS    how long start rests between asking the sources (default: 60)
  --to TARGET        deploy: a folder, host:/folder or rsync://host/module; may be repeated (default: portal.yaml)
  --accept NAME      fetch: accept what the source NAME has lost, that the mirror NAME goes, or all with NAME site
  --dry-run          deploy: print what would be done, and do nothing
  --rollback         deploy: put the deploy before the last one back
  --help             print this

Exit codes: 0 fine; 1 failure; 2 usage; 3 the site was built, but there are errors.
`;

const FOLDERS = ['content', 'data', 'out', 'config-out'] as const;

/** run.mjs tells it: a bundled command lies elsewhere. */
const checkout = process.env.HELIOSTAT_CHECKOUT ?? resolve(import.meta.dirname, '..');

/**
 * Read the command line.
 *
 * @returns the options, or the help text when that was asked for
 * @throws UsageError
 */
export function parseOptions(command: string, does: string, args: readonly string[]): Options | string {
  const values = parseValues(command, args);
  // Another command must not seem to obey them.
  const meant = (['to', 'dry-run', 'rollback'] as const).find((name) => values[name] !== undefined);
  if (meant && command !== 'deploy') throw new UsageError(`${command}: --${meant} is for \`npm run deploy\``);
  if (values.accept && command !== 'fetch') throw new UsageError(`${command}: --accept is for \`npm run fetch\``);
  for (const name of FOLDERS) refuseControls(name, values[name]);
  if (values.help) return `npm run ${command} -- [options]\n\n${does}\n${HELP}`;
  return {
    checkout,
    content: resolve(values.content ?? process.env.PORTAL_CONTENT ?? resolve(checkout, 'content')),
    data: resolve(values.data ?? resolve(checkout, 'data')),
    out: resolve(values.out ?? resolve(checkout, 'dist')),
    configOut: resolve(values['config-out'] ?? resolve(checkout, 'dist-config')),
    now: values.now === undefined ? new Date() : parseNow(values.now),
    isJson: values.json ?? false,
    isQuiet: values.quiet ?? false,
    isStrict: values.strict ?? false,
    isOnlyNew: values['only-new'] ?? false,
    port: parsePort(values.port ?? '4321'),
    host: values.host ?? '127.0.0.1',
    everySeconds: parseSeconds(values.every ?? '60'),
    to: values.to?.map((target) => (target.includes(':') ? target : resolve(target))),
    accept: values.accept,
    isDryRun: values['dry-run'] ?? false,
    isRollback: values.rollback ?? false,
  };
}

function parseValues(command: string, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        content: { type: 'string' },
        data: { type: 'string' },
        out: { type: 'string' },
        'config-out': { type: 'string' },
        now: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        every: { type: 'string' },
        json: { type: 'boolean' },
        quiet: { type: 'boolean' },
        strict: { type: 'boolean' },
        'only-new': { type: 'boolean' },
        to: { type: 'string', multiple: true },
        accept: { type: 'string', multiple: true },
        'dry-run': { type: 'boolean' },
        rollback: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${command}: ${(error as Error).message}`, { cause: error });
  }
}

/** A line of cron, or of a server's configuration, would end there. */
function refuseControls(name: string, path: string | undefined): void {
  if (path !== undefined && /\p{Cc}/u.test(path))
    throw new UsageError(
      `--${name}: the path has a line break or another control character; give the folder another name`,
    );
}

function parseNow(text: string): Date {
  const now = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(now.getTime())) return now;
  throw new UsageError(`--now ${text}: expected a time such as 2026-08-08T13:52:33Z`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new UsageError(`--port ${text}: expected a number up to 65535`);
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds >= 1 && seconds <= 86_400) return seconds;
  throw new UsageError(`--every ${text}: expected a number of seconds from 1 to 86400`);
}
