import { isFailure, OperatorError } from '../base/operator-error.ts';
import { endedToText, problemsToJson, problemsToText } from '../base/problem-report.ts';
import { isMailed, type Problem } from '../base/problems.ts';
import type { AllOptions, CommandName, OptionsOf } from '../cli/commands.ts';
import { parseOptions } from '../cli/parse-options.ts';

import { isNewFailure, type ProblemNews, takeProblemNews } from '../io/reported-problems.ts';
import { systemReason } from '../io/write-file.ts';

import { optionContext } from './option-context.ts';

/** Prints a line of progress. */
export type Log = (text: string) => void;

/** The options for output, as far as the command has them; `data` holds the problems of the last run. */
type OutputOptions = Partial<Pick<AllOptions, 'isJson' | 'isQuiet' | 'isOnlyNew' | 'isStrict' | 'data' | 'now'>>;

/**
 * Run one command from its arguments to its exit code: 0 success, 1 failure, 2 invalid command line,
 * 3 errors were found.
 *
 * @param run returns the problems it found; undefined if it did not look for any
 */
export async function runCommand<Name extends CommandName>(
  name: Name,
  run: (options: OptionsOf<Name>, log: Log) => Promise<readonly Problem[] | undefined>,
): Promise<void> {
  // A closed pipe, as in `| head -1`, must not stop the run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let output: OutputOptions = {};
  try {
    const options = parseOptions(name, process.argv.slice(3), optionContext());
    output = options;
    const problems = await run(options, progressLog(output));
    reportProblems(problems ?? [], { ...output, isOnlyNew: output.isOnlyNew && problems !== undefined });
    process.exitCode = exitCodeFor(problems ?? [], output.isStrict);
  } catch (error) {
    reportFailure(failureToText(error), output);
    process.exitCode = isFailure(error, 'usage') ? 2 : 1;
  }
}

function exitCodeFor(problems: readonly Problem[], isStrict = false): number {
  return problems.some(({ level }) => level === 'error' || isStrict) ? 3 : 0;
}

/** Print problems in the requested format. */
export function reportProblems(problems: readonly Problem[], { isJson, isOnlyNew, data, now }: OutputOptions): void {
  const news =
    isOnlyNew && data !== undefined
      ? takeProblemNews(data, problems.filter(isMailed), now ?? new Date())
      : { begun: problems, ended: [] };
  if (isJson)
    process.stdout.write(
      `${problemsToJson([...news.begun, ...news.ended.map((ended) => ({ ...ended, isOver: true }))])}\n`,
    );
  else for (const text of newsToTexts(news)) process.stderr.write(`${text}\n`);
}

function newsToTexts({ begun, ended, endedFailure }: ProblemNews): string[] {
  return [
    ...(begun.length > 0 ? [problemsToText(begun)] : []),
    ...(ended.length > 0 ? [endedToText(ended)] : []),
    ...(endedFailure === undefined ? [] : [`over: ${endedFailure.trim().split('\n').at(-1)}`]),
  ];
}

/** Print why a run failed; with `--only-new` only a new failure, because cron mails all output. */
function reportFailure(text: string, { isOnlyNew, data, now }: OutputOptions): void {
  if (!isOnlyNew || data === undefined || isNewFailure(data, text, now ?? new Date()))
    process.stderr.write(`${text}\n`);
}

function progressLog({ isQuiet, isJson }: OutputOptions): Log {
  return (text) => {
    if (!isQuiet) (isJson ? process.stderr : process.stdout).write(`${text}\n`);
  };
}

/** Text of a failure, after the problems that led to it. */
export function failureToText(error: unknown): string {
  const problems = error instanceof OperatorError && error.problems.length > 0 ? problemsToText(error.problems) : '';
  // Its problem has the same text, with the file and the fix.
  if (isFailure(error, 'unwritable')) return problems;
  return `${problems && `${problems}\n`}heliostat: ${failureToSentence(error)}`;
}

/** A failure that the operator can fix is one sentence; any other is ours and shows its stack. */
export function failureToSentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof OperatorError) return error.message;
  const { syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === 'uv_cwd') return 'the working folder no longer exists; start the command in another folder';
  if (syscall !== undefined)
    return `the system refused ${path ? `${syscall} of ${path}` : syscall} (${systemReason(error)})`;
  return error.stack ?? error.message;
}
