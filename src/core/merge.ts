import type { Aliases } from './aliases.ts';
import { problem, quoted } from './problems.ts';
import { plainReport } from './sources/plain-report.ts';
import type { Note, Reading, Report, SyncStatus } from './sources/report.ts';

/**
 * Add up what several reports say of one mirror, in the order of the sources in portal.yaml.
 *
 * - Slaves count as earlier than all others: they fill gaps. So does what a source no longer lists, before them.
 * - A field that a later report tells replaces that of an earlier one; a field it does not tell stays.
 * - State and times belong together and come from one report: the last one that knows the state, if only as
 *   that of another mirror. A last success that this report lacks comes from the others, the newest.
 * - Addresses add up: the last report's first, then the others, each once.
 * - A mirror is hidden when the last report says so.
 */
export function mergeReports(reports: readonly [Report, ...Report[]]): Report {
  const ordered = reports.toSorted((a, b) => weightOf(a) - weightOf(b));
  const last = ordered.at(-1)!;
  const spokesman = ordered.findLast(({ status, alias }) => status.state !== 'unknown' || alias !== undefined) ?? last;
  return {
    ...(Object.assign({}, ...ordered.map(told)) as Report),
    place: spokesman.place,
    status: withLastSuccess(spokesman.status, reports),
    isSlave: last.isSlave,
    isHidden: last.isHidden,
    unreportedSince: spokesman.unreportedSince,
    alias: spokesman.alias,
    urls: [...new Set(ordered.toReversed().flatMap(({ urls }) => urls))],
  };
}

function weightOf({ isSlave, unreportedSince }: Report): number {
  if (unreportedSince) return 0;
  return isSlave ? 1 : 2;
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

/** All reports of each mirror. Twice in one source is noted and becomes one report with several addresses. */
export function reportsByCname(readings: readonly Reading[], aliases: Aliases, note: Note): Map<string, Report> {
  const perSource = readings.map(({ reports }) =>
    mergeWithinSource(
      reports.flatMap((report) => plainReport(report, note)),
      aliases,
      note,
    ),
  );
  const lists = new Map<string, [Report, ...Report[]]>();
  for (const report of perSource.flatMap((reports) => [...reports.values()])) {
    const list = lists.get(report.cname);
    if (list) list.push(report);
    else lists.set(report.cname, [report]);
  }
  return new Map([...lists].map(([cname, list]) => [cname, mergeReports(list)]));
}

function mergeWithinSource(reports: readonly Report[], aliases: Aliases, note: Note): Map<string, Report> {
  const byCname = new Map<string, Report>();
  for (const raw of reports) {
    const report = { ...raw, cname: aliases(raw.cname) };
    const other = byCname.get(report.cname);
    if (!other) {
      byCname.set(report.cname, report);
      continue;
    }
    const fix = 'List it once; here its addresses add up and the newest known state is shown.';
    note(problem('duplicate-cname', report.place, `mirror ${quoted(report.cname)} is listed more than once`, fix));
    const merged = mergeReports([other, report].sort(oldestFirst) as [Report, Report]);
    // In the order of the document: which row is newer changes with each sync, an address must not.
    byCname.set(report.cname, { ...merged, urls: [...new Set([...other.urls, ...report.urls])] });
  }
  return byCname;
}

/** Of two rows of one mirror in one document, the one with the newer known state counts as the later. */
function oldestFirst(a: Report, b: Report): number {
  const latest = ({ status }: Report) =>
    Math.max(
      ...[status.lastSuccess, status.lastAttempt, status.started, status.since].map((time) => time?.getTime() ?? 0),
    );
  return latest(a) - latest(b);
}
