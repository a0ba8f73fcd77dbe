import { dueScans, mergeScans, nextScan, type ScanJob, scanJobs } from '../../downloads/plan-scans.ts';
import { mirrorFolder } from '../../emit/serve-plan.ts';
import type { DownloadRule, Scan } from '../../model/download-rule.ts';
import type { Portal } from '../../model/portal.ts';
import { shortHash } from '../key-of.ts';
import { askFolders } from './ask-folders.ts';
import type { SearchAnswer, SearchTask } from './downloads-worker.ts';
import { loadScans, saveScans } from './scans-file.ts';

/** What searches of trees have found so far. */
export interface Scanned {
  readonly scans: readonly Scan[];
  /** When there is something to search again; undefined when nothing is searched. */
  readonly next: Date | undefined;
}

/**
 * Search the trees that are due for downloads, within the time that the operator allows, and keep what was found.
 *
 * @param data the data folder
 * @param isWhole search every tree, due or not
 * @throws OperatorError, `unwritable`
 */
export async function scanPortal(
  portal: Portal,
  rules: readonly DownloadRule[],
  data: string,
  now: Date,
  isWhole: boolean,
): Promise<Scanned> {
  const known = loadScans(data);
  const { downloadSearch: downloads, serve } = portal;
  if (!downloads) return { scans: known, next: undefined };
  const jobs = serve ? scanJobs(rules, mirrorsHere(portal, serve.dataRoot), shortHash) : [];
  const due = isWhole ? jobs : dueScans(jobs, known, downloads, now);
  const until = new Date(Date.now() + (isWhole ? 3600 : downloads.seconds) * 1000);
  const found = await searchAll(due, known, { root: serve?.dataRoot ?? '/' }, now, until);
  const scans = mergeScans(jobs, known, found);
  if (jobs.length > 0 || known.length > 0) saveScans(data, scans);
  return { scans, next: found.length < due.length ? now : nextScan(jobs, scans, downloads) };
}

function mirrorsHere(portal: Portal, dataRoot: string) {
  return portal.mirrors.flatMap((mirror) => {
    const folder = mirror.alias === undefined ? mirrorFolder(mirror, portal, dataRoot) : undefined;
    return folder === undefined ? [] : [{ cname: mirror.cname, folder, lastSuccess: mirror.sync.lastSuccess }];
  });
}

/** What cannot be searched on this machine stays as it is known. */
async function searchAll(
  jobs: readonly ScanJob[],
  known: readonly Scan[],
  task: SearchTask,
  at: Date,
  until: Date,
): Promise<Scan[]> {
  if (jobs.length === 0) return [];
  const toHanging = ({ distro, cname, rule }: ScanJob): SearchAnswer => ({ distro, cname, rule, files: undefined });
  const work = { program: 'downloads-worker', task, jobs, toHanging, until };
  const answers = await askFolders<SearchTask, ScanJob, SearchAnswer>(work);
  return answers.map(({ distro, cname, rule, files }) => {
    const before = known.find((scan) => scan.distro === distro && scan.cname === cname);
    return { distro, cname, rule, at, files: files ?? before?.files ?? [] };
  });
}
