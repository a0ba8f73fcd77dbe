import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mirror } from '../src/core/portal.ts';
import { dayIn } from '../src/core/views/time.ts';
import { History } from '../src/io/history.ts';

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

/** Remember a good run a day, for each job, up to the day before `now`. */
export function fillHistory(dataFolder: string, jobs: readonly BenchJob[], days: number, now: Date): void {
  const history = History.open(dataFolder);
  const dayOf = dayIn('UTC');
  for (let ago = days; ago >= 1; ago--) {
    const time = new Date(now.getTime() - ago * DAY_SECONDS * 1000);
    history.record(
      jobs.map(({ name }) => goodMirror(name, time, 1e9 + (days - ago) * 1e6)),
      time,
      400,
      dayOf,
    );
  }
  history.close();
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
    status: { state: 'success', lastSuccess: end, lastAttempt: end, started },
    expected: { everyHours: 24, from: 'default' },
    freshness: 'fresh',
    size: { text: '', bytes },
  };
}
