import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { measureDeploy } from './bench-deploy.ts';
import { floorOf } from './bench-floor.ts';
import { benchJobs, changeJobs, dailyTimes, fillHistory, measureHistory, writeBenchContent } from './bench-history.ts';
import { measureLive } from './bench-live.ts';
import { measureSearch } from './bench-search.ts';
import { measureServing } from './bench-serve.ts';

/*
 * Times whole commands from outside, as an operator would: median of five, with the least and the most.
 * With HELIOSTAT_REAL_DATA set it measures a real site's 201 mirrors, else made-up ones of the same number.
 */

/** Mirrors, and days of history; filling more would take longer than measuring. */
const SCALES = [
  [201, 400],
  [2000, 100],
  [10_000, 20],
] as const;
/** Mirrors of a site of a thousand pages. */
const DEPLOYED_MIRRORS = 485;
const RUNS = 5;
const NOW = '2026-08-08T13:52:33Z';
const checkout = resolve(import.meta.dirname, '..');
const root = mkdtempSync(join(tmpdir(), 'heliostat-bench-'));
const memoryFile = join(root, 'memory');
let round = 0;

/** Loaded into each measured process: notes the most memory it ever held. */
const memoryProbe = `data:text/javascript,${encodeURIComponent(`
import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.BENCH_MEMORY_FILE, String(process.resourceUsage().maxRSS)));
`)}`;

interface Sample {
  readonly seconds: number;
  readonly megabytes: number;
}

try {
  prepare();
  print('', 'median', 'least', 'most', 'memory');
  const floor = measure('floor: Node starts and ends', () => node('-e', '0'));
  const nothing = measure('build from nothing', () => build(), forgetEverything);
  const changed = measure('build, code compiled, nothing drawn', () => build(), forgetSite);
  const tick = measure('build, 5 of 201 mirrors changed', () => build(), changeFive);
  const same = measure('build, nothing changed', () => build());
  const npm = measure('npm run build, nothing changed', () =>
    run('npm', ['run', '--silent', 'build', '--', ...options()]),
  );
  print('');
  for (const [name, seconds] of Object.entries({ nothing, changed, tick, same, npm })) {
    print(`${name} / floor`, (seconds / floor).toFixed(1));
  }
  print('');
  printWeights();
  for (const [mirrors, days] of SCALES) measureRefresh(mirrors, days);
  await measureSearch(checkout, join(root, 'search-data'), new Date(NOW), RUNS);
  printHistory();
  forgetSite();
  writeBenchContent(root, benchJobs(DEPLOYED_MIRRORS, new Date(NOW)));
  build();
  measureDeploy(root, (...more) => node(join(checkout, 'scripts/run.mjs'), 'deploy', ...options(), ...more), measure);
  await measureLive(checkout, join(root, 'live'), SCALES[0][0]);
  chmodSync(root, 0o755); // nginx serves as somebody else.
  await measureServing(join(root, 'serving'));
} finally {
  rmSync(root, { recursive: true, force: true });
}

function prepare(): void {
  mkdirSync(join(root, 'content'), { recursive: true });
  const real = process.env.HELIOSTAT_REAL_DATA && join(process.env.HELIOSTAT_REAL_DATA, 'mirrorz/tuna.json');
  const document = real && existsSync(real) ? JSON.parse(readFileSync(real, 'utf8')) : madeUpDocument();
  writeFileSync(join(root, 'mirrorz.json'), JSON.stringify(document));
  writeFileSync(join(root, 'content/portal.yaml'), 'sources: [{ type: mirrorz, file: ../mirrorz.json }]\n');
  console.log(
    `${cpus().length} cores, Node ${process.versions.node}, ${document.mirrors.length} mirrors, ${RUNS} runs each\n`,
  );
}

function madeUpDocument(): { mirrors: object[] } {
  const mirrors = Array.from({ length: 201 }, (_, index) => ({
    cname: `mirror-${index}`,
    url: `/mirror-${index}`,
    status: `S${1786190000 - index * 600}X${1786197200 + index * 60}`,
    desc: `The packages of project number ${index}`,
    upstream: `rsync://upstream.example.org/mirror-${index}/`,
    size: `${index + 1}.5G`,
  }));
  return { ...{ site: { url: 'https://mirrors.example.org', abbr: 'BENCH' }, info: [] }, mirrors };
}

function options(): string[] {
  const folders = ['content', 'data', 'out', 'config-out'].map((name) => `--${name}=${join(root, name)}`);
  return [...folders, `--now=${NOW}`, '--quiet'];
}

/** What cron's ordinary ticks cost, with some history behind them, beside a full build and the least it could be. */
function measureRefresh(mirrors: number, days: number): void {
  forgetSite();
  const jobs = benchJobs(mirrors, new Date(NOW));
  writeBenchContent(root, jobs);
  fillHistory(join(root, 'data'), jobs, dailyTimes(days, new Date(NOW)));
  const some = Math.ceil(mirrors / (mirrors < 1000 ? 40 : 20));
  print(`\n${mirrors} mirrors, ${days} days of history`);
  const { seconds: full } = sample(build, () => undefined);
  print('build, nothing drawn yet', `${full.toFixed(3)} s`);
  measureTick('refresh, nothing new', 0, full);
  measureTick(`refresh, ${some} changed`, some, full);
  measureTick('refresh, all changed', mirrors, full);
}

function measureTick(name: string, changed: number, full: number): void {
  let since = 0;
  const refresh = () => {
    since = Date.now();
    node(join(checkout, 'scripts/run.mjs'), 'refresh', ...options());
  };
  const seconds = measure(name, refresh, () => changed > 0 && changeJobs(join(root, 'jobs.json'), changed));
  const least = floorOf(join(root, 'out'), since, root);
  const floor = measure('  floor: Node writes the same bytes', () => node(...least));
  print('  times the floor', (seconds / floor).toFixed(1));
  print('  of a full build', `${((100 * seconds) / full).toFixed(0)} %`);
}

function printHistory(): void {
  const { megabytes, fullPollMs, pollMs } = measureHistory(join(root, 'long'), new Date(NOW));
  print('\n500 mirrors, 8 runs a day, 400 days');
  print('history on disk', `${megabytes.toFixed(0)} MB`);
  print('remembering a poll with 14 new runs', `${pollMs.toFixed(0)} ms`);
  print('remembering a poll with 500 new runs', `${fullPollMs.toFixed(0)} ms`);
}

function build(): void {
  node(join(checkout, 'scripts/run.mjs'), 'build', ...options());
}

function node(...args: string[]): void {
  run(process.execPath, ['--import', memoryProbe, ...args]);
}

function run(program: string, args: readonly string[]): void {
  const env = { ...process.env, BENCH_MEMORY_FILE: memoryFile };
  const { status, stderr } = spawnSync(program, args, { cwd: checkout, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
}

function forgetSite(): void {
  for (const name of ['data', 'out', 'config-out']) rmSync(join(root, name), { recursive: true, force: true });
}

function forgetEverything(): void {
  forgetSite();
  for (const name of ['.compiled', 'node_modules/.cache', 'node_modules/.vite', '.astro']) {
    rmSync(join(checkout, name), { recursive: true, force: true });
  }
}

function changeFive(): void {
  const path = join(root, 'mirrorz.json');
  const document = JSON.parse(readFileSync(path, 'utf8')) as { mirrors: { status: string }[] };
  round++;
  for (let index = 0; index < 5; index++) document.mirrors[index * 7]!.status = `Y${1786190000 + round * 60}`;
  writeFileSync(path, JSON.stringify(document));
}

/** Measure after one run that does not count; returns the median seconds. */
function measure(name: string, act: () => void, before: () => unknown = () => undefined): number {
  const samples = Array.from({ length: RUNS + 1 }, () => sample(act, before)).slice(1);
  const seconds = samples.map((one) => one.seconds).sort((a, b) => a - b);
  const megabytes = samples.map((one) => one.megabytes).sort((a, b) => a - b)[Math.floor(RUNS / 2)]!;
  const median = seconds[Math.floor(RUNS / 2)]!;
  const times = [median, seconds[0]!, seconds.at(-1)!].map((value) => `${value.toFixed(3)} s`);
  print(name, ...times, megabytes > 0 ? `${megabytes.toFixed(0)} MB` : '');
  return median;
}

function sample(act: () => void, before: () => unknown): Sample {
  before();
  rmSync(memoryFile, { force: true });
  const start = process.hrtime.bigint();
  act();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { seconds, megabytes: existsSync(memoryFile) ? Number(readFileSync(memoryFile, 'utf8')) / 1024 : 0 };
}

function printWeights(): void {
  const html = readFileSync(join(root, 'out/index.html'), 'utf8');
  const linked = (pattern: RegExp) =>
    [...html.matchAll(pattern)].map(([, address]) => gzipSync(readFileSync(join(root, 'out', address!))).length);
  const sum = (sizes: number[]) => `${(sizes.reduce((a, b) => a + b, 0) / 1000).toFixed(1)} KB gzip`;
  print('index: HTML', sum([gzipSync(html).length]));
  print('index: style', sum(linked(/<link rel="stylesheet" href="([^"]+)"/g)));
  print('index: script', sum(linked(/<script [^>]*src="([^"]+)"/g)));
}

function print(name: string, ...columns: string[]): void {
  console.log(name.padEnd(40) + columns.map((column) => column.padStart(12)).join(''));
}
