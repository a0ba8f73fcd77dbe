import { type Note, problem, quoted } from '../base/problems.ts';
import type { Aliases } from '../model/aliases.ts';
import type { Reading, Report, SyncFacts } from '../model/report.ts';
import { plainReport } from '../sources/plain-report.ts';

/**
 * Add up what several reports say of one mirror, in the order of the sources in portal.yaml.
 *
 * - Slaves count as earlier than all others: they fill gaps. So does what a source no longer lists, before them.
 * - A field of a later report replaces that of an earlier one; missing fields do not.
 * - State, times and failure belong together and come from one report: the last one that knows the state, if only as
 *   that of another mirror. A last success that this report lacks comes from the others, the newest.
 * - Addresses add up, each once: first that of the report whose state it is, then the last report's, then the others.
 * - A mirror is hidden when the last report says so.
 */
export function mergeReports(reports: readonly [Report, ...Report[]]): Report {
  const ordered = reports.toSorted((a, b) => weightOf(a) - weightOf(b));
  const last = ordered.at(-1)!;
  const spokesman = ordered.findLast(({ sync, alias }) => sync.state !== 'unknown' || alias !== undefined) ?? last;
  return {
    ...(Object.assign({}, ...ordered.map(definedFields)) as Report),
    place: spokesman.place,
    sync: withLastSuccess(spokesman, reports),
    failure: spokesman.failure,
    isSlave: last.isSlave,
    isHidden: last.isHidden,
    unreportedSince: spokesman.unreportedSince,
    alias: spokesman.alias,
    urls: [...new Set([spokesman, ...ordered.toReversed()].flatMap(({ urls }) => urls))],
  };
}

function weightOf({ isSlave, unreportedSince }: Report): number {
  if (unreportedSince) return 0;
  return isSlave ? 1 : 2;
}

function withLastSuccess(spokesman: Report, reports: readonly Report[]): SyncFacts {
  const { sync } = spokesman;
  if (sync.lastSuccess) return sync;
  const times = reports
    .filter((report) => isSamePlace(report, spokesman))
    .flatMap((report) => report.sync.lastSuccess ?? []);
  const newest = times.toSorted((a, b) => b.getTime() - a.getTime())[0];
  return newest ? { ...sync, lastSuccess: newest } : sync;
}

/** Whether two reports may be about one tree: managers report no addresses. */
function isSamePlace(a: Report, b: Report): boolean {
  return a.urls.length === 0 || b.urls.length === 0 || addressKey(a) === addressKey(b);
}

function definedFields(report: Report): Partial<Report> {
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined)) as Partial<Report>;
}

/** All reports of each mirror. Twice in one source is noted and becomes one report with several addresses. */
export function reportsByCname(readings: readonly Reading[], aliases: Aliases, note: Note): Map<string, Report> {
  const plain = readings.map(({ reports }) => reports.flatMap((report) => plainReport(report, note)));
  const cnameOf = ownNamesToCnames(plain);
  const perSource = plain.map((reports) => mergeWithinSource(reports.map(cnameOf), aliases, note));
  const lists = new Map<string, [Report, ...Report[]]>();
  for (const report of perSource.flatMap((reports) => [...reports.values()])) {
    const list = lists.get(report.cname);
    if (list) list.push(report);
    else lists.set(report.cname, [report]);
  }
  return new Map([...lists].map(([cname, list]) => [cname, mergeReports(list)]));
}

/**
 * A manager lists a mirror under its own name; a document made from it has both names: `cname`, and `options_name` from
 * mirrorz-parser. At one address both are one mirror.
 */
function ownNamesToCnames(sources: readonly (readonly Report[])[]): (report: Report) => Report {
  const named = sources.flat().filter(({ ownName, cname }) => ownName !== undefined && ownName !== cname);
  const byOwnName = new Map(named.map((report) => [`${report.ownName}\0${addressKey(report)}`, report.cname]));
  return (report) => {
    const cname = byOwnName.get(`${report.cname}\0${addressKey(report)}`);
    return cname === undefined ? report : { ...report, cname };
  };
}

/**
 * One report per mirror. Rows with one name and one address are merged, with the newest known state. A state belongs to its
 * address: with several addresses, the first row with a known state is used and linked first; only the addresses of the
 * other rows are used.
 */
function mergeWithinSource(reports: readonly Report[], aliases: Aliases, note: Note): Map<string, Report> {
  const named = reports.map((report) => ({ ...report, cname: aliases(report.cname) }));
  const byCname = Map.groupBy(named, ({ cname }) => cname);
  return new Map([...byCname].map(([cname, rows]) => [cname, mergeRows(rows as [Report, ...Report[]], note)]));
}

function mergeRows(rows: readonly [Report, ...Report[]], note: Note): Report {
  for (const { cname, place } of rows.slice(1)) {
    const fix = 'List it once; until then it has all of the addresses, and the state of the first one.';
    note(problem('duplicate-cname', place, `mirror ${quoted(cname)} is listed more than once`, fix));
  }
  const places = [...Map.groupBy(rows, addressKey).values()].map((same) =>
    mergeReports(same.toSorted(oldestFirst) as [Report, ...Report[]]),
  );
  const first = places.find(({ sync }) => sync.state !== 'unknown') ?? places[0]!;
  return { ...first, urls: [...new Set([first, ...places].flatMap(({ urls }) => urls))] };
}

/** Where a report says that its mirror is; the same with and without a slash at the end. */
function addressKey({ cname, urls: [url = `/${cname}`] }: Report): string {
  return url.replace(/(.)\/+$/, '$1');
}

/** Of two rows of one mirror in one document, the one with the newer known state counts as the later. */
function oldestFirst(a: Report, b: Report): number {
  const latest = ({ sync }: Report) =>
    Math.max(...[sync.lastSuccess, sync.lastAttempt, sync.started, sync.since].map((time) => time?.getTime() ?? 0));
  return latest(a) - latest(b);
}
