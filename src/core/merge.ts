import type { Report, SyncStatus } from './sources/report.ts';

/**
 * Add up what several reports say of one mirror, in the order of the sources in portal.yaml.
 *
 * - Slaves count as earlier than all others: they fill gaps.
 * - A field that a later report tells replaces that of an earlier one; a field it does not tell stays.
 * - State and times belong together and come from one report: the last one that knows the state. A last
 *   success that this report lacks comes from the others, the newest.
 * - Addresses add up: the last report's first, then the others, each once.
 * - A mirror is hidden when the last report says so.
 */
export function mergeReports(reports: readonly [Report, ...Report[]]): Report {
  const ordered = [...reports.filter(({ isSlave }) => isSlave), ...reports.filter(({ isSlave }) => !isSlave)];
  const last = ordered.at(-1)!;
  const spokesman = ordered.findLast(({ status }) => status.state !== 'unknown') ?? last;
  return {
    ...(Object.assign({}, ...ordered.map(told)) as Report),
    place: spokesman.place,
    status: withLastSuccess(spokesman.status, reports),
    isSlave: last.isSlave,
    isHidden: last.isHidden,
    urls: [...new Set(ordered.toReversed().flatMap(({ urls }) => urls))],
  };
}

function withLastSuccess(status: SyncStatus, reports: readonly Report[]): SyncStatus {
  if (status.lastSuccess) return status;
  const times = reports.flatMap((report) => report.status.lastSuccess ?? []);
  const newest = times.toSorted((a, b) => b.getTime() - a.getTime())[0];
  return newest ? { ...status, lastSuccess: newest } : status;
}

function told(report: Report): Partial<Report> {
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined)) as Partial<Report>;
}
