import { textToHref } from '../../core/address.ts';
import { type Language, textIn } from '../../core/localized.ts';
import type { Mirror, Portal } from '../../core/portal.ts';
import type { Attempt, MirrorHistory } from '../../core/status/history.ts';
import { type Known, mirrorToKnown, sentencesOf } from '../../core/status/sentences.ts';
import { wordsIn } from '../../i18n/index.ts';
import { durationText } from './duration.ts';
import { type FrameView, frameView, siteName } from './frame.ts';
import type { HistoryCharts } from './history-charts.ts';
import { type StatusRow, statusRow } from './mirror-row.ts';
import { type PagePath, pageToLink } from './paths.ts';
import { type TimeView, timesIn } from './time.ts';

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
  /** What is known of it, in sentences. */
  readonly sentences: string;
  /** What they are chosen by, for a script that chooses anew. */
  readonly known: Known;
  /** Missing when the history cannot be read. */
  readonly charts?: HistoryCharts;
  readonly attempts: readonly AttemptView[];
  readonly median?: string;
  readonly expectedFrom: string;
  readonly homepage?: string;
  readonly toAll: string;
}

export function mirrorPage(slug: string): PagePath {
  return `/status/${slug}/`;
}

/** What of a mirror's page does not come from its history. */
function mirrorPageBase(mirror: Mirror, portal: Portal, language: Language, now: Date) {
  const words = wordsIn(language);
  const row = statusRow(mirror, portal, language, now);
  const known = mirrorToKnown(mirror, isSilent(mirror, portal));
  const name = textIn(mirror.name, language) ?? mirror.cname;
  return {
    frame: frameView(portal, language, mirrorPage(mirror.slug), {
      title: words.title.page(words.title.mirrorPage(name), siteName(portal, language)),
      description: words.description.mirrorPage(name, siteName(portal, language)),
    }),
    row,
    known,
    sentences: sentencesOf(known)
      .map((key) => words.mirrorPage.sentence[key])
      .join(words.mirrorPage.sentenceGap),
    expectedFrom: words.mirrorPage.expectedFrom[mirror.expected.from],
    homepage: mirror.homepage && textToHref(mirror.homepage),
    toAll: pageToLink('/status/', language, portal),
  };
}

/** Whether the source that tells of a mirror does not answer. */
function isSilent({ source }: Mirror, { snapshots }: Portal): boolean {
  return snapshots.some((snapshot) => snapshot.source === source && snapshot.isStale);
}

/** What is remembered of a mirror, and how it is drawn: the same in all languages. */
export interface Remembered {
  readonly history: MirrorHistory;
  readonly charts: HistoryCharts;
}

/** @param remembered missing when the history cannot be read */
export function mirrorPageView(
  mirror: Mirror,
  remembered: Remembered | undefined,
  portal: Portal,
  language: Language,
  now: Date,
): MirrorPageView {
  const { history, charts } = remembered ?? {};
  const { units } = wordsIn(language);
  return {
    ...mirrorPageBase(mirror, portal, language, now),
    charts,
    attempts: history?.attempts.map((attempt) => attemptView(attempt, portal, language)) ?? [],
    median: history?.medianSeconds === undefined ? undefined : durationText(history.medianSeconds, units),
  };
}

function attemptView(
  { ended, isEndUnknown, isGood, started }: Attempt,
  portal: Portal,
  language: Language,
): AttemptView {
  const words = wordsIn(language);
  const seconds = started && (ended.getTime() - started.getTime()) / 1000;
  return {
    ended: timesIn(portal.timeZone)(ended),
    isGood,
    duration: isEndUnknown
      ? words.mirrorPage.endUnknown
      : seconds === undefined
        ? undefined
        : durationText(seconds, words.units),
  };
}
