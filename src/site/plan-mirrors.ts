import type { Mirror, Portal } from '../core/portal.ts';
import type { MirrorHistory } from '../core/status/history.ts';
import { type HistoryReader, type PagePlan, pagePlan, type TextPlan, toJson } from './file-plan.ts';
import { mirrorToBadge } from './views/badge.ts';
import { lastDays } from './views/bars.ts';
import { frameView } from './views/frame.ts';
import { CHART_DAYS, historyToCharts } from './views/history-charts.ts';
import { type ListingPart, listingPath, listingView } from './views/listing.ts';
import { mirrorPage, mirrorPageView, type Remembered } from './views/mirror-page.ts';
import { pathToFile } from './views/paths.ts';
import { mirrorToJson } from './views/status-json.ts';
import { dayIn } from './views/time.ts';

/** Languages inside mirrors: what is remembered of one is read once, and let go. */
export function planMirrorPages(portal: Portal, now: Date, history: HistoryReader | undefined): PagePlan[] {
  const names = lastDays(CHART_DAYS, dayIn(portal.timeZone)(now));
  const frames = portal.languages.map((language) =>
    frameView(portal, language, '/status/', { title: '', description: '' }),
  );
  let last: (Remembered & { readonly cname: string }) | undefined;
  const recall = (cname: string): Remembered | undefined => {
    if (history && last?.cname !== cname) last = { cname, ...withCharts(history.of(cname), names) };
    return last;
  };
  return portal.mirrors.flatMap((mirror) => {
    // What is expected of a mirror, and so how fresh it is, may come from its history too.
    const { expected, freshness, ...base } = mirror;
    const remembered = mirror.alias ?? mirror.cname;
    const rest = [mirror, portal.help.has(mirror.cname), history?.revisionOf(remembered), names.at(-1)];
    return portal.languages.map((language, index) => {
      return pagePlan(mirrorPage(mirror.slug), language, portal, {
        inputs: [frames[index], ...rest],
        base: [base],
        isPartial: !history,
        view: async () => mirrorPageView(mirror, recall(remembered), portal, language, now),
      });
    });
  });
}

function withCharts(history: MirrorHistory, names: readonly string[]): Remembered {
  return { history, charts: historyToCharts(history, names) };
}

/** What web servers put around the lists of files that they make. */
export function planListings(portal: Portal, now: Date): PagePlan[] {
  if (!portal.serve || portal.serve.listing === 'off') return [];
  const parts: ListingPart[] = [
    'header',
    'footer',
    'caddy',
    ...(portal.serve.listing === 'fancyindex' ? ['fancyindex' as const] : []),
  ];
  const slugs = new Set(portal.mirrors.map(({ slug }) => slug.toLowerCase()));
  const kept = (portal.kept ?? []).filter(({ slug }) => !slugs.has(slug.toLowerCase()));
  return [...portal.mirrors, ...kept].flatMap((mirror) => {
    const view = listingView(mirror, portal, now);
    return parts.map((part) => {
      const path = listingPath(mirror.slug, part);
      // What stands after the files does not change when the mirror syncs.
      const inputs = part === 'footer' ? [view.frame, view.hasReadme] : [view];
      return { file: pathToFile(path), path, route: '/listing', part, inputs, view: async () => view };
    });
  });
}

/** What programs and other sites are told of one mirror. */
export function planMirrorTexts(mirror: Mirror, portal: Portal): TextPlan[] {
  const inputs = [mirror, portal.help.has(mirror.cname), portal.site, portal.timeZone, ...portal.languages];
  return [
    { file: `api/mirrors/${mirror.slug}.json`, inputs, text: () => toJson(mirrorToJson(mirror, portal)) },
    { file: `badge/${mirror.slug}.svg`, inputs, text: () => mirrorToBadge(mirror, portal) },
  ];
}
