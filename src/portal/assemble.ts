import { OperatorError } from '../base/operator-error.ts';
import { ageText, type Checked, checked, type Note, type Place, problem, quoted } from '../base/problems.ts';
import { cnamesToSlugs, compareCnames } from '../base/slug.ts';
import { dayIn } from '../base/time.ts';
import type { MirrorFile } from '../content/mirror-file.ts';
import { defaultHistory, type PortalContent, type SiteContent } from '../content/portal-schema.ts';
import type { Aliases } from '../model/aliases.ts';
import type { Catalogue } from '../model/catalogue.ts';
import { type Disk, diskToText } from '../model/disk.ts';
import type { DownloadRule } from '../model/download-rule.ts';
import { ANSWER_OLD_AFTER_MS } from '../model/freshness.ts';
import type { WrittenIncident } from '../model/incident.ts';
import type { Picture } from '../model/look.ts';
import type { Translated } from '../model/markdown-document.ts';
import type {
  Absence,
  Mirror,
  MirrorHelp,
  NewsItem,
  Portal,
  RetiredMirror,
  Site,
  SnapshotAge,
} from '../model/portal.ts';
import type { Reading, Report, SiteFacts } from '../model/report.ts';
import { aliasToMirror } from './alias-mirrors.ts';
import { reportedParts, toDistributions } from './assemble-downloads.ts';
import { assembleIncidents } from './assemble-incidents.ts';
import { assembleMirror, type KnownMirror } from './assemble-mirror.ts';
import { clockProblems } from './clock.ts';
import { type WrittenHelp, withoutDeadHelp } from './dead-help.ts';
import { assembleEndpoints } from './endpoints.ts';
import { reportsByCname } from './merge.ts';
import { overdueProblems } from './overdue.ts';
import { ownLook } from './own-look.ts';
import { toRetired } from './retired.ts';
import { sharedHelp } from './shared-help.ts';
import { failureProblems, failuresOf } from './sync-failures.ts';
import { filesWithoutSource, meantText } from './unknown-cnames.ts';

/** Facts about mirrors from the history, by cname. */
export interface HistoryFacts {
  /** How often each was seen to sync well, in hours. */
  readonly seenHours: ReadonlyMap<string, number>;
  /** The end of the last good run that is known of one. */
  readonly lastGoodEnd: (cname: string) => Date | undefined;
  /** How long the good runs of one take, in seconds; undefined while too few are known. */
  readonly usualSeconds: (cname: string) => number | undefined;
}

/** What is known without a history. */
export const noHistory: HistoryFacts = {
  seenHours: new Map(),
  lastGoodEnd: () => undefined,
  usualSeconds: () => undefined,
};

/** The inputs of a portal. */
export interface PortalInputs {
  readonly content: PortalContent;
  readonly contentFile: string;
  /** The file in which `serve` has a fault. */
  readonly serveFault?: string | undefined;
  readonly mirrorFiles: readonly MirrorFile[];
  /** Faults in the site, languages or sources of portal.yaml, or in cname.json, as text. */
  readonly siteFaults?: readonly string[] | undefined;
  /** Names of the files of content beside portal.yaml and cname.json. */
  readonly files?: readonly string[];
  /** One reading per source that has a snapshot, in the order of portal.yaml. */
  readonly readings: readonly Reading[];
  readonly snapshots: readonly SnapshotAge[];
  readonly aliases: Aliases;
  /** What the library knows of projects. */
  readonly catalogue: Catalogue;
  readonly help: ReadonlyMap<string, MirrorHelp>;
  readonly pages: ReadonlyMap<string, Translated>;
  /** Pictures that portal.yaml names and that can be used, by that name. */
  readonly pictures?: ReadonlyMap<string, Picture>;
  /** The newest first; those of days to come too. */
  readonly news: readonly NewsItem[];
  /** The latest first. */
  readonly incidents?: readonly WrittenIncident[];
  /** What is known of the downloads of distributions: what else they are called. */
  readonly downloadRules?: readonly DownloadRule[] | undefined;
  /** Disk use, if it is measured. */
  readonly disk?: Disk | undefined;
  /** Facts about mirrors from the history. */
  readonly historyFacts: HistoryFacts;
  /** First segments of the portal's own addresses, beside its languages; no mirror may take them. */
  readonly reservedNames: readonly string[];
  /** The moment that freshness is judged at. */
  readonly now: Date;
  /** Time zone of this machine, for a portal that names none. */
  readonly machineTimeZone: string;
}

/** Make the portal of everything that was read. What does not fit is left out and noted. */
export function assemblePortal(from: PortalInputs): Checked<Portal> {
  return checked((note) => assemble(from, note));
}

function assemble(from: PortalInputs, note: Note): Portal {
  const site = assembleSite(from.content.site ?? {}, from.readings, from.contentFile);
  const { mirrors: assembled, retired, known, absent, reports } = assembleMirrors(from, site, note);
  const help = helpOfMirrors(from, assembled, known, note);
  const mirrors = withoutDeadHelp(assembled, site, writtenHelp(from, help), note).map((mirror) =>
    help.has(mirror.cname) ? { ...mirror, hasHelp: true as const } : mirror,
  );
  const snapshots = judgeSnapshots(from, mirrors, note);
  const timeZone = from.content.timeZone ?? from.machineTimeZone;
  const endpoints = assembleEndpoints(from.content.endpoints ?? [], from.contentFile, from.readings, note);
  const incidents = assembleIncidents(
    from.incidents ?? [],
    {
      known,
      labels: endpoints.map(({ label }) => label),
      aliases: from.aliases,
      isComplete: hasEachAnswered(from),
      now: from.now,
    },
    note,
  );
  const today = dayIn(timeZone)(from.now);
  clockProblems(from.readings, from.now).forEach(note);
  overdueProblems(mirrors, from.now).forEach(note);
  const failures = failuresOf(mirrors, reports);
  failureProblems(failures, reports).forEach(note);
  return {
    site: from.disk ? { ...site, disk: diskToText(from.disk) } : site,
    disk: from.disk,
    languages: from.content.languages as unknown as Portal['languages'],
    timeZone,
    historyDays: (from.content.history ?? defaultHistory).keepDays,
    mirrors,
    absent,
    failures,
    contentFile: from.contentFile,
    siteFaults: from.siteFaults,
    contentFiles: [...(from.files ?? []), ...ownHelp(from.help)],
    downloads: assembleDownloads(from, mirrors, site),
    endpoints,
    serve: from.content.serve,
    downloadSearch: from.content.downloads,
    survey: from.content.survey,
    serveFault: from.serveFault,
    snapshots: from.snapshots.map((snapshot) => snapshots.get(snapshot.source) ?? snapshot),
    asOf: oldestOf([...snapshots.values()]),
    help,
    helpNames: new Set([...from.help.keys()].map(from.aliases)),
    helpElsewhere: from.content.help?.federation,
    own: ownLook(
      from.content,
      { pictures: from.pictures ?? new Map(), pages: new Set(from.pages.keys()), contentFile: from.contentFile },
      note,
    ),
    pages: from.pages,
    news: from.news.filter(({ day }) => day <= today),
    incidents,
    retired,
    deploy: from.content.deploy,
    notify: from.content.notify,
  };
}

function assembleSite(own: SiteContent, readings: readonly Reading[], file: string): Site {
  const fromSource: SiteFacts = readings.find(({ site }) => site)?.site ?? {};
  const merged = { ...fromSource, ...own };
  const { url, abbr } = merged;
  const isUsable = url && /^https?:\/\//i.test(url) && URL.canParse(url);
  if (!isUsable || !abbr) {
    const missing = [!isUsable && (url ? 'usable url' : 'url'), !abbr && 'abbr'].filter(Boolean).join(' and no ');
    throw new OperatorError(`${file}: the site has no ${missing}`, 'write `site: { url: …, abbr: … }` there', {
      kind: 'no-site',
    });
  }
  return { ...merged, url: url.replace(/\/+$/, ''), abbr, name: merged.name ?? abbr };
}

/** The downloads that sources list. */
function assembleDownloads(
  { readings, aliases, downloadRules = [] }: PortalInputs,
  mirrors: readonly Mirror[],
  site: Site,
): Portal['downloads'] {
  const listed = readings.flatMap(({ downloads }) => downloads ?? []);
  return toDistributions(reportedParts(listed, aliases, downloadRules), downloadRules, mirrors, site.url);
}

/**
 * The snapshots of sources that report times. One that has not changed for hours, because the program that
 * writes it has stopped, is stale, although the fetch succeeded.
 */
function judgeSnapshots(
  { snapshots, now }: PortalInputs,
  mirrors: readonly Mirror[],
  note: Note,
): Map<string, SnapshotAge> {
  const telling = new Set(
    mirrors.filter(({ sync }) => sync.lastSuccess ?? sync.lastAttempt).map(({ source }) => source),
  );
  const judged = snapshots
    .filter(({ source }) => telling.has(source))
    .map((snapshot) => {
      const { source, asOf, isStale } = snapshot;
      if (isStale || !asOf || now.getTime() - asOf.getTime() < ANSWER_OLD_AFTER_MS) return snapshot;
      const fix = 'Check the program that writes it, or its cron job.';
      note(problem('source-stale', { source }, `its answer is ${ageText(asOf, now)} old`, fix));
      return { ...snapshot, isStale: true };
    });
  return new Map(judged.map((snapshot) => [snapshot.source, snapshot]));
}

function oldestOf(snapshots: readonly SnapshotAge[]): Date | undefined {
  return snapshots.flatMap(({ asOf }) => asOf ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0];
}

/** @returns the mirrors to show, by name, those that are retired, every cname that anybody knows, why some are not shown, and the reports */
function assembleMirrors(
  from: PortalInputs,
  site: Site,
  note: Note,
): {
  readonly mirrors: readonly Mirror[];
  readonly retired: readonly RetiredMirror[];
  readonly known: ReadonlySet<string>;
  readonly absent: ReadonlyMap<string, Absence>;
  readonly reports: ReadonlyMap<string, Report>;
} {
  const reports = reportsByCname(from.readings, from.aliases, note);
  const files = new Map(from.mirrorFiles.map((file) => [from.aliases(file.cname), file]));
  const cnamesOfFiles = [...files].filter(([, { content }]) => content).map(([cname]) => cname);
  const cnames = new Set([...reports.keys(), ...cnamesOfFiles]);
  const slugs = cnamesToSlugs(cnames);
  noteTwins(cnames, reports, files, note);
  noteFilesWithoutSource(from, reports, note);
  const known = new Map<string, KnownMirror>();
  for (const cname of cnames) {
    const [report, file] = [reports.get(cname), files.get(cname)];
    const { seenHours, lastGoodEnd, usualSeconds } = from.historyFacts;
    const historyFacts = {
      seenHours: seenHours.get(cname),
      lastGoodEnd: () => lastGoodEnd(cname),
      usualSeconds: () => usualSeconds(cname),
    };
    const library = from.catalogue(cname);
    known.set(cname, { cname, slug: slugs.get(cname)!, report, file, library, ...historyFacts });
  }
  const reserved = new Set([...from.reservedNames, ...from.content.languages]);
  const assembled = [...known.values()].flatMap((mirror) => {
    const shown = aliasToMirror(mirror, known, from.aliases, note);
    return assembleMirror(mirror, shown, site, { reserved, now: from.now }, note);
  });
  assembled.sort((a, b) => compareCnames(a.cname, b.cname));
  const isRetired = ({ cname }: Mirror) => files.get(cname)?.content?.retired !== undefined;
  const mirrors = assembled.filter((mirror) => !isRetired(mirror));
  if (mirrors.length === 0) {
    const fix = 'Add a source that answers, or files in mirrors/.';
    note(problem('no-mirrors', { file: from.contentFile }, 'no source and no file lists a mirror', fix));
  }
  const retired = assembled.flatMap((mirror) =>
    toRetired(mirror, files.get(mirror.cname), mirrors, from.aliases, note),
  );
  return { mirrors, retired, known: cnames, absent: absentMirrors(from, known), reports };
}

/** Why mirrors are not shown, where that is known. */
function absentMirrors(
  { readings, aliases }: PortalInputs,
  known: ReadonlyMap<string, KnownMirror>,
): Map<string, Absence> {
  const absent = new Map<string, Absence>();
  for (const [name, why] of readings.flatMap(({ gone }) => [...(gone ?? [])])) {
    const cname = aliases(name);
    if (!known.has(cname) && absent.get(cname) !== 'accepted') absent.set(cname, why);
  }
  for (const { cname, report, file } of known.values()) {
    if (file?.content?.hidden) absent.set(cname, 'hidden');
    else if (file?.content?.retired) absent.set(cname, 'retired');
    else if (report?.isHidden && file?.content?.hidden === undefined) absent.set(cname, 'disabled');
  }
  return absent;
}

/** Skipped while a source has never answered, and for a site without sources. */
function noteFilesWithoutSource(from: PortalInputs, reports: ReadonlyMap<string, Report>, note: Note): void {
  if (from.snapshots.length === 0 || !hasEachAnswered(from)) return;
  const entries = [...reports.values(), ...from.mirrorFiles.flatMap(({ content }) => content ?? [])];
  const aliased = new Set(entries.flatMap(({ alias }) => (alias === undefined ? [] : from.aliases(alias))));
  const known = { reported: new Set(reports.keys()), aliased, aliases: from.aliases };
  filesWithoutSource(from.mirrorFiles, known).forEach(note);
}

function hasEachAnswered({ readings, snapshots }: PortalInputs): boolean {
  return readings.length >= snapshots.length;
}

function noteTwins(
  cnames: Iterable<string>,
  reports: ReadonlyMap<string, Report>,
  files: ReadonlyMap<string, MirrorFile>,
  note: Note,
): void {
  const seen = new Map<string, string>();
  for (const cname of cnames) {
    const twin = seen.get(cname.toLowerCase());
    seen.set(cname.toLowerCase(), cname);
    if (twin === undefined) continue;
    const place = reports.get(cname)?.place ?? { file: files.get(cname)!.file };
    const fix = `Use one spelling, or map one to the other in cname.json; both are shown until then.`;
    note(problem('case-twins', place, `mirrors ${quoted(twin)} and ${quoted(cname)} differ in case only`, fix));
  }
}

/**
 * The help of the mirrors that are shown and that a page may link to. Own help for an unknown
 * mirror is reported, after every source has answered: its name is mistyped.
 */
function helpOfMirrors(
  from: PortalInputs,
  mirrors: readonly Mirror[],
  known: ReadonlySet<string>,
  note: Note,
): Map<string, MirrorHelp> {
  const carried = new Set(mirrors.filter(({ addresses }) => addresses.length > 0).map(({ cname }) => cname));
  const found = new Map<string, MirrorHelp>();
  // A folder that is named like its mirror comes before those that an alias leads there.
  const isOther = ([name]: readonly [string, unknown]) => Number(from.aliases(name) !== name);
  for (const [name, help] of [...from.help].sort((a, b) => isOther(a) - isOther(b))) {
    const cname = from.aliases(name);
    if (!found.has(cname) && carried.has(cname)) found.set(cname, help);
    else if (found.has(cname) && help.isOwn) noteSecondHelp(cname, help.file, note);
    if (known.has(cname) || help.also.length > 0 || !help.isOwn || !hasEachAnswered(from)) continue;
    const fix = `${meantText(name, carried)}Rename the folder to the cname of a mirror, or remove it; the page is left out.`;
    const says = `there is help for ${quoted(name)}, which is not on this site`;
    note(problem('help-without-mirror', { file: help.file }, says, fix));
  }
  for (const cname of carried) {
    const shared = found.has(cname) ? undefined : sharedHelp(cname, from.help, from.aliases);
    if (shared) found.set(cname, shared);
  }
  return found;
}

/** The place of a help address: the mirror's own file, else its source. */
function writtenHelp(from: PortalInputs, help: ReadonlyMap<string, MirrorHelp>): WrittenHelp {
  const files = new Map(
    from.mirrorFiles.flatMap(({ cname, file, content }) => (content?.help ? [[from.aliases(cname), file]] : [])),
  );
  const placeOf = ({ cname, source }: Mirror): Place => {
    const file = files.get(cname);
    return file ? { file } : { source };
  };
  return { languages: from.content.languages, cnames: new Set(help.keys()), placeOf };
}

function ownHelp(help: PortalInputs['help']): string[] {
  return [...help].flatMap(([name, { isOwn }]) => (isOwn ? [`help/${name}`] : []));
}

function noteSecondHelp(cname: string, file: string, note: Note): void {
  const fix = 'Keep one of the folders, preferably the one with the cname of the mirror.';
  const says = `there is help for ${quoted(cname)} in another folder too; this one is left out`;
  note(problem('duplicate-help', { file }, says, fix));
}
