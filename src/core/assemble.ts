import { parseISO } from 'date-fns/parseISO';
import { addressToLink, resolveAddress, siteBasePath } from './address.ts';
import type { Aliases } from './aliases.ts';
import type { MirrorContent } from './content/mirror-schema.ts';
import type { PortalContent, SiteContent } from './content/portal-schema.ts';
import { mergeReports } from './merge.ts';
import type { Mirror, Portal, Site, SnapshotAge, Translated } from './portal.ts';
import { type Checked, type Place, type Problem, problem, quoted } from './problems.ts';
import { parseSize, type Size } from './size.ts';
import { cnamesToSlugs } from './slug.ts';
import type { Note, Reading, Report, SiteFacts, State, SyncStatus } from './sources/report.ts';

/** Content of one mirror, and the file it stands in. */
export interface MirrorFile {
  readonly file: string;
  readonly cname: string;
  readonly content: MirrorContent;
}

/** Everything that was read, before it is one. */
export interface Ingredients {
  readonly content: PortalContent;
  readonly contentFile: string;
  readonly mirrorFiles: readonly MirrorFile[];
  /** One reading per source that has a snapshot, in the order of portal.yaml. */
  readonly readings: readonly Reading[];
  readonly snapshots: readonly SnapshotAge[];
  readonly aliases: Aliases;
  readonly help: ReadonlyMap<string, Translated>;
  readonly pages: ReadonlyMap<string, Translated>;
  /** Time zone of this machine, for a portal that names none. */
  readonly machineTimeZone: string;
}

/** Thrown when nobody tells who the site is; there is nothing to build then. */
export class NoSiteError extends Error {
  override name = 'NoSiteError';
  /** What else was found wrong; often the reason. */
  problems: readonly Problem[] = [];
}

/** First segments of the portal's own addresses, which no mirror may take. */
const RESERVED = [
  '',
  'help',
  'status',
  'downloads',
  'news',
  'about',
  'api',
  'mirrorz.json',
  'badge',
  'feed.xml',
  '_heliostat',
  'robots.txt',
  'sitemap.xml',
  '404.html',
  'index.html',
];

/** Make the portal of everything that was read. What does not fit is left out and noted. */
export function assemblePortal(from: Ingredients): Checked<Portal> {
  const problems: Problem[] = [];
  const note: Note = (found) => problems.push(found);
  const site = assembleSite(from.content.site ?? {}, from.readings, from.contentFile);
  const { mirrors, known } = assembleMirrors(from, site, note);
  const portal: Portal = {
    site,
    languages: from.content.languages as unknown as Portal['languages'],
    timeZone: from.content.timeZone ?? from.machineTimeZone,
    mirrors,
    downloads: from.readings.flatMap(({ downloads }) => downloads ?? []),
    endpoints: from.readings.find(({ endpoints }) => endpoints?.length)?.endpoints ?? [],
    snapshots: from.snapshots,
    help: helpOfMirrors(from, mirrors, known, note),
    pages: from.pages,
  };
  return { value: portal, problems };
}

function assembleSite(own: SiteContent, readings: readonly Reading[], file: string): Site {
  const told: SiteFacts = readings.find(({ site }) => site)?.site ?? {};
  const merged = { ...told, ...own };
  const { url, abbr } = merged;
  if (!url || !URL.canParse(url) || !abbr) {
    const missing = [!url && 'url', !abbr && 'abbr'].filter(Boolean).join(' and ') || 'a usable url';
    throw new NoSiteError(`${file}: nobody tells the site's ${missing}; write \`site: { url: …, abbr: … }\` there`);
  }
  return { ...merged, url: url.replace(/\/+$/, ''), abbr, name: merged.name ?? abbr };
}

/** @returns the mirrors to show, by name, and every cname that anybody knows, shown or not */
function assembleMirrors(
  from: Ingredients,
  site: Site,
  note: Note,
): { readonly mirrors: readonly Mirror[]; readonly known: ReadonlySet<string> } {
  const reports = reportsByCname(from, note);
  const files = new Map(from.mirrorFiles.map((file) => [from.aliases(file.cname), file]));
  const cnames = new Set([...reports.keys(), ...files.keys()]);
  const slugs = cnamesToSlugs(cnames);
  noteTwins(cnames, reports, files, note);
  const mirrors = [...cnames].flatMap((cname) =>
    assembleMirror(cname, slugs.get(cname)!, reports.get(cname), files.get(cname), site, from.content.languages, note),
  );
  if (mirrors.length === 0) {
    const fix = 'Name a source that answers, or add files to mirrors/.';
    note(problem('no-mirrors', { file: from.contentFile }, 'no source and no file tells of any mirror', fix));
  }
  const order = new Intl.Collator('en', { numeric: true });
  mirrors.sort((a, b) => order.compare(a.cname, b.cname) || (a.cname < b.cname ? -1 : 1));
  return { mirrors, known: cnames };
}

/** All reports of each mirror. Twice in one source is noted and becomes one report with several addresses. */
function reportsByCname(from: Ingredients, note: Note): Map<string, Report> {
  const perSource = from.readings.map(({ reports }) => mergeWithinSource(reports, from.aliases, note));
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
    const fix = `Write both alike, or map one to the other in cname.json; each is shown for now.`;
    note(problem('case-twins', place, `mirrors ${quoted(twin)} and ${quoted(cname)} differ in case only`, fix));
  }
}

function assembleMirror(
  cname: string,
  slug: string,
  report: Report | undefined,
  file: MirrorFile | undefined,
  site: Site,
  languages: readonly string[],
  note: Note,
): Mirror[] {
  const own = file?.content;
  if (own?.hidden ?? report?.isHidden) return [];
  // A field's place is the mirror's own file where that tells it, else the source.
  const placeOf = (field: keyof MirrorContent) =>
    (file && own?.[field] !== undefined ? { file: file.file } : report?.place) ?? { file: file!.file };
  const urls = own?.url ? [own.url] : report?.urls.length ? report.urls : [`/${cname}`];
  const usable = urls.flatMap((url) => usableUrl(url, cname, site.url, placeOf('url'), note));
  if (noteReserved(cname, usable[0], site.url, languages, placeOf('url'), note)) return [];
  return [
    {
      cname,
      slug,
      name: own?.name ?? cname,
      desc: own?.desc ?? report?.desc,
      category: own?.category,
      addresses: usable.map(({ address }) => address),
      url: usable[0]?.url,
      status: statusOrOwn(report, own?.state),
      size: report?.size ?? ownSize(own?.size, placeOf('size'), note),
      upstream: withoutPassword(own?.upstream ?? report?.upstream),
      homepage: own?.homepage,
      help: usableHelp(own?.help ?? report?.help, site.url, placeOf('help'), note),
      added: own?.added ? parseISO(`${own.added}T00:00:00Z`) : report?.added,
      source: report?.place.source,
    },
  ];
}

/** A state written in content speaks only where no source knows one. */
function statusOrOwn(report: Report | undefined, own: State | undefined): SyncStatus {
  const status = report?.status ?? { state: 'unknown' };
  return status.state === 'unknown' && own ? { ...status, state: own } : status;
}

/** Some operators put the password of a private upstream into its address; that must not be published. */
function withoutPassword(upstream: string | undefined): string | undefined {
  return upstream?.replace(/\/\/[^/@\s]*:[^/@\s]*@/g, '//');
}

/** An address of a mirror that a page may link to: as MirrorZ writes it, and absolute. */
interface UsableUrl {
  readonly url: string;
  readonly address: string;
}

function usableUrl(url: string, cname: string, siteUrl: string, place: Place, note: Note): UsableUrl[] {
  const address = resolveAddress(url, siteUrl);
  if (address === undefined) {
    const fix = 'Use an http, https, ftp, rsync or git address; until then the mirror is shown without this link.';
    const says = `mirror ${quoted(cname)}: ${quoted(url)} is no address that a page may link to`;
    note(problem('unsafe-link', place, says, fix));
    return [];
  }
  const isFolder = /^https?:/.test(address) && !/[?#]/.test(address) && !address.endsWith('/');
  return [{ url: url.replace(/(.)\/+$/, '$1'), address: isFolder ? `${address}/` : address }];
}

function ownSize(text: string | undefined, place: Place, note: Note): Size | undefined {
  const size = text === undefined ? undefined : parseSize(text, 1024);
  if (text !== undefined && !size) {
    const fix = 'Write a number with a unit, such as 1.2T, or leave it out.';
    note(problem('odd-size', place, `size ${quoted(text)} is not a size`, fix));
  }
  return size;
}

function usableHelp(help: string | undefined, siteUrl: string, place: Place, note: Note): string | undefined {
  if (help === undefined) return undefined;
  const address = resolveAddress(help, siteUrl);
  if (address === undefined) {
    const fix = 'Use an http or https address; the link is left out.';
    note(problem('unsafe-link', place, `help ${quoted(help)} is no address that a page may link to`, fix));
  }
  return address;
}

/** Whether the mirror's address is one of the portal's own, which is noted. */
function noteReserved(
  cname: string,
  usable: UsableUrl | undefined,
  siteUrl: string,
  languages: readonly string[],
  place: Place,
  note: Note,
): boolean {
  if (!usable || !isReserved(usable.address, siteUrl, languages)) return false;
  const says = `mirror ${quoted(cname)} is at ${quoted(usable.url)}, which is an address of the portal itself`;
  const fix = 'Serve the mirror elsewhere and set its url; it is left out until then.';
  note(problem('reserved-address', place, says, fix));
  return true;
}

function isReserved(address: string, siteUrl: string, languages: readonly string[]): boolean {
  const link = addressToLink(address, siteUrl);
  const base = siteBasePath(siteUrl);
  if (!link.startsWith(`${base}/`) || /[?#]/.test(link)) return false;
  const name = link
    .slice(base.length + 1)
    .split('/')[0]!
    .toLowerCase();
  return RESERVED.includes(name) || languages.includes(name);
}

/** The help of the mirrors that are shown. Help for one that nobody knows is noted: its name is mistyped. */
function helpOfMirrors(
  from: Ingredients,
  mirrors: readonly Mirror[],
  known: ReadonlySet<string>,
  note: Note,
): Map<string, Translated> {
  const carried = new Set(mirrors.map(({ cname }) => cname));
  const found = new Map<string, Translated>();
  for (const [name, document] of from.help) {
    const cname = from.aliases(name);
    if (carried.has(cname)) found.set(cname, document);
    if (known.has(cname)) continue;
    const { file } = Object.values(document)[0]!;
    const fix = 'Rename the folder to the cname of a mirror, or remove it; the page is left out.';
    note(
      problem('help-without-mirror', { file }, `there is help for ${quoted(name)}, which the site does not carry`, fix),
    );
  }
  return found;
}
