import { join } from 'node:path';
import { floorOf } from './floor.ts';
import { benchJobs, changeJobs, dailyTimes, fillHistory, writeBenchContent } from './history.ts';
import { build, command, forgetSite, measure, NOW, node, print, root, sample } from './run.ts';

/** Mirrors, and days of history; filling more would take longer than measuring. */
const SCALES = [
  [201, 400],
  [2000, 100],
  [10_000, 20],
] as const;

/** What cron's ordinary ticks cost, with some history behind them, beside a full build and the least it could be. */
export function measureRefreshes(): void {
  for (const [mirrors, days] of SCALES) measureScale(mirrors, days);
}

function measureScale(mirrors: number, days: number): void {
  forgetSite();
  const jobs = benchJobs(mirrors, new Date(NOW));
  writeBenchContent(root, jobs);
  fillHistory(join(root, 'data'), jobs, dailyTimes(days, new Date(NOW)));
  const some = Math.ceil(mirrors / (mirrors < 1000 ? 40 : 20));
  print(`${mirrors} mirrors, ${days} days of history`);
  const { seconds: full } = sample(build);
  print('build, nothing drawn yet', `${full.toFixed(3)} s`);
  measureTick('refresh, nothing new', 0, full);
  measureTick(`refresh, ${some} changed`, some, full);
  measureTick('refresh, all changed', mirrors, full);
}

function measureTick(name: string, changed: number, full: number): void {
  let since = 0;
  const refresh = () => {
    since = Date.now();
    command('refresh');
  };
  const seconds = measure(name, refresh, () => changed > 0 && changeJobs(join(root, 'jobs.json'), changed));
  const least = floorOf(join(root, 'out'), since, root);
  const floor = measure('  floor: Node writes the same bytes', () => node(...least));
  print('  times the floor', (seconds / floor).toFixed(1));
  print('  of a full build', `${((100 * seconds) / full).toFixed(0)} %`);
}
