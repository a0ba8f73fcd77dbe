import { textToHref } from '../../base/address.ts';
import { durationText } from '../../base/duration.ts';
import type { Language } from '../../base/localized.ts';
import { type TimeView, timesIn } from '../../base/time.ts';
import type { Attempt } from '../../model/history.ts';
import { mirrorName } from '../../model/mirror-name.ts';
import type { Mirror } from '../../model/portal.ts';
import { type Known, mirrorToKnown, sentencesOf } from '../../model/sentences.ts';
import { wordsIn } from '../../words/index.ts';
import { page } from '../page.ts';
import { downloadsLinks } from '../views/downloads-links.ts';
import type { HistoryCharts } from '../views/history-charts.ts';
import type { LinkView } from '../views/link.ts';
import { rowSite, type StatusRow, statusRow } from '../views/mirror-row.ts';
import { badgePath, mirrorPage, pageToLink, pageToUrl, type SiteAddress } from '../views/paths.ts';
import { reportLink } from '../views/report-link.ts';
import { treeSentences } from '../views/tree-sentences.ts';
import { type WayView, waysInputs, waysTo } from '../views/ways-in.ts';

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
  /** Its addresses, one for each way into the site. */
  readonly ways: readonly WayView[];
  /** Its state as a picture, and the Markdown that shows it elsewhere. */
  readonly badge: string;
  readonly badgeCode: string;
  /** Where a problem with it is reported. */
  readonly report?: string | undefined;
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
    ways: { ...waysInputs(portal), hasRsync: portal.serve?.rsync !== undefined && mirror.serve?.rsync !== false },
    issue: portal.site.issue,
    // The source of the mirror does not answer.
    isSilent: portal.snapshots.some(({ source, isStale }) => source === mirror.source && isStale),
    revision: history?.revisionOf(mirror.alias ?? mirror.cname),
    today,
  }),
  // How often a mirror should sync, and so how fresh it is, may come from its history too.
  withoutHistory: ({ mirror: { expected, freshness, ...rest }, site, ways, issue, isSilent, downloads }) => [
    rest,
    ...[site, ways, issue, isSilent, downloads],
  ],
  title: ({ mirror }, language, siteName) => {
    const { title, description } = wordsIn(language);
    const name = mirrorName(mirror, language);
    const texts = { title: title.page(title.mirrorPage(name), siteName) };
    return { ...texts, description: description.mirrorPage(name, siteName) };
  },
  view: ({ mirror, site, ways, issue, isSilent, today, downloads }, language, tools): MirrorStatusView => {
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
      ways: mirror.addresses.flatMap((address) => waysTo(address, ways, language)),
      ...badgeOf(mirror, site, language),
      report: reportLink(issue, `${mirror.cname}: `, `${pageToUrl(mirrorPage(mirror.slug), language, site)}\n\n`),
      charts,
      attempts: history?.attempts.map((attempt) => attemptView(attempt, site.timeZone, language)) ?? [],
      median: history?.medianSeconds === undefined ? undefined : durationText(history.medianSeconds, words.units),
    };
  },
});

function badgeOf({ slug, ...mirror }: Mirror, site: SiteAddress, language: Language) {
  const badge = pageToLink(badgePath(slug), site.languages[0], site);
  const address = pageToUrl(badgePath(slug), site.languages[0], site);
  const name = mirrorName(mirror, language).replaceAll(/[[\]\\]/g, '\\$&');
  return { badge, badgeCode: `[![${name}](${address})](${pageToUrl(mirrorPage(slug), language, site)})` };
}

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
