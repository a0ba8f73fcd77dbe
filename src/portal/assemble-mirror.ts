import { parseISO } from 'date-fns/parseISO';
import { addressBelowSite, cnameToAddress, resolveAddress, withoutPassword } from '../base/address.ts';
import { type Note, type Place, problem, quoted } from '../base/problems.ts';
import type { Size } from '../base/size.ts';
import type { MirrorFile } from '../content/mirror-file.ts';
import type { MirrorContent } from '../content/mirror-schema.ts';
import type { CatalogueEntry } from '../model/catalogue.ts';
import { isDoubtful } from '../model/doubtful.ts';
import { expectedInterval, freshnessOf } from '../model/freshness.ts';
import type { Mirror, Site } from '../model/portal.ts';
import type { Report, State, SyncFacts } from '../model/report.ts';
import { sizeField } from '../sources/faults.ts';
import { mirrorFacts } from './mirror-facts.ts';

/** All data about one mirror: its report, its file, or both. */
export interface KnownMirror {
  readonly cname: string;
  readonly slug: string;
  readonly report: Report | undefined;
  readonly file: MirrorFile | undefined;
  readonly library: CatalogueEntry | undefined;
  /** How often it was seen to sync well, in hours. */
  readonly seenHours: number | undefined;
  /** The end of the last good run that the history knows. */
  readonly lastGoodEnd: () => Date | undefined;
  /** How long its good runs take, in seconds; undefined while too few are known. */
  readonly usualSeconds: () => number | undefined;
}

/** Context for assembling a mirror. */
export interface MirrorContext {
  /** First segments of the portal's own addresses, in lower case. */
  readonly reserved: ReadonlySet<string>;
  readonly now: Date;
}

/**
 * Make a mirror of all that is known of it. What the file says wins, but for state and size.
 *
 * @param shown whose state is shown: the mirror itself, or the one that it is an alias of
 * @returns nothing when it is hidden
 */
export function assembleMirror(
  { cname, slug, report, file, library }: KnownMirror,
  shown: KnownMirror,
  site: Site,
  { reserved, now }: MirrorContext,
  note: Note,
): Mirror[] {
  const own = file?.content;
  // A mirror that its source disabled can be retired.
  if (own?.hidden ?? (report?.isHidden && !own?.retired)) return [];
  // The place of a field is the mirror's own file if it sets the field, else the source.
  const placeOf = (field: keyof MirrorContent) =>
    (file && own?.[field] !== undefined ? { file: file.file } : report?.place) ?? { file: file!.file };
  const written = own?.url ? [own.url] : report?.urls.length ? report.urls : [cnameToAddress(cname)];
  const urls = written.map(withoutPassword);
  const linkable = onePerAddress(urls.flatMap((url) => usableUrl(url, cname, site.url, placeOf('url'), note)));
  const usable = linkable.filter((url) => !noteReserved(cname, url, site.url, reserved, placeOf('url'), note));
  const facts = mirrorFacts(cname, { own, report, library });
  const added = own?.added ? parseISO(`${own.added}T00:00:00Z`) : report?.added;
  return [
    {
      cname,
      slug,
      ...facts,
      addresses: usable.map(({ address }) => address),
      url: (usable[0] ?? linkable[0])?.url,
      ...(usable.length === 0 && { unlinked: linkable.length > 0 ? ('reserved' as const) : ('unsafe' as const) }),
      ...mirrorToCondition(shown, now, shown.cname === cname ? note : () => undefined),
      ...(shown.cname !== cname && {
        alias: shown.cname,
        size: aliasSize({ report, file }, shown, usable, site.url, note),
      }),
      upstream: masked(own?.upstream ?? report?.upstream),
      homepage: masked(facts.homepage),
      help: usableHelp(masked(own?.help ?? report?.help), site.url, placeOf('help'), note),
      serve: {
        ...own?.serve,
        place: withoutSpot(placeOf('url')),
        ...(own?.url !== undefined && { isAddressOwn: true }),
        ...(file?.isServedAsSaid === false && { faultyFile: file.file }),
      },
      ...(own?.survey && { survey: own.survey }),
      added,
      ...(isNew(added, now) && { isNew: true }),
    },
  ];
}

const NEW_FOR_MS = 30 * 24 * 3600 * 1000;

/** When a mirror that counts as new no longer does; undefined when it has no date. */
export function newUntil(added: Mirror['added']): Date | undefined {
  return added instanceof Date ? new Date(added.getTime() + NEW_FOR_MS) : undefined;
}

/** Whether a mirror counts as new; a source that calls one new without a date is believed as long as it does. */
export function isNew(added: Mirror['added'], now: Date): boolean {
  return added === true || (added !== undefined && now.getTime() - added.getTime() < NEW_FOR_MS);
}

/** An alias is mostly a folder below its mirror, of whose size nothing is known, unless it has the very same address. */
function aliasSize(
  { report, file }: Pick<KnownMirror, 'report' | 'file'>,
  shown: KnownMirror,
  usable: readonly UsableUrl[],
  siteUrl: string,
  note: Note,
): Size | undefined {
  const own = report?.size ?? ownSize(file?.content?.size, { file: file?.file }, note);
  if (own) return own;
  const [url = cnameToAddress(shown.cname)] = shown.file?.content?.url
    ? [shown.file.content.url]
    : (shown.report?.urls ?? []);
  const address = resolveAddress(url, siteUrl)?.replace(/\/$/, '');
  const isSame = usable.some((other) => other.address.replace(/\/$/, '') === address);
  return isSame ? (shown.report?.size ?? ownSize(shown.file?.content?.size, {}, () => undefined)) : undefined;
}

/** The order of rows in an answer has no meaning. */
function withoutSpot({ file, source }: Place): Place {
  return file === undefined ? { source } : { file };
}

/** How a mirror is doing: all that an alias of it shows too. */
function mirrorToCondition(
  { report, file, seenHours, lastGoodEnd, usualSeconds }: KnownMirror,
  now: Date,
  note: Note,
): Pick<Mirror, 'sync' | 'reason' | 'expected' | 'freshness' | 'size' | 'source' | 'unreportedSince' | 'isDoubtful'> {
  const own = file?.content;
  const sync = withRemembered(statusOrOwn(report, own?.state), lastGoodEnd);
  const expected = expectedInterval(own?.everyHours, seenHours, sync);
  const reason = sync.state === 'failed' ? report?.failure?.reason : undefined;
  return {
    sync,
    ...(reason && { reason }),
    expected,
    freshness: freshnessOf(sync, expected.everyHours, now),
    size: report?.size ?? ownSize(own?.size, { file: file?.file }, note),
    source: report?.place.source,
    ...(isDoubtful(sync, usualSeconds, now) && { isDoubtful: true }),
    ...(report?.unreportedSince && { unreportedSince: report.unreportedSince }),
  };
}

/** States with which a last success may be of any time. */
const REMEMBERING: ReadonlySet<State> = new Set(['failed', 'syncing', 'pending', 'paused', 'unknown', 'never']);

/** Some back ends forget the last success once a sync fails; the history does not. */
function withRemembered(sync: SyncFacts, lastGoodEnd: () => Date | undefined): SyncFacts {
  const remembered = REMEMBERING.has(sync.state) && !sync.lastSuccess ? lastGoodEnd() : undefined;
  return remembered ? { ...sync, lastSuccess: remembered, isNeverSynced: undefined } : sync;
}

/** The same place written with and without a slash at its end is one. */
function onePerAddress(urls: readonly UsableUrl[]): UsableUrl[] {
  return urls.filter((url, index) => urls.findIndex((other) => other.address === url.address) === index);
}

/** A state written in content speaks only where no source knows one. */
function statusOrOwn(report: Report | undefined, own: State | undefined): SyncFacts {
  const sync = report?.sync ?? { state: 'unknown' };
  return sync.state === 'unknown' && own ? { ...sync, state: own } : sync;
}

function masked(address: string | undefined): string | undefined {
  return address === undefined ? undefined : withoutPassword(address);
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
    const says = `mirror ${quoted(cname)}: ${quoted(url)} is not an address that a page may link to`;
    note(problem('unsafe-link', place, says, fix));
    return [];
  }
  const isFolder = /^https?:/.test(address) && !/[?#]/.test(address) && !address.endsWith('/');
  return [{ url: url.replace(/(.)\/+$/, '$1'), address: isFolder ? `${address}/` : address }];
}

function ownSize(text: string | undefined, place: Place, note: Note): Size | undefined {
  return text === undefined ? undefined : sizeField(text, 1024, place, note);
}

function usableHelp(help: string | undefined, siteUrl: string, place: Place, note: Note): string | undefined {
  if (help === undefined) return undefined;
  const address = resolveAddress(help, siteUrl);
  if (address === undefined) {
    const fix = 'Use an http or https address; the link is left out.';
    note(problem('unsafe-link', place, `help ${quoted(help)} is not an address that a page may link to`, fix));
  }
  return address;
}

/** Whether the mirror's address is one of the portal's own, which is noted. */
function noteReserved(
  cname: string,
  usable: UsableUrl,
  siteUrl: string,
  reserved: MirrorContext['reserved'],
  place: Place,
  note: Note,
): boolean {
  if (!isReserved(usable.address, siteUrl, reserved)) return false;
  const says = `mirror ${quoted(cname)} is at ${quoted(usable.url)}, which is an address of the portal itself`;
  const fix = 'Serve the mirror elsewhere and set its url; this address is left out until then.';
  note(problem('reserved-address', place, says, fix));
  return true;
}

function isReserved(address: string, siteUrl: string, reserved: MirrorContext['reserved']): boolean {
  const below = addressBelowSite(address, siteUrl);
  if (below === undefined || /[?#]/.test(below)) return false;
  const name = below.split('/')[0]!.toLowerCase();
  return name === '' || reserved.has(name);
}
