import type { Language } from '../core/localized.ts';
import type { Portal } from '../core/portal.ts';
import { type Sign, signOf, signs } from '../core/status/sign.ts';
import { type HistoryReader, type PagePlan, pagePlan } from './file-plan.ts';
import { once } from './once.ts';
import { lastDays } from './views/bars.ts';
import {
  daysToStrips,
  STRIP_DAYS,
  statusFacts,
  statusFrame,
  statusPage,
  statusRows,
  statusView,
  type TableRow,
} from './views/status-page.ts';
import { dayIn } from './views/time.ts';

/**
 * The tables of states: of all mirrors, and of those with each sign. They show nearly everything that is known of
 * a mirror, so mirrors are what they are made from; rows are laid out only for a table that is drawn.
 */
export function planStatus(portal: Portal, now: Date, history: HistoryReader | undefined): PagePlan[] {
  // What is drawn day by day ends today, so those pages change when the day does.
  const today = dayIn(portal.timeZone)(now);
  const days = lastDays(STRIP_DAYS, today);
  const strips = once(() => daysToStrips(history?.daysSince(days[0]!) ?? new Map(), days));
  const leadsTo = [portal.timeZone, portal.helpElsewhere, [...portal.help.keys()]];
  return portal.languages.flatMap((language) => {
    const rows = once(() => statusRows(portal, language, now, strips()));
    return [undefined, ...signs].map((sign) => planTable(language, sign, rows));
  });

  /** The history is read only when a page is drawn; it has news of a mirror only when its revision is new. */
  function planTable(language: Language, sign: Sign | undefined, rows: () => TableRow[]): PagePlan {
    const shown = sign ? portal.mirrors.filter((mirror) => signOf(mirror) === sign) : portal.mirrors;
    const base = [statusFrame(portal, language, sign), sign ? undefined : statusFacts(portal), ...leadsTo, ...shown];
    const revisions = shown.map(({ alias, cname }) => history?.revisionOf(alias ?? cname));
    return pagePlan(statusPage(sign), language, portal, {
      route: '/status/',
      inputs: [...base, revisions, today],
      base,
      isPartial: !history,
      view: async () => statusView(portal, language, rows(), sign),
    });
  }
}
