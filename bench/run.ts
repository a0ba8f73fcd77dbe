import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type CommandName, takesOption } from '../src/cli/commands.ts';

/*
 * What the parts of the bench share: a portal in a temporary folder, and a clock that times whole commands from
 * outside, as an operator would.
 */

export const RUNS = 5;
export const NOW = '2026-08-08T13:52:33Z';
export const checkout = resolve(import.meta.dirname, '..');
/** The portal's folder: content, data, out, config-out. */
export const root = mkdtempSync(join(tmpdir(), 'heliostat-bench-'));
mkdirSync(join(root, 'content'));
const memoryFile = join(root, 'memory');

/** Loaded into each measured process: notes the most memory it ever held. */
const memoryProbe = `data:text/javascript,${encodeURIComponent(`
import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.BENCH_MEMORY_FILE, String(process.resourceUsage().maxRSS)));
`)}`;

interface Sample {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Run a command of ours on the portal. */
export function command(name: CommandName, ...more: string[]): void {
  node(join(checkout, 'scripts/heliostat.mjs'), name, ...portalOptions(name), ...more);
}

export function build(): void {
  command('build');
}

export function portalOptions(name: CommandName): string[] {
  const folders = ['content', 'data', 'out', 'config-out'].map((folder) => [folder, join(root, folder)]);
  const taken = [...folders, ['now', NOW]].filter(([option]) => takesOption(name, option!));
  return [...taken.map(([option, value]) => `--${option}=${value}`), '--quiet'];
}

export function node(...args: string[]): void {
  run(process.execPath, ['--import', memoryProbe, ...args]);
}

export function run(program: string, args: readonly string[]): void {
  const env = { ...process.env, BENCH_MEMORY_FILE: memoryFile };
  const { status, stderr } = spawnSync(program, args, { cwd: checkout, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
}

export function forgetSite(): void {
  for (const name of ['data', 'out', 'config-out']) rmSync(join(root, name), { recursive: true, force: true });
}

/** Measure after one run that does not count; returns the median seconds. */
export function measure(name: string, act: () => void, before: () => unknown = () => undefined): number {
  const samples = Array.from({ length: RUNS + 1 }, () => sample(act, before)).slice(1);
  const seconds = samples.map((one) => one.seconds).sort((a, b) => a - b);
  const megabytes = samples.map((one) => one.megabytes).sort((a, b) => a - b)[Math.floor(RUNS / 2)]!;
  const median = seconds[Math.floor(RUNS / 2)]!;
  const times = [median, seconds[0]!, seconds.at(-1)!].map((value) => `${value.toFixed(3)} s`);
  print(name, ...times, megabytes > 0 ? `${megabytes.toFixed(0)} MB` : '');
  return median;
}

export function sample(act: () => void, before: () => unknown = () => undefined): Sample {
  before();
  rmSync(memoryFile, { force: true });
  const start = process.hrtime.bigint();
  act();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { seconds, megabytes: existsSync(memoryFile) ? Number(readFileSync(memoryFile, 'utf8')) / 1024 : 0 };
}

export function print(name: string, ...columns: string[]): void {
  console.log(name.padEnd(44) + columns.map((column) => column.padStart(12)).join(''));
}
