import { problemsToJson, problemsToText } from '../src/base/problem-report.ts';
import type { Problem } from '../src/base/problems.ts';
import { LockedError } from '../src/io/lock.ts';
import { isNewFailure, takeNewProblems } from '../src/io/told-problems.ts';
import { systemReason, WriteError } from '../src/io/write-file.ts';
import { NoSiteError } from '../src/portal/assemble.ts';
import { type Options, parseOptions, UsageError } from './options.ts';

/** What a command tells while it runs: one line that changes on a terminal, lines for cron. */
export type Tell = (text: string) => void;

/**
 * Run one command from its arguments to its exit code: 0 fine, 1 failure, 2 usage, 3 there are problems
 * that matter.
 *
 * @param does what the command does, for its help
 * @param run returns the problems it found
 */
export async function runCommand(
  name: string,
  does: string,
  run: (options: Options, tell: Tell) => Promise<readonly Problem[]>,
): Promise<void> {
  // A reader that has gone, as in `| head -1`, must not end the run half way.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let options: Options | undefined;
  try {
    const parsed = parseOptions(name, does, process.argv.slice(3));
    if (typeof parsed === 'string') {
      process.stdout.write(parsed);
      return;
    }
    options = parsed;
    const problems = await run(options, teller(options));
    reportProblems(problems, options);
    process.exitCode = exitCodeFor(problems, options.isStrict);
  } catch (error) {
    reportFailure(failureToText(error), options);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

function exitCodeFor(problems: readonly Problem[], isStrict: boolean): number {
  return problems.some(({ level }) => level === 'error' || isStrict) ? 3 : 0;
}

/** Print problems the way that was asked for. */
export function reportProblems(
  all: readonly Problem[],
  { isJson, isOnlyNew, data }: Pick<Options, 'isJson' | 'isOnlyNew' | 'data'>,
): void {
  const problems = isOnlyNew ? takeNewProblems(data, all) : all;
  if (isJson) process.stdout.write(`${problemsToJson(problems)}\n`);
  else if (problems.length > 0) process.stderr.write(`${problemsToText(problems)}\n`);
}

/** Print why a run failed; with `--only-new` when the last run did not fail so, as cron mails whatever is printed. */
function reportFailure(text: string, options: Options | undefined): void {
  if (!options?.isOnlyNew || isNewFailure(options.data, text)) process.stderr.write(`${text}\n`);
}

function teller({ isQuiet, isJson }: Options): Tell {
  return (text) => {
    if (!isQuiet) (isJson ? process.stderr : process.stdout).write(`${text}\n`);
  };
}

/** A failure in words, after the problems that led to it. */
export function failureToText(error: unknown): string {
  if (error instanceof WriteError) return problemsToText([error.problem]);
  const led = error instanceof NoSiteError && error.problems.length > 0 ? `${problemsToText(error.problems)}\n` : '';
  return `${led}heliostat: ${failureToSentence(error)}`;
}

/** What the operator can act on is one sentence; anything else is ours, with its stack. */
function failureToSentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === 'uv_cwd') return 'the working folder is gone; start the command in one that is there';
  if (syscall !== undefined)
    return `the machine refused ${path ? `${syscall} of ${path}` : syscall} (${systemReason(error)})`;
  const isPlain =
    error instanceof UsageError ||
    error instanceof NoSiteError ||
    error instanceof LockedError ||
    error.message.startsWith('there is no ') ||
    error.message.startsWith('could not ');
  return isPlain ? error.message : (error.stack ?? error.message);
}
