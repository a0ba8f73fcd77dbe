import { wordsIn } from '../../i18n/index.ts';
import { textToHref } from '../address.ts';
import { type Language, textIn } from '../localized.ts';
import type { Mirror, Portal } from '../portal.ts';
import { bytesToText } from '../size.ts';
import type { Day, MirrorHistory } from '../status/history.ts';
import { BAR_STEP, type BarsView, daysToBars, fillDays, lastDays } from './bars.ts';
import { type DayRow, daysToRows } from './day-rows.ts';
import { durationText } from './duration.ts';
import { type FrameView, frameView, siteName } from './frame.ts';
import { type StatusRow, statusRow } from './mirror-row.ts';
import { type PagePath, pageToLink } from './paths.ts';
import { dayIn, type TimeView, timesIn } from './time.ts';

/** The size over the same ninety days. */
export interface SizeLineView {
  readonly width: number;
  readonly height: number;
  readonly d: string;
  readonly least: string;
  readonly most: string;
}

export interface AttemptView {
  readonly ended: TimeView;
  readonly isGood: boolean;
  readonly duration?: string;
}

/** The page of one mirror. */
export interface MirrorPageView {
  readonly frame: FrameView;
  readonly row: StatusRow;
  readonly bars: BarsView;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly sizeLine?: SizeLineView;
  readonly attempts: readonly AttemptView[];
  readonly days: readonly DayRow[];
  readonly median?: string;
  readonly expectedFrom: string;
  readonly homepage?: string;
  readonly toAll: string;
}

const DAYS = 90;
const LINE_HEIGHT = 48;

export function mirrorPage(slug: string): PagePath {
  return `/status/${slug}/`;
}

/** What of a mirror's page does not come from its history. */
function mirrorPageBase(mirror: Mirror, portal: Portal, language: Language, now: Date) {
  const words = wordsIn(language);
  const row = statusRow(mirror, portal, language, now);
  const name = textIn(mirror.name, language) ?? mirror.cname;
  return {
    frame: frameView(portal, language, mirrorPage(mirror.slug), {
      title: words.title.page(words.title.mirrorPage(name), siteName(portal, language)),
      description: words.description.mirrorPage(name, siteName(portal, language)),
    }),
    row,
    expectedFrom: words.mirrorPage.expectedFrom[mirror.expected.from],
    homepage: mirror.homepage && textToHref(mirror.homepage),
    toAll: pageToLink('/status/', language, portal),
  };
}

export function mirrorPageView(
  mirror: Mirror,
  history: MirrorHistory,
  portal: Portal,
  language: Language,
  now: Date,
): MirrorPageView {
  const words = wordsIn(language);
  const time = timesIn(portal.timeZone);
  const days = fillDays(history.days, lastDays(DAYS, dayIn(portal.timeZone)(now)));
  return {
    ...mirrorPageBase(mirror, portal, language, now),
    bars: daysToBars(days),
    firstDay: days[0]!.day,
    lastDay: days.at(-1)!.day,
    sizeLine: daysToSizeLine(days),
    attempts: history.attempts.map(({ ended, isGood, started }) => ({
      ended: time(ended),
      isGood,
      duration: started && durationText((ended.getTime() - started.getTime()) / 1000, words.units),
    })),
    days: daysToRows(days),
    median: history.medianSeconds === undefined ? undefined : durationText(history.medianSeconds, words.units),
  };
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
