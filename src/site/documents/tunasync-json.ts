import { getUnixTime } from 'date-fns/getUnixTime';
import { timesIn } from '../../base/time.ts';
import type { Mirror, Portal } from '../../model/portal.ts';
import type { State } from '../../model/report.ts';
import { document, toJson } from '../document.ts';
import { once } from '../page.ts';
import { mirrorToMirrorzUrl } from './mirrorz-json.ts';

/** The states of all mirrors for programs that read tunasync. */
export const tunasyncJson = document({
  route: '/api/tunasync.json',
  meaning: 'tunasync',
  each: once,
  inputs: (_, { portal: { mirrors, timeZone } }) => ({ mirrors, timeZone }),
  text: (portal) => toJson(portalToTunasync(portal)),
});

/**
 * tunasync's words for states (internal/status.go of v0.10.0: none, failed, success, syncing, pre-syncing,
 * paused, disabled). A cache and a proxy are no jobs. Nor is a mirror whose state nobody knows: the only word
 * left for it would be `none`, which says that it has never synced.
 */
const WORDS: Readonly<Partial<Record<State, string>>> = {
  never: 'none',
  failed: 'failed',
  success: 'success',
  syncing: 'syncing',
  pending: 'pre-syncing',
  paused: 'paused',
};

/**
 * `/api/tunasync.json`: the mirrors as a tunasync manager would answer `GET /jobs` (internal/status_web.go of
 * v0.10.0), whatever they are really synced by. Every field of a row is there: a time both as text, in the
 * portal's zone, and in Unix seconds; Go's zero time where there is none; "unknown" for a size nobody knows.
 *
 * A row also has `url`, which tunasync does not write: the parser of MirrorZ reads it (tunasync.js of
 * mirrorz-parser) and takes `/<name>` for granted without it. Its other readers pass over keys they do not know.
 */
export function portalToTunasync(portal: Pick<Portal, 'mirrors' | 'timeZone'>): object[] {
  return portal.mirrors.flatMap((mirror) => mirrorToJob(mirror, portal.timeZone));
}

function mirrorToJob(mirror: Mirror, timeZone: string): object[] {
  const { state, lastSuccess, lastAttempt, started, since, next } = mirror.sync;
  const word = WORDS[state];
  const url = mirrorToMirrorzUrl(mirror);
  if (word === undefined || url === undefined) return [];
  const job = {
    name: mirror.cname,
    is_master: true,
    status: word,
    ...timeToFields('last_update', lastSuccess, timeZone),
    // tunasync sets it when a job enters pre-syncing, so there it is the time since when the job waits.
    ...timeToFields('last_started', started ?? (state === 'pending' ? since : undefined), timeZone),
    ...timeToFields('last_ended', lastAttempt, timeZone),
    ...timeToFields('next_schedule', next, timeZone),
    upstream: mirror.upstream ?? '',
    size: mirror.size?.text ?? 'unknown',
    url,
  };
  return [job];
}

/** Go's zero time when marshalled: the start of the year 1, always in UTC. */
const ZERO_TEXT = '0001-01-01 00:00:00 +0000';
const ZERO_SECONDS = -62135596800;

/** Readers interpret times of zero or below as never. */
function timeToFields(name: string, time: Date | undefined, timeZone: string): object {
  const isKnown = time !== undefined && getUnixTime(time) > 0;
  return {
    [name]: isKnown ? timeToGo(time, timeZone) : ZERO_TEXT,
    [`${name}_ts`]: isKnown ? getUnixTime(time) : ZERO_SECONDS,
  };
}

/** By Go's layout `2006-01-02 15:04:05 -0700`. Seconds are the same everywhere: zones differ by whole minutes. */
function timeToGo(time: Date, timeZone: string): string {
  const [day, minute, offset] = timesIn(timeZone)(time).text.split(' ') as [string, string, string];
  return `${day} ${minute}:${time.toISOString().slice(-7, -5)} ${offset.replace(':', '')}`;
}
