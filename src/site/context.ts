import type { Language } from '../base/localized.ts';
import { dayIn } from '../base/time.ts';
import type { Change, Day, MirrorHistory } from '../model/history.ts';
import { type Incident, incidentLevels } from '../model/incident.ts';
import type { Portal } from '../model/portal.ts';
import type { PagePath } from '../serving/paths.ts';
import type { Words } from '../words/words.ts';
import { type HelpSource, helpSources } from './help-sources.ts';
import { newsIn, type PickedNews } from './picked-news.ts';
import { type DownloadsTitle, downloadsByCname } from './views/downloads-links.ts';

/** A file for programs that the page names. */
export interface ProgramFile {
  readonly meaning: keyof Words['aboutPage']['programs'];
  /** As the page writes it: `/api/mirrors/<slug>.json`. */
  readonly route: PagePath;
  /** One that the site has, as an example; the same as the route where there is but one. */
  readonly example?: PagePath | undefined;
  readonly inEachLanguage?: true | undefined;
}

/** What is remembered of the mirrors; read only when a page asks for it. */
export interface HistoryReader {
  /** Changes whenever something is remembered of the mirror. */
  revisionOf(cname: string): number | undefined;
  of(cname: string): MirrorHistory;
  /** The days of every mirror from one on, by cname, oldest first, without sizes; one query. */
  daysSince(day: string): ReadonlyMap<string, readonly Day[]>;
  /** Changes of status since a moment. */
  changes(since: Date): readonly Change[];
}

/** What the inputs of pages and documents are taken from. */
export interface SiteContext {
  readonly portal: Portal;
  readonly now: Date;
  /** `2026-08-08`, in the portal's zone. */
  readonly today: string;
  /** Missing when it cannot be read. */
  readonly history: HistoryReader | undefined;
  /** The files for programs that the about page names. */
  readonly programs: readonly ProgramFile[];
  /** Whether the texts of the pages are indexed, so that they can be searched. */
  readonly hasSearch: boolean;
  /** The distributions and applications that have files on a mirror; the same objects each time. */
  readonly downloadsOf: (cname: string) => readonly DownloadsTitle[];
  /** The pages of help in a language, in the order of the mirrors; the same objects each time. */
  readonly helpIn: (language: Language) => readonly HelpSource[];
  /** The announcements for the readers of a language, the newest first; the same objects each time. */
  readonly newsIn: (language: Language) => readonly PickedNews[];
  /** The incidents that pages announce: those that last before those that come, the gravest first. */
  readonly announced: readonly Incident[];
}

/** @param now the moment that the portal is of */
export function siteContext(
  portal: Portal,
  now: Date,
  programs: readonly ProgramFile[],
  { history, hasSearch = false }: Partial<Pick<SiteContext, 'history' | 'hasSearch'>> = {},
): SiteContext {
  const help = new Map(portal.languages.map((language) => [language, helpSources(portal, language)]));
  const downloads = downloadsByCname(portal);
  const news = new Map(portal.languages.map((language) => [language, newsIn(portal, language)]));
  return {
    portal,
    now,
    today: dayIn(portal.timeZone)(now),
    history,
    programs,
    hasSearch,
    downloadsOf: (cname) => downloads.get(cname) ?? [],
    helpIn: (language) => help.get(language) ?? [],
    newsIn: (language) => news.get(language) ?? [],
    announced: portal.incidents.filter(({ isAnnounced }) => isAnnounced).sort((a, b) => urgency(a) - urgency(b)),
  };
}

function urgency({ phase, level }: Incident): number {
  return (phase === 'now' ? 0 : incidentLevels.length) + incidentLevels.indexOf(level);
}
