import { textToHref } from '../../base/address.ts';
import { durationText } from '../../base/duration.ts';
import type { Language } from '../../base/localized.ts';
import { type TimeView, timesIn } from '../../base/time.ts';
import type { Attempt } from '../../model/history.ts';
import { mirrorName } from '../../model/mirror-name.ts';
import { type Known, mirrorToKnown, sentencesOf } from '../../model/sentences.ts';
import { wordsIn } from '../../words/index.ts';
import { page } from '../page.ts';
import { downloadsLinks } from '../views/downloads-links.ts';
import type { HistoryCharts } from '../views/history-charts.ts';
import type { LinkView } from '../views/link.ts';
import { rowSite, type StatusRow, statusRow } from '../views/mirror-row.ts';
import { pageToLink } from '../views/paths.ts';
import { treeSentences } from '../views/tree-sentences.ts';

export interface AttemptView {
  /** Or when it began, where `duration` says that its end is not known. */
  readonly ended: TimeView;
  readonly isGood: boolean;
  readonly duration?: string;
}

/** The page of one mirror. */
export interface MirrorStatusView {
  readonly row: StatusRow;
  /** What is known of it, in sentences. */
  readonly sentences: string;
  /** What they are chosen by, for a script that chooses anew. */
  readonly known: Known;
  /** What a survey found in its tree, in sentences; missing when nobody looked. */
  readonly tree?: string | undefined;
  /** When its content is of. */
  readonly content?: TimeView | undefined;
  /** Missing when the history cannot be read. */
  readonly charts?: HistoryCharts | undefined;
  readonly attempts: readonly AttemptView[];
  readonly median?: string | undefined;
  readonly expectedFrom: string;
  readonly homepage?: string | undefined;
  /** Files of it to download one by one. */
  readonly downloads: readonly LinkView[];
  readonly toAll: string;
}

/** All that is known of one mirror, with its last days and runs. */
export const mirrorStatus = page({
  route: '/status/[slug]/',
  template: '/mirror-status',
  section: 'status',
  inSitemap: true,
  each: ({ portal }) => portal.mirrors,
  params: ({ slug }) => ({ slug }),
  subject: (mirror) => ({ mirror }),
  inputs: (mirror, { portal, history, today, downloadsOf }) => ({
    mirror,
    downloads: downloadsOf(mirror.alias ?? mirror.cname),
    site: rowSite(portal),
    // The source of the mirror does not answer.
    isSilent: portal.snapshots.some(({ source, isStale }) => source === mirror.source && isStale),
    revision: history?.revisionOf(mirror.alias ?? mirror.cname),
    today,
  }),
  // How often a mirror should sync, and so how fresh it is, may come from its history too.
  withoutHistory: ({ mirror: { expected, freshness, ...rest }, site, isSilent, downloads }) => [
    rest,
    site,
    isSilent,
    downloads,
  ],
  title: ({ mirror }, language, siteName) => {
    const { title, description } = wordsIn(language);
    const name = mirrorName(mirror, language);
    const texts = { title: title.page(title.mirrorPage(name), siteName) };
    return { ...texts, description: description.mirrorPage(name, siteName) };
  },
  view: ({ mirror, site, isSilent, today, downloads }, language, tools): MirrorStatusView => {
    const words = wordsIn(language);
    const known = mirrorToKnown(mirror, isSilent);
    const { history, charts } = tools.remembered(mirror.alias ?? mirror.cname, today) ?? {};
    return {
      row: statusRow(mirror, site, language),
      known,
      sentences: sentencesOf(known)
        .map((key) => words.mirrorPage.sentence[key])
        .join(words.mirrorPage.sentenceGap),
      tree: mirror.tree && treeSentences(mirror.tree, words).join(words.mirrorPage.sentenceGap),
      content: mirror.tree?.content && timesIn(site.timeZone)(mirror.tree.content),
      expectedFrom: words.mirrorPage.expectedFrom[mirror.expected.from],
      homepage: mirror.homepage && textToHref(mirror.homepage),
      downloads: downloadsLinks(downloads, site, language),
      toAll: pageToLink('/status/', language, site),
      charts,
      attempts: history?.attempts.map((attempt) => attemptView(attempt, site.timeZone, language)) ?? [],
      median: history?.medianSeconds === undefined ? undefined : durationText(history.medianSeconds, words.units),
    };
  },
});

function attemptView(
  { ended, isEndUnknown, isGood, started }: Attempt,
  timeZone: string,
  language: Language,
): AttemptView {
  const words = wordsIn(language);
  const seconds = started && (ended.getTime() - started.getTime()) / 1000;
  return {
    ended: timesIn(timeZone)(ended),
    isGood,
    duration: isEndUnknown
      ? words.mirrorPage.endUnknown
      : seconds === undefined
        ? undefined
        : durationText(seconds, words.units),
  };
}
