import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayIn } from '../src/base/time.ts';
import { History, historyPath } from '../src/io/history.ts';
import { medianOf } from '../src/model/history.ts';
import type { Mirror } from '../src/model/portal.ts';
import { print } from './run.ts';

/** What a made-up tunasync answers, for measuring. */
export interface BenchJob {
  readonly name: string;
  status: string;
  last_update_ts: number;
  last_ended_ts: number;
}

const DAY_SECONDS = 86_400;

/** So many jobs that all went well an hour before `now`. */
export function benchJobs(count: number, now: Date): BenchJob[] {
  const seconds = now.getTime() / 1000 - 3600;
  return Array.from({ length: count }, (_, index) => ({
    name: `mirror-${index}`,
    status: 'success',
    is_master: true,
    last_update_ts: seconds - index,
    last_ended_ts: seconds - index,
    last_started_ts: seconds - index - 600,
    next_schedule_ts: seconds + DAY_SECONDS,
    upstream: `rsync://upstream.example.org/mirror-${index}/`,
    size: `${(index % 900) + 1}.5G`,
  }));
}

/** Remember a good run of each job at each of these times, the oldest first. */
export function fillHistory(
  dataFolder: string,
  jobs: readonly { readonly name: string }[],
  times: readonly Date[],
): void {
  const history = History.open(dataFolder);
  times.forEach((time, index) => void recordPoll(history, jobs, time, 1e9 + index * 1e6));
  history.close();
}

/** The same time on so many days, up to the day before `now`. */
export function dailyTimes(days: number, now: Date): Date[] {
  return Array.from({ length: days }, (_, index) => new Date(now.getTime() - (days - index) * DAY_SECONDS * 1000));
}

/** A poll that shows a new good run of each job; returns how long it took to remember, in milliseconds. */
function recordPoll(history: History, jobs: readonly { readonly name: string }[], time: Date, bytes: number): number {
  const start = performance.now();
  history.record(
    jobs.map(({ name }) => goodMirror(name, time, bytes)),
    time,
    400,
    dayIn('UTC'),
  );
  return performance.now() - start;
}

/** What a long history costs. */
interface HistoryCosts {
  readonly megabytes: number;
  /** To remember a poll that shows a new run of every mirror. */
  readonly fullPollMs: number;
  /** The same for as many mirrors as sync within five minutes. */
  readonly pollMs: number;
}

/**
 * 500 mirrors that sync eight times a day, for 400 days. Single runs are kept for ninety days; of what is
 * older a row a day is left, however many runs there were, so one a day makes the same file.
 */
function measureHistory(dataFolder: string, now: Date): HistoryCosts {
  const jobs = Array.from({ length: 500 }, (_, index) => ({ name: `mirror-${index}` }));
  const eightADay = dailyTimes(91, now).flatMap((day) =>
    Array.from({ length: 8 }, (_, run) => new Date(day.getTime() + (run * DAY_SECONDS * 1000) / 8)),
  );
  fillHistory(dataFolder, jobs, [...dailyTimes(400, now).slice(0, -91), ...eightADay]);
  const history = History.open(dataFolder);
  const poll = (some: typeof jobs) => (minute: number) =>
    recordPoll(history, some, new Date(now.getTime() + minute * 60_000), 1e9);
  const fullPollMs = medianOf([1, 2, 3, 4, 5].map(poll(jobs)))!;
  const pollMs = medianOf([6, 7, 8, 9, 10].map(poll(jobs.slice(0, 14))))!;
  history.close();
  return { megabytes: statSync(historyPath(dataFolder)).size / 1e6, fullPollMs, pollMs };
}

export function printHistory(dataFolder: string, now: Date): void {
  const { megabytes, fullPollMs, pollMs } = measureHistory(dataFolder, now);
  print('500 mirrors, 8 runs a day, 400 days');
  print('history on disk', `${megabytes.toFixed(0)} MB`);
  print('remembering a poll with 14 new runs', `${pollMs.toFixed(0)} ms`);
  print('remembering a poll with 500 new runs', `${fullPollMs.toFixed(0)} ms`);
}

/** Let the first so many jobs say something new: another good end, or another state for all of them. */
export function changeJobs(path: string, count: number): void {
  const jobs = JSON.parse(readFileSync(path, 'utf8')) as BenchJob[];
  for (const job of jobs.slice(0, count)) {
    job.last_ended_ts += 7;
    if (count === jobs.length) job.status = job.status === 'success' ? 'failed' : 'success';
    else job.last_update_ts = job.last_ended_ts;
  }
  writeFileSync(path, JSON.stringify(jobs));
}

export function writeBenchContent(folder: string, jobs: readonly BenchJob[]): void {
  writeFileSync(join(folder, 'jobs.json'), JSON.stringify(jobs));
  writeFileSync(
    join(folder, 'content/portal.yaml'),
    'site: { url: https://mirrors.example.org, abbr: BENCH }\ntimeZone: UTC\nsources: [{ type: tunasync, file: ../jobs.json }]\n',
  );
}

function goodMirror(cname: string, end: Date, bytes: number): Mirror {
  const started = new Date(end.getTime() - 600_000);
  return {
    cname,
    slug: cname,
    name: cname,
    addresses: [],
    sync: { state: 'success', lastSuccess: end, lastAttempt: end, started },
    expected: { everyHours: 24, from: 'default' },
    freshness: 'fresh',
    size: { text: '', bytes },
  };
}
