import { spawn } from 'node:child_process';
import { shortText } from '../base/plain-text.ts';
import { systemReason } from './write-file.ts';

/** As much of what a program prints as a message shows of it. */
const MOST_PRINTED = 4000;

/** What a program has printed at its end is read within this time. */
const PATIENCE_MS = 500;

/**
 * Start a program without a shell, and give it a text to read.
 *
 * @param words path and arguments
 * @param timeoutMs after which it is killed
 * @returns why it failed, or undefined
 */
export function feedProgram(
  [program, ...args]: readonly [string, ...string[]],
  text: string,
  timeoutMs: number,
): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      stdio: ['pipe', 'ignore', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let printed = '';
    child.stderr.on('data', (data) => {
      if (printed.length < MOST_PRINTED) printed += data;
    });
    child.on('error', (error) => done(`${program} cannot be started (${systemReason(error)})`));
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      child.stderr.destroy();
      done(endToFault(program, { code, signal, printed }, timeoutMs));
    };
    child.on('close', end);
    // What it starts itself may keep the pipe open for longer than it lives.
    child.on('exit', (code, signal) => setTimeout(end, PATIENCE_MS, code, signal).unref());
    // A program that does not read to the end is judged by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(text);
  });
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly printed: string;
}

function endToFault(program: string, { code, signal, printed }: End, timeoutMs: number): string | undefined {
  if (code === 0) return undefined;
  if (signal === 'SIGKILL') return `${program} did not end within ${timeoutMs / 1000} seconds`;
  const how = code === null ? `was ended by ${signal}` : `ended with code ${code}`;
  const said = shortText(printed.trim().split('\n').at(-1) ?? '', 200);
  return `${program} ${how}${said && `: ${said}`}`;
}
