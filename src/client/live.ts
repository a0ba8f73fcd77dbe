import './reveal.ts';
import { type DurationUnits, durationText } from '../base/duration.ts';
import {
  ANSWER_OLD_AFTER_MS,
  CLOCK_AHEAD_MS,
  type Freshness,
  freshnessOf,
  freshnessOfTree,
} from '../model/freshness.ts';
import { type Known, type SentenceKey, sentencesOf } from '../model/sentences.ts';
import { isQuiet, isTroubled, isUnusable, type Status, statusOf } from '../model/status.ts';
import type { TreeVerdict } from '../model/survey.ts';

/*
 * Keeps the states on the page current. When the page loads, compares its times with the clock, because its builder may
 * have stopped months ago. While the page is visible, requests /api/status.json each minute, conditionally, and updates
 * changed values in place. If that fails, the page says so, and freshness is computed again from the last data.
 */

const POLL_EVERY_MS = 60_000;

/** Settings from the page; see Live.astro. */
interface Settings {
  readonly url: string;
  readonly statuses: Readonly<Record<Status, string>>;
  readonly freshnesses: Readonly<Record<Freshness, string>>;
  readonly filesFreshnesses: Readonly<Record<Freshness, string>>;
  readonly units: DurationUnits;
  readonly troubled: readonly [none: string, one: string, many: string];
}

/** The parts of /api/status.json that are shown. */
interface Row {
  readonly cname: string;
  readonly state: Parameters<typeof statusOf>[0]['sync']['state'];
  readonly reason?: string;
  readonly lastSuccess?: string;
  readonly lastAttempt?: string;
  readonly started?: string;
  readonly next?: string;
  readonly durationSeconds?: number;
  readonly freshness?: string;
  readonly source?: string;
  readonly unreportedSince?: string;
  readonly tree?: { readonly verdict?: TreeVerdict | undefined } | undefined;
  readonly isDoubtful?: boolean;
  readonly expected: { readonly everyHours: number };
}
interface Answer {
  readonly sources: readonly { readonly id: string; readonly asOf: string | null; readonly isStale: boolean }[];
  readonly mirrors: readonly Row[];
}

const element = document.querySelector<HTMLElement>('[data-live]');
const settings = element && (JSON.parse(element.dataset.live!) as Settings);
const notice = document.querySelector<HTMLElement>('#as-of');

/** The last one that could be had. */
let answer: Answer | undefined;
/** What the states on the page are of: what it says itself, else when it was written. */
let asOf = new Date(document.querySelector<HTMLTimeElement>('[data-as-of] time')?.dateTime ?? document.lastModified);

function sayAsOf(time: Date): void {
  const element = notice?.querySelector('time');
  if (!notice || !element) return;
  element.dateTime = time.toISOString();
  element.title = time.toLocaleString(document.documentElement.lang);
  element.textContent = element.title;
  notice.hidden = false;
}

async function poll(): Promise<void> {
  if (document.hidden || !settings) return;
  try {
    const response = await fetch(settings.url, { cache: 'no-cache', signal: AbortSignal.timeout(20_000) });
    if (!response.ok) throw new Error(String(response.status));
    answer = (await response.json()) as Answer;
    show(answer);
  } catch {
    if (answer) show(answer);
    else judgePage();
    sayAsOf(asOf);
  }
}

function show({ sources, mirrors }: Answer): void {
  const times = sources.flatMap(({ asOf }) => (asOf ? Date.parse(asOf) : []));
  if (times.length > 0) asOf = new Date(Math.min(...times));
  const isOld = sources.some(({ isStale }) => isStale) || Date.now() - asOf.getTime() > ANSWER_OLD_AFTER_MS;
  if (isOld && times.length > 0) sayAsOf(asOf);
  else if (notice) notice.hidden = true;
  const rows = new Map(mirrors.map((row) => [row.cname, row]));
  for (const holder of document.querySelectorAll<HTMLElement>('[data-cname]')) {
    const row = rows.get(holder.dataset.cname!);
    if (row) showRow(holder, row);
  }
  showCounts(mirrors.map((row) => judge(row).status));
  document.dispatchEvent(new Event('times'));
}

/** Judge what the page itself holds. A clock that is behind the page's own time is wrong, and judges nothing. */
function judgePage(): void {
  if (asOf.getTime() - Date.now() > CLOCK_AHEAD_MS) return;
  const statuses = [...document.querySelectorAll<HTMLElement>('[data-cname][data-every]')].map(judgeHolder);
  // Pages with the number of troubled mirrors list every mirror.
  if (document.querySelector('[data-troubled]')) showCounts(statuses);
  if (Date.now() - asOf.getTime() > ANSWER_OLD_AFTER_MS) sayAsOf(asOf);
}

function judgeHolder(holder: HTMLElement): Status {
  const lastSuccess = holder.querySelector<HTMLTimeElement>('[data-time=lastSuccess] time')?.dateTime;
  const freshness = holder.querySelector<HTMLElement>('[data-freshness]')?.dataset.freshness;
  const everyHours = Number(holder.dataset.every) / 3600;
  const row = {
    cname: '',
    state: holder.dataset.told as Row['state'],
    lastSuccess,
    freshness,
    expected: { everyHours },
    tree: { verdict: holder.dataset.tree as TreeVerdict | undefined },
  };
  const judged = judge(row);
  showJudged(holder, row, judged);
  return judged.status;
}

function showCounts(all: readonly Status[]): void {
  // A page keeps its mirrors until it is reloaded. Without mirrors there is no count.
  if (all.length > 0) showTroubled(all.filter(isTroubled).length);
  for (const count of document.querySelectorAll<HTMLElement>('[data-count]')) {
    const number = all.filter((status) => status === count.dataset.count).length;
    const shown = count.querySelector('.number');
    if (shown) shown.textContent = String(number);
  }
}

/** The current status of a row, which may be worse than at its last update. */
function judge(row: Row): { readonly status: Status; readonly freshness: Freshness | undefined } {
  const lastSuccess = row.lastSuccess ? new Date(row.lastSuccess) : undefined;
  const sync = { state: row.state, lastSuccess, isNeverSynced: row.freshness === 'never' };
  const bySync = freshnessOf(sync, row.expected.everyHours, new Date());
  const freshness = (row.tree?.verdict && freshnessOfTree[row.tree.verdict]) ?? bySync;
  return { status: statusOf({ sync, freshness, tree: row.tree }), freshness };
}

function showRow(holder: HTMLElement, row: Row): void {
  holder.dataset.told = row.state;
  holder.dataset.tree = row.tree?.verdict;
  showStatus(holder.querySelector('[data-raw] .state'), row.state);
  // The words of other reasons are not on the page.
  const reason = holder.querySelector<HTMLElement>('[data-reason]');
  if (reason?.dataset.reason !== row.reason) reason?.remove();
  showJudged(holder, row, judge(row));
  for (const field of ['lastSuccess', 'lastAttempt', 'started', 'next'] as const) {
    showTime(holder.querySelector(`[data-time=${field}]`), row[field]);
  }
  const duration = holder.querySelector<HTMLElement>('[data-duration]');
  if (duration) duration.dataset.value = String(row.durationSeconds ?? '');
  showText(duration, row.durationSeconds === undefined ? '' : durationText(row.durationSeconds, settings!.units));
}

/** Show the values that depend only on the times and the clock. */
function showJudged(holder: HTMLElement, row: Row, { status, freshness }: ReturnType<typeof judge>): void {
  showStatus(holder.querySelector('[data-status] .state'), status);
  const judged = holder.querySelector<HTMLElement>('[data-freshness]');
  if (judged) judged.dataset.freshness = isUnusable(status) ? status : (freshness ?? '');
  const freshnesses = row.state === 'success' ? settings!.freshnesses : settings!.filesFreshnesses;
  showText(judged, isUnusable(status) ? settings!.statuses[status] : freshness ? freshnesses[freshness] : '');
  const sentence = holder.querySelector<HTMLElement>('[data-sentences]');
  if (sentence) showText(sentence, sentencesIn(sentence, row, freshness));
}

/** The same sentences as on the server, for the current data. */
function sentencesIn(element: HTMLElement, row: Row, freshness: Freshness | undefined): string {
  const words = JSON.parse(element.dataset.sentences!) as Record<SentenceKey, string>;
  const known = answer ? rowToKnown(row, freshness) : { ...(JSON.parse(element.dataset.known!) as Known), freshness };
  return sentencesOf(known)
    .map((key) => words[key])
    .join(element.dataset.gap);
}

function rowToKnown(row: Row, freshness: Freshness | undefined): Known {
  const isSilent = answer!.sources.some(({ id, isStale }) => id === row.source && isStale);
  const isUnreported = row.unreportedSince !== undefined;
  return {
    state: row.state,
    success: successIn(row),
    freshness,
    isSilent,
    isUnreported,
    isDoubtful: row.isDoubtful,
    tree: row.tree?.verdict,
  };
}

function successIn({ lastSuccess, freshness }: Row): 'known' | 'never' | 'unknown' {
  return lastSuccess ? 'known' : freshness === 'never' ? 'never' : 'unknown';
}

/** A time that is no longer reported is removed; a new one is added at the end of its cell. */
function showTime(cell: HTMLElement | null, value: string | undefined): void {
  const shown = cell?.querySelector('time');
  if (!value) shown?.remove();
  if (!cell || !value || shown?.dateTime === value) return;
  const time = shown ?? (cell.querySelector('a') ?? cell).appendChild(document.createElement('time'));
  time.dateTime = value;
  time.title = new Date(value).toLocaleString(document.documentElement.lang);
  fade(time);
}

function showText(holder: HTMLElement | null, text: string): void {
  if (!holder || holder.textContent === text) return;
  holder.textContent = text;
  fade(holder);
}

function showStatus(shown: HTMLElement | null, status: Status): void {
  if (!shown || shown.dataset.state === status) return;
  shown.dataset.state = status;
  const word = shown.querySelector('.word')!;
  word.textContent = settings!.statuses[status];
  word.classList.toggle('sr-only', isQuiet(status) && shown.closest('#mirrors') !== null);
  fade(shown);
}

/** Show the number of troubled mirrors, with the texts from the server. */
function showTroubled(count: number): void {
  const words = settings!.troubled[Math.min(count, 2)]!.replace('#', String(count));
  showText(document.querySelector('[data-troubled]'), words);
}

function fade(changed: HTMLElement): void {
  changed.animate?.(
    [{ opacity: 0.3 }, { opacity: 1 }],
    matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
  );
}

if (settings) {
  judgePage();
  setInterval(poll, POLL_EVERY_MS);
  document.addEventListener('visibilitychange', poll);
}
