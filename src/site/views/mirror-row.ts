import { addressToLink, textToHref } from '../../base/address.ts';
import { durationText } from '../../base/duration.ts';
import { type Language, languages, textIn } from '../../base/localized.ts';
import { type TimeView, timesIn } from '../../base/time.ts';
import type { Category } from '../../model/category.ts';
import type { Freshness } from '../../model/freshness.ts';
import { lastRunSeconds } from '../../model/history.ts';
import { mirrorName } from '../../model/mirror-name.ts';
import type { Mirror, Portal } from '../../model/portal.ts';
import type { State } from '../../model/report.ts';
import { isUnusable, type Status, statusOf, type Unusable } from '../../model/status.ts';
import type { TreeVerdict } from '../../model/survey.ts';
import type { FailureReason } from '../../model/sync-failure.ts';
import { wordsIn } from '../../words/index.ts';
import type { Words } from '../../words/words.ts';
import { helpPage, pageToLink, type SiteAddress, siteAddress } from './paths.ts';

/** A mirror as lists show it. */
export interface MirrorRow {
  readonly cname: string;
  readonly slug: string;
  readonly name: string;
  readonly desc?: string;
  readonly category?: Category;
  /** What the search finds it by, beside what the list shows. */
  readonly words?: string | undefined;
  /** Its files; missing when no page may link there. */
  readonly href?: string;
  readonly alsoAt: readonly string[];
  /** Why there is no link to its files. */
  readonly unlinked?: string;
  readonly status: Status;
  readonly statusText: string;
  /** State from its source; the status is computed from the state and its age. */
  readonly state: State;
  /** What a survey says of its tree. */
  readonly tree?: TreeVerdict | undefined;
  /** How often it should sync, in seconds. */
  readonly expectedSeconds: number;
  readonly lastSuccess?: TimeView;
  readonly size?: string;
  readonly help?: string;
  /** The page with its history. */
  readonly page: string;
  readonly isNew: boolean;
  /** Since when its source no longer lists it; the rest is as it last was. */
  readonly unreported?: TimeView;
  /** Its sync has been running for several times longer than usual. */
  readonly isDoubtful?: true;
}

/** A mirror with all data from sources. */
export interface StatusRow extends MirrorRow {
  readonly stateText: string;
  /** Why its sync failed, and how that follows the text of the state. */
  readonly reason?: FailureReason;
  readonly reasonText?: string;
  /** How fresh the content is; of a tree that nobody can use, that. */
  readonly freshness?: Freshness | Unusable;
  readonly freshnessText?: string;
  readonly lastAttempt?: TimeView;
  readonly started?: TimeView;
  readonly next?: TimeView;
  /** How long the last run took. */
  readonly duration?: string;
  readonly durationSeconds?: number;
  /** How often it should sync. */
  readonly expected: string;
  readonly sizeBytes?: number;
  readonly upstream?: string;
  readonly upstreamHref?: string;
  readonly source?: string;
  /** Whose history it shows: its own, or that of the mirror it stands for. */
  readonly remembered: string;
}

/** What the rows of a site are made with, beside the mirrors. */
export type RowSite = SiteAddress & Pick<Portal, 'timeZone' | 'helpElsewhere'>;

/** What a portal's rows are made with. */
export function rowSite(portal: Portal): RowSite {
  return { ...siteAddress(portal), timeZone: portal.timeZone, helpElsewhere: portal.helpElsewhere };
}

export function mirrorRow(mirror: Mirror, site: RowSite, language: Language): MirrorRow {
  const time = timesIn(site.timeZone);
  const { lastSuccess } = mirror.sync;
  const status = statusOf(mirror);
  const [href, ...alsoAt] = mirror.addresses.map((address) => addressToLink(address, site.site.url));
  return {
    cname: mirror.cname,
    slug: mirror.slug,
    name: mirrorName(mirror, language),
    desc: textIn(mirror.desc, language),
    category: mirror.category,
    words: soughtWords(mirror, language),
    href,
    alsoAt,
    unlinked: mirror.unlinked && wordsIn(language).unlinked[mirror.unlinked],
    status,
    statusText: wordsIn(language).statusWord[status],
    state: mirror.sync.state,
    tree: mirror.tree?.verdict,
    expectedSeconds: Math.round(mirror.expected.everyHours * 3600),
    lastSuccess: lastSuccess && time(lastSuccess),
    size: mirror.size?.text,
    help: helpLink(mirror, site, language),
    page: pageToLink(`/status/${mirror.slug}/`, language, site),
    isNew: mirror.isNew ?? false,
    ...(mirror.isDoubtful && { isDoubtful: true }),
    ...(mirror.unreportedSince && { unreported: time(mirror.unreportedSince) }),
  };
}

/** What a mirror is found by beside what its row shows: its words, and its name in other languages; parted by `|`. */
export function soughtWords(
  { name, words = [] }: Pick<Mirror, 'name' | 'words'>,
  language: Language,
): string | undefined {
  const names = typeof name === 'string' ? [] : languages.flatMap((other) => name[other] ?? []);
  const others = names.filter((other) => other !== textIn(name, language));
  const sought = [...others, ...words].map((word) => word.replaceAll('|', ' '));
  return sought.length > 0 ? sought.join('|') : undefined;
}

export function statusRow(mirror: Mirror, site: RowSite, language: Language): StatusRow {
  const time = timesIn(site.timeZone);
  const { state, lastAttempt, started, next } = mirror.sync;
  const words = wordsIn(language);
  const row = mirrorRow(mirror, site, language);
  const durationSeconds = lastRunSeconds(mirror.sync);
  return {
    ...row,
    stateText: words.statusWord[state],
    ...(mirror.reason && { reason: mirror.reason, reasonText: words.because(words.failureReason[mirror.reason]) }),
    ...(isUnusable(row.status)
      ? { freshness: row.status, freshnessText: row.statusText }
      : {
          freshness: mirror.freshness,
          freshnessText: mirror.freshness && freshnessWords(words, state)[mirror.freshness],
        }),
    lastAttempt: lastAttempt && time(lastAttempt),
    started: started && time(started),
    next: next && time(next),
    duration: durationSeconds === undefined ? undefined : durationText(durationSeconds, words.units),
    durationSeconds,
    expected: durationText(row.expectedSeconds, words.units),
    sizeBytes: mirror.size?.bytes,
    upstream: mirror.upstream,
    upstreamHref: mirror.upstream && upstreamToHref(mirror.upstream),
    source: mirror.source,
    remembered: mirror.alias ?? mirror.cname,
  };
}

/** Beside "failed", "fresh" alone would contradict it. */
function freshnessWords(words: Words, state: State): Words['freshness'] {
  return state === 'success' ? words.freshness : words.filesFreshness;
}

/** The portal's own help, else help elsewhere. */
export function helpLink(
  mirror: Pick<Mirror, 'cname' | 'slug' | 'help' | 'hasHelp'>,
  site: RowSite,
  language: Language,
): string | undefined {
  if (mirror.hasHelp) return pageToLink(helpPage(mirror.slug), language, site);
  if (mirror.help) return addressToLink(mirror.help, site.site.url);
  return site.helpElsewhere?.replaceAll('{cname}', encodeURIComponent(mirror.cname));
}

/** Upstreams are free text: only what is a web address becomes a link. */
function upstreamToHref(upstream: string): string | undefined {
  return /^https?:\/\/[^\s,]+$/i.test(upstream) ? textToHref(upstream) : undefined;
}
