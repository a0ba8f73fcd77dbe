import type { DownloadRule, FileRule, Scan } from '../model/download-rule.ts';
import type { DownloadsContent } from '../model/downloads-schema.ts';

/** A mirror as far as a search of its tree has to know it. */
export interface ScannedMirror {
  readonly cname: string;
  /** Where its files are on this machine. */
  readonly folder: string;
  /** The end of its last good sync, after which its tree is another one. */
  readonly lastSuccess?: Date | undefined;
}

/** A tree to search by the rules of one distribution. */
export interface ScanJob {
  readonly distro: string;
  readonly cname: string;
  readonly folder: string;
  readonly files: readonly FileRule[];
  /** Hash of those rules. */
  readonly rule: string;
  readonly lastSuccess?: Date | undefined;
}

type Settings = Pick<DownloadsContent, 'everyMinutes'>;

/** Every tree that is searched for something, due or not. */
export function scanJobs(
  rules: readonly DownloadRule[],
  mirrors: readonly ScannedMirror[],
  hash: (text: string) => string,
): ScanJob[] {
  const byCname = new Map(mirrors.map((mirror) => [mirror.cname, mirror]));
  return rules.flatMap(({ distro, files }) => {
    const cnames = [...new Set(files.flatMap((rule) => rule.mirrors))];
    return cnames.flatMap((cname): ScanJob[] => {
      const mirror = byCname.get(cname);
      if (!mirror) return [];
      const own = files.filter((rule) => rule.mirrors.includes(cname));
      return [{ distro, ...mirror, files: own, rule: hash(JSON.stringify(own)) }];
    });
  });
}

/** The jobs whose tree was searched too long ago, by other rules, or before its last sync; the longest unseen first. */
export function dueScans(
  jobs: readonly ScanJob[],
  known: readonly Scan[],
  { everyMinutes }: Settings,
  now: Date,
): ScanJob[] {
  const scans = scansByJob(known);
  const lastOf = (job: ScanJob) => scans.get(keyOf(job))?.at.getTime() ?? 0;
  return jobs
    .filter((job) => isDue(job, scans.get(keyOf(job)), everyMinutes, now))
    .toSorted((a, b) => lastOf(a) - lastOf(b));
}

function isDue(job: ScanJob, last: Scan | undefined, everyMinutes: number, now: Date): boolean {
  if (!last || last.rule !== job.rule || last.at > now) return true;
  const isSynced = job.lastSuccess !== undefined && job.lastSuccess > last.at && job.lastSuccess <= now;
  return isSynced || now.getTime() - last.at.getTime() >= everyMinutes * 60_000;
}

/** What is known now: new scans take the place of old ones, and those of trees that nobody searches any more are dropped. */
export function mergeScans(jobs: readonly ScanJob[], known: readonly Scan[], found: readonly Scan[]): Scan[] {
  const scans = scansByJob([...known, ...found]);
  return jobs.flatMap((job) => scans.get(keyOf(job)) ?? []);
}

/** When a tree is due to be searched again; undefined when none is searched. */
export function nextScan(
  jobs: readonly ScanJob[],
  scans: readonly Scan[],
  { everyMinutes }: Settings,
): Date | undefined {
  const searched = new Set(jobs.map(keyOf));
  const times = scans.flatMap((scan) => (searched.has(keyOf(scan)) ? [scan.at.getTime() + everyMinutes * 60_000] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

function scansByJob(scans: readonly Scan[]): ReadonlyMap<string, Scan> {
  return new Map(scans.map((scan) => [keyOf(scan), scan]));
}

function keyOf({ distro, cname }: Pick<Scan, 'distro' | 'cname'>): string {
  return JSON.stringify([distro, cname]);
}
