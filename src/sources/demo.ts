import { fromUnixTime } from 'date-fns/fromUnixTime';
import { getUnixTime } from 'date-fns/getUnixTime';
import * as z from 'zod';
import type { SourceFormat } from '../model/report.ts';
import { yamlOf } from './answer-text.ts';
import { tunasync } from './tunasync.ts';

/** The jobs of a tunasync that does not exist: enough to give a demonstration every state a real one has. */
export const demoSchema = z.strictObject({
  jobs: z.array(
    z.strictObject({
      name: z.string().describe('cname of the mirror'),
      upstream: z.string().describe('Upstream to show'),
      size: z.string().default('unknown').describe('Size, as tunasync would report it. Example: `1.2T`'),
      everyMinutes: z.int().positive().default(360).describe('Minutes between the starts of two syncs'),
      takesMinutes: z.int().positive().default(20).describe('Duration of a sync, in minutes'),
      ends: z
        .enum(['success', 'failed', 'paused', 'disabled', 'none', 'pre-syncing', 'syncing'])
        .default('success')
        .describe('Result of each sync, or a fixed state of the job'),
      brokenForHours: z.int().nonnegative().default(0).describe('Hours since which no sync has succeeded'),
    }),
  ),
});
export type DemoJob = z.infer<typeof demoSchema>['jobs'][number];

/** The demonstration answers as a tunasync does whose jobs somebody made up in a file. */
export const demo: SourceFormat = {
  ...tunasync,
  parseWritten: yamlOf(demoSchema, ({ jobs }, now) => demoToJobs(jobs, now)),
  followsClock: true,
  shrunkFix: 'Check the list of jobs.',
};

const ZERO_TIME = -62135596800;

/**
 * What `/jobs` would answer at `now`. Each job starts every `everyMinutes` by the clock, so the answer
 * changes only when one starts or ends, and the same `now` gives the same answer.
 */
export function demoToJobs(jobs: readonly DemoJob[], now: Date): object[] {
  return jobs.map((job, index) => demoToJob(job, index, getUnixTime(now)));
}

function demoToJob(job: DemoJob, index: number, nowSeconds: number): object {
  const every = job.everyMinutes * 60;
  const takes = Math.min(job.takesMinutes * 60, every - 60);
  const phase = (index * 7919) % every;
  const started = Math.floor((nowSeconds - phase) / every) * every + phase;
  const isRunning = job.ends === 'syncing' || (nowSeconds < started + takes && job.ends !== 'none');
  const ended = isRunning ? started - every + takes : started + takes;
  const isHeld = job.ends === 'paused' || job.ends === 'disabled' || job.ends === 'none';
  const heldSince = Math.floor(nowSeconds / 86400) * 86400 - job.brokenForHours * 3600;
  const isBroken = job.ends === 'failed' || isHeld;
  const lastGood = isHeld ? heldSince : Math.min(heldSince, ended - every);
  const status = isHeld || job.ends === 'pre-syncing' ? job.ends : isRunning ? 'syncing' : job.ends;
  const never = job.ends === 'none';
  return {
    name: job.name,
    is_master: true,
    status,
    ...time('last_update', never ? ZERO_TIME : isBroken ? lastGood : ended),
    ...time('last_started', never ? ZERO_TIME : isHeld ? heldSince - takes : started),
    ...time('last_ended', never ? ZERO_TIME : isHeld ? heldSince : ended),
    ...time('next_schedule', isHeld ? ZERO_TIME : started + every),
    upstream: job.upstream,
    size: job.size,
  };
}

function time(field: string, seconds: number): Record<string, string | number> {
  const text = seconds === ZERO_TIME ? '0001-01-01 00:00:00 +0000' : `${sqlTime(seconds)} +0000`;
  return { [field]: text, [`${field}_ts`]: seconds };
}

function sqlTime(seconds: number): string {
  return fromUnixTime(seconds).toISOString().slice(0, 19).replace('T', ' ');
}
