import { wordsIn } from '../../i18n/index.ts';
import { textToHref } from '../address.ts';
import { type Language, textIn } from '../localized.ts';
import type { Mirror, Portal } from '../portal.ts';
import { bytesToText } from '../size.ts';
import type { Day, MirrorHistory } from '../status/history.ts';
import { type FrameView, frameView, siteName } from './frame.ts';
import { type StatusRow, statusRow } from './mirror-row.ts';
import { type PagePath, pageToLink } from './paths.ts';
import { dayIn, type TimeView, timesIn } from './time.ts';

export type DayLevel = 'good' | 'mixed' | 'bad' | 'none';

/** The runs of ninety days, a bar a day. */
export interface BarsView {
  readonly width: number;
  readonly height: number;
  /** One SVG path per level, so that ninety bars are four elements. */
  readonly paths: readonly { readonly level: DayLevel; readonly d: string }[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly good: number;
  readonly failed: number;
}

/** The size over the same ninety days. */
export interface SizeLineView {
  readonly width: number;
  readonly height: number;
  readonly d: string;
  readonly least: string;
  readonly most: string;
}

export interface AttemptView {
  /** Or when it began, where `duration` says that its end is not known. */
  readonly ended: TimeView;
  readonly isGood: boolean;
  readonly duration?: string;
}

/** The page of one mirror. */
export interface MirrorPageView {
  readonly frame: FrameView;
  readonly row: StatusRow;
  /** Missing when the history cannot be read. */
  readonly bars?: BarsView;
  readonly sizeLine?: SizeLineView;
  readonly attempts: readonly AttemptView[];
  readonly days: readonly Day[];
  readonly median?: string;
  readonly expected: string;
  readonly expectedFrom: string;
  readonly homepage?: string;
  readonly toAll: string;
}

const DAYS = 90;
const DAY_MS = 86_400_000;
const BAR_WIDTH = 6;
const BAR_STEP = 8;
const BARS_HEIGHT = 32;
/** A worse day is a shorter bar, for those who cannot tell its colour. */
const BAR_HEIGHTS: Readonly<Record<DayLevel, number>> = { good: BARS_HEIGHT, mixed: 22, bad: 12, none: 3 };
const LINE_HEIGHT = 48;

export function mirrorPage(slug: string): PagePath {
  return `/status/${slug}/`;
}

/** What of a mirror's page does not come from its history. */
function mirrorPageBase(mirror: Mirror, portal: Portal, language: Language, now: Date) {
  const words = wordsIn(language);
  const row = statusRow(mirror, portal, language, now);
  const name = textIn(mirror.name, language) ?? mirror.cname;
  const { everyHours, from } = mirror.expected;
  return {
    frame: frameView(portal, language, mirrorPage(mirror.slug), {
      title: words.title.page(words.title.mirrorPage(name), siteName(portal, language)),
      description: words.description.mirrorPage(name, siteName(portal, language)),
    }),
    row,
    expected: words.duration(everyHours * 3600),
    expectedFrom: words.mirrorPage.expectedFrom[from],
    homepage: mirror.homepage && textToHref(mirror.homepage),
    toAll: pageToLink('/status/', language, portal),
  };
}

export function mirrorPageView(
  mirror: Mirror,
  history: MirrorHistory | undefined,
  portal: Portal,
  language: Language,
  now: Date,
): MirrorPageView {
  return {
    ...mirrorPageBase(mirror, portal, language, now),
    ...(history ? historyView(history, portal, language, now) : { attempts: [], days: [] }),
  };
}

function historyView(
  history: MirrorHistory,
  portal: Portal,
  language: Language,
  now: Date,
): Pick<MirrorPageView, 'bars' | 'sizeLine' | 'attempts' | 'days' | 'median'> {
  const words = wordsIn(language);
  const time = timesIn(portal.timeZone);
  const days = lastDays(history.days, portal.timeZone, now);
  return {
    bars: daysToBars(days),
    sizeLine: daysToSizeLine(days),
    attempts: history.attempts.map(({ ended, isEndUnknown, isGood, started }) => ({
      ended: time(ended),
      isGood,
      duration: isEndUnknown
        ? words.mirrorPage.endUnknown
        : started && words.duration((ended.getTime() - started.getTime()) / 1000),
    })),
    days: days.filter(({ good, failed }) => good + failed > 0).reverse(),
    median: history.medianSeconds === undefined ? undefined : words.duration(history.medianSeconds),
  };
}

/** Ninety days up to today, also those that nothing is known of. */
function lastDays(known: readonly Day[], timeZone: string, now: Date): Day[] {
  const byDay = new Map(known.map((day) => [day.day, day]));
  return daysUpTo(timeZone, now).map((day) => byDay.get(day) ?? { day, good: 0, failed: 0 });
}

let lastAsked: { readonly key: string; readonly days: readonly string[] } | undefined;

/** The names of the last ninety days; all pages of a run ask for the same ones. */
function daysUpTo(timeZone: string, now: Date): readonly string[] {
  const dayOf = dayIn(timeZone);
  const key = `${timeZone} ${dayOf(now)}`;
  if (lastAsked?.key !== key) {
    const days = Array.from({ length: DAYS }, (_, index) =>
      dayOf(new Date(now.getTime() - (DAYS - 1 - index) * DAY_MS)),
    );
    lastAsked = { key, days };
  }
  return lastAsked.days;
}

function daysToBars(days: readonly Day[]): BarsView {
  const paths = new Map<DayLevel, string>();
  days.forEach((day, index) => {
    const level = dayToLevel(day);
    const height = BAR_HEIGHTS[level];
    const bar = `M${index * BAR_STEP} ${BARS_HEIGHT}v-${height}h${BAR_WIDTH}v${height}z`;
    paths.set(level, (paths.get(level) ?? '') + bar);
  });
  return {
    width: DAYS * BAR_STEP,
    height: BARS_HEIGHT,
    paths: [...paths].map(([level, d]) => ({ level, d })),
    firstDay: days[0]!.day,
    lastDay: days.at(-1)!.day,
    good: days.reduce((sum, { good }) => sum + good, 0),
    failed: days.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function dayToLevel({ good, failed }: Day): DayLevel {
  if (good + failed === 0) return 'none';
  if (failed === 0) return 'good';
  return good > 0 ? 'mixed' : 'bad';
}

/** A stepped line: a size holds until the next one is seen. */
function daysToSizeLine(days: readonly Day[]): SizeLineView | undefined {
  const seen = days.flatMap(({ sizeBytes }, index) =>
    sizeBytes === undefined ? [] : { x: index * BAR_STEP, sizeBytes },
  );
  if (seen.length < 2) return undefined;
  const sizes = seen.map(({ sizeBytes }) => sizeBytes);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const y = (bytes: number) => Math.round(2 + (LINE_HEIGHT - 4) * (1 - (bytes - least) / (most - least || 1)));
  const steps = seen.slice(1).map(({ x, sizeBytes }) => `H${x}V${y(sizeBytes)}`);
  return {
    width: DAYS * BAR_STEP,
    height: LINE_HEIGHT,
    d: `M${seen[0]!.x} ${y(seen[0]!.sizeBytes)}${steps.join('')}H${DAYS * BAR_STEP}`,
    least: bytesToText(least),
    most: bytesToText(most),
  };
}
