import { wordsIn } from '../../i18n/index.ts';
import { addressToLink, textToHref } from '../address.ts';
import type { Category } from '../content/mirror-schema.ts';
import { type Language, textIn } from '../localized.ts';
import type { Mirror, Portal } from '../portal.ts';
import type { State } from '../sources/report.ts';
import { helpPage, pageToLink } from './paths.ts';
import { type TimeView, timesIn } from './time.ts';

/** A mirror as lists show it. */
export interface MirrorRow {
  readonly cname: string;
  readonly slug: string;
  readonly name: string;
  readonly desc?: string;
  readonly category?: Category;
  /** Its files; missing when no page may link there. */
  readonly href?: string;
  readonly alsoAt: readonly string[];
  readonly state: State;
  readonly stateText: string;
  /** Nothing that a visitor should know before using it. */
  readonly isQuiet: boolean;
  readonly lastSuccess?: TimeView;
  readonly size?: string;
  readonly help?: string;
  readonly isNew: boolean;
}

/** A mirror with everything that sources tell of it. */
export interface StatusRow extends MirrorRow {
  readonly lastAttempt?: TimeView;
  readonly started?: TimeView;
  readonly next?: TimeView;
  readonly sizeBytes?: number;
  readonly upstream?: string;
  readonly upstreamHref?: string;
  readonly source?: string;
}

const QUIET: readonly State[] = ['success', 'cache', 'proxy', 'syncing', 'pending'];
const NEW_FOR_MS = 30 * 24 * 3600 * 1000;

/** Whether a visitor should know of the state before he uses the mirror. */
export function isTroubled(mirror: Mirror): boolean {
  return mirror.status.state === 'failed' || mirror.status.state === 'paused';
}

export function mirrorRow(mirror: Mirror, portal: Portal, language: Language, now: Date): MirrorRow {
  const time = timesIn(portal.timeZone);
  const { state, lastSuccess } = mirror.status;
  const [href, ...alsoAt] = mirror.addresses.map((address) => addressToLink(address, portal.site.url));
  return {
    cname: mirror.cname,
    slug: mirror.slug,
    name: textIn(mirror.name, language) ?? mirror.cname,
    desc: textIn(mirror.desc, language),
    category: mirror.category,
    href,
    alsoAt,
    state,
    stateText: wordsIn(language).state[state],
    isQuiet: QUIET.includes(state),
    lastSuccess: lastSuccess && time(lastSuccess),
    size: mirror.size?.text,
    help: helpLink(mirror, portal, language),
    isNew: isNew(mirror, now),
  };
}

export function statusRow(mirror: Mirror, portal: Portal, language: Language, now: Date): StatusRow {
  const time = timesIn(portal.timeZone);
  const { lastAttempt, started, next } = mirror.status;
  return {
    ...mirrorRow(mirror, portal, language, now),
    lastAttempt: lastAttempt && time(lastAttempt),
    started: started && time(started),
    next: next && time(next),
    sizeBytes: mirror.size?.bytes,
    upstream: mirror.upstream,
    upstreamHref: mirror.upstream && upstreamToHref(mirror.upstream),
    source: mirror.source,
  };
}

/** The portal's own help, else help elsewhere. */
function helpLink(mirror: Mirror, portal: Portal, language: Language): string | undefined {
  if (portal.help.has(mirror.cname)) return pageToLink(helpPage(mirror.slug), language, portal);
  return mirror.help && addressToLink(mirror.help, portal.site.url);
}

/** Upstreams are free text: only what is a web address becomes a link. */
function upstreamToHref(upstream: string): string | undefined {
  return /^https?:\/\/[^\s,]+$/i.test(upstream) ? textToHref(upstream) : undefined;
}

function isNew({ added }: Mirror, now: Date): boolean {
  return added === true || (added !== undefined && now.getTime() - added.getTime() < NEW_FOR_MS);
}
