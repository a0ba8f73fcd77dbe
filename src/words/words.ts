import type { DurationUnits } from '../base/duration.ts';
import type { PluralForms } from '../base/plural.ts';
import type { Category } from '../model/category.ts';
import type { Companion, DownloadCategory } from '../model/download.ts';
import type { StatusEvent } from '../model/events.ts';
import type { Expected, Freshness } from '../model/freshness.ts';
import type { IncidentLevel, IncidentPhase } from '../model/incident.ts';
import type { Mirror } from '../model/portal.ts';
import type { SentenceKey } from '../model/sentences.ts';
import type { Status } from '../model/status.ts';
import type { FailureReason } from '../model/sync-failure.ts';
import type { TextKind } from '../model/text-values.ts';
import type { ArticleWords } from './article-words.ts';

/**
 * One language of the interface: its facts, and every text of the portal in it. A language that lacks one does not compile.
 * CONTRIBUTING.md says how to add one.
 */
export interface Words {
  /** Language tag for `lang` and `Intl` (BCP 47): `zh-CN`. */
  readonly tag: string;
  /** Length of an excerpt in search results, in words. In Chinese each character counts as a word. */
  readonly excerptWords: number;
  /** Name of the language in itself, for the language switch. */
  readonly languageName: string;
  readonly skipToContent: string;
  readonly navigation: string;
  readonly languageSwitch: string;
  /** The choice between light and dark. */
  readonly theme: { readonly label: string; readonly system: string; readonly light: string; readonly dark: string };
  readonly mirrors: string;
  readonly help: string;
  readonly downloads: string;
  readonly status: string;
  readonly news: string;
  readonly incidents: string;
  readonly about: string;
  readonly title: {
    readonly index: (site: string) => string;
    readonly page: (page: string, site: string) => string;
    readonly helpPage: (mirror: string) => string;
    readonly mirrorPage: (mirror: string) => string;
    readonly downloadPage: (distribution: string) => string;
  };
  readonly description: {
    readonly index: (site: string, mirrors: number) => string;
    readonly status: (site: string) => string;
    readonly help: (site: string) => string;
    readonly news: (site: string) => string;
    readonly newsItem: (title: string, day: string, site: string) => string;
    readonly helpPage: (mirror: string, site: string) => string;
    readonly mirrorPage: (mirror: string, site: string) => string;
    readonly ownPage: (title: string, site: string) => string;
    readonly downloads: (site: string) => string;
    readonly downloadPage: (distribution: string, site: string) => string;
    readonly about: (site: string) => string;
  };
  readonly facts: {
    readonly mirrors: (count: number) => string;
    readonly size: (size: string) => string;
    readonly troubled: (count: number) => string;
    readonly allWell: string;
    readonly asOf: string;
    readonly noAnswer: string;
    readonly disk: (use: string) => string;
  };
  /** Beside the list of mirrors. */
  readonly rail: {
    readonly ways: string;
    readonly addresses: string;
    readonly badge: string;
    readonly frequent: string;
    readonly favourites: string;
    readonly news: string;
    readonly disk: string;
    readonly request: string;
    readonly report: string;
    readonly copy: string;
    readonly copied: string;
    readonly lookInHelp: string;
  };
  readonly search: {
    readonly label: string;
    readonly placeholder: string;
    readonly none: string;
    readonly all: string;
  };
  readonly column: {
    readonly name: string;
    readonly state: string;
    readonly lastSuccess: string;
    readonly lastAttempt: string;
    readonly started: string;
    readonly duration: string;
    readonly expected: string;
    readonly next: string;
    readonly lastDays: string;
    readonly freshness: string;
    readonly size: string;
    readonly upstream: string;
    readonly source: string;
    readonly help: string;
  };
  readonly statusWord: Readonly<Record<Status, string>>;
  /** Why a sync failed, and the same beside the word for `failed`. */
  readonly failureReason: Readonly<Record<FailureReason, string>>;
  readonly because: (reason: string) => string;
  readonly freshness: Readonly<Record<Freshness, string>>;
  /** The same beside a state other than success: it then describes the files. */
  readonly filesFreshness: Readonly<Record<Freshness, string>>;
  readonly category: Readonly<Record<Category, string>>;
  readonly isNew: string;
  readonly helpFor: (mirror: string) => string;
  readonly browseFiles: (mirror: string) => string;
  readonly alsoAt: string;
  readonly unlinked: Readonly<Record<NonNullable<Mirror['unlinked']>, string>>;
  readonly noMirrors: string;
  /** Beside the name of a mirror whose sync takes unusually long. */
  readonly doubtful: string;
  /** For a mirror that its source no longer lists. A time follows `since`. */
  readonly unreported: { readonly short: string; readonly since: string };
  /** Around the time of the last update, when live updates fail. */
  readonly live: { readonly outOfReach: string; readonly until: string };
  readonly stale: {
    readonly since: (source: string) => string;
    /** The source answers, but with far fewer mirrors than before. */
    readonly held: (source: string) => string;
    readonly until: string;
    readonly never: (source: string) => string;
  };
  /** Units of durations. */
  readonly units: DurationUnits;
  readonly statusOf: (mirror: string) => string;
  readonly mirrorPage: {
    readonly toAll: string;
    readonly lastDays: string;
    readonly runs: (good: number, failed: number) => string;
    readonly noRuns: string;
    readonly noHistory: string;
    readonly size: string;
    readonly sizeRange: (least: string, most: string) => string;
    readonly behind: string;
    readonly behindMost: (most: string) => string;
    readonly attempts: string;
    readonly ended: string;
    readonly result: string;
    readonly duration: string;
    readonly endUnknown: string;
    readonly good: string;
    readonly failed: string;
    readonly median: string;
    readonly expected: string;
    readonly expectedFrom: Readonly<Record<Expected['from'], string>>;
    readonly homepage: string;
    /** Sentences about the state of the mirror. */
    readonly sentence: Readonly<Record<SentenceKey, string>>;
    /** Text between two sentences. */
    readonly sentenceGap: string;
    /** What a survey found in the tree of the mirror, as sentences. */
    readonly tree: {
      /** How far behind upstream it is, as text; undefined when it is not. */
      readonly current: (behind: string | undefined) => string;
      readonly behind: (behind: string) => string;
      readonly dated: string;
      readonly expired: string;
      readonly incomplete: string;
      readonly empty: string;
      readonly absent: string;
      readonly differs: (ways: string) => string;
      readonly unreachable: (ways: string) => string;
      readonly way: (scheme: string, family: number, host: string) => string;
      readonly ways: (ways: readonly string[]) => string;
    };
    /** Label of the time that the content of the tree is of. */
    readonly content: string;
    readonly asTable: string;
    readonly day: string;
    readonly daysFromTo: (first: string, last: string) => string;
  };
  readonly feed: {
    readonly title: (site: string) => string;
    readonly newsTitle: (site: string) => string;
    readonly incidentsTitle: (site: string) => string;
    readonly event: Readonly<Record<StatusEvent['kind'], (mirror: string) => string>>;
  };
  /** Messages to the operators. */
  readonly notify: {
    readonly alarm: {
      readonly failing: (mirror: string) => string;
      readonly late: (mirror: string) => string;
      readonly stale: (mirror: string) => string;
      readonly overdue: (source: string, mirror: string) => string;
      readonly silent: (source: string) => string;
      readonly held: (source: string) => string;
      /** @param way `https on IPv6 at mirrors.example.org` */
      readonly unreachable: (way: string) => string;
      readonly certificate: (host: string) => string;
      readonly broken: (mirror: string) => string;
      readonly behind: (mirror: string) => string;
      readonly disk: (percent: number) => string;
      readonly failedRun: (reason: string) => string;
      readonly heldSite: string;
    };
    /** An alarm in a line of text: that it began, or is over. */
    readonly began: (says: string) => string;
    readonly over: (says: string) => string;
    /** @param text what the program of the sync wrote, in any language */
    readonly lastError: (text: string) => string;
    readonly since: (time: string) => string;
    readonly fromTo: (from: string, to: string) => string;
    readonly digest: (began: number, over: number) => string;
    /** Alarms for which a message has no room. */
    readonly more: (count: number) => string;
    readonly sentBy: (site: string) => string;
    readonly test: { readonly title: string; readonly text: string };
  };
  readonly article: ArticleWords;
  readonly helpPage: {
    readonly contents: string;
    readonly choices: string;
    readonly scheme: string;
    readonly sudo: string;
    readonly endpoint: string;
    /** Somebody last went through the document then. */
    readonly checked: (day: string) => string;
    /** Before links to what its releases and the ends of their support were compared with. */
    readonly sources: string;
    readonly from: (name: string, licence: string | undefined) => string;
    readonly also: string;
    readonly asText: string;
    readonly asMarkdown: string;
    readonly copied: string;
    /** Shown beside an option whose value was ignored; the key is the kind of value that it takes. */
    readonly refusals: Readonly<Record<TextKind | 'choice', string>>;
  };
  readonly helpIndex: {
    readonly heading: string;
    readonly intro: string;
    readonly none: string;
    readonly otherLanguage: (language: string) => string;
    readonly toAll: string;
    /** Heading for the help of mirrors without a category. */
    readonly others: string;
    readonly search: Words['search'];
    readonly fullText: {
      readonly none: string;
      /** Number of pages that contain the words. */
      readonly found: PluralForms;
      /** The same when only the best results are listed. */
      readonly best: (listed: number) => PluralForms;
      readonly failed: string;
    };
  };
  readonly downloadsPage: {
    readonly heading: string;
    readonly intro: string;
    readonly toAll: string;
    readonly category: Readonly<Record<DownloadCategory, string>>;
    readonly search: Words['search'];
    /** Number of files. */
    readonly files: PluralForms;
    readonly distributions: PluralForms;
    /** Link to the downloads of one distribution. */
    readonly of: (distribution: string) => string;
    readonly fromMirror: string;
    readonly filter: string;
    readonly find: string;
    readonly allArchitectures: string;
    readonly allKinds: string;
    /** Shown when a filter leaves nothing. */
    readonly none: string;
    readonly versions: string;
    readonly noVersion: string;
    readonly column: {
      readonly file: string;
      readonly architecture: string;
      readonly kind: string;
      readonly size: string;
      readonly more: string;
    };
    readonly beside: Readonly<Record<Companion, string>>;
    readonly verify: string;
    readonly inFolder: string;
    readonly listedIn: string;
  };
  readonly newsPage: {
    readonly toAll: string;
    readonly feed: string;
    readonly search: Words['search'];
  };
  readonly incidentPage: {
    readonly description: (site: string) => string;
    readonly itemDescription: (title: string, when: string, site: string) => string;
    readonly level: Readonly<Record<IncidentLevel, string>>;
    /** When an incident begins or began whose end is not known. */
    readonly since: Readonly<Record<IncidentPhase, (time: string) => string>>;
    /** Beside the times of an incident that is over. */
    readonly lasted: (duration: string) => string;
    /** Heading of a banner, and of the lists of the page. */
    readonly phase: Readonly<Record<IncidentPhase, string>>;
    /** How the site is, by its incidents, in the format of Statuspage. */
    readonly indicator: Readonly<Record<'none' | 'minor' | 'major' | 'critical' | 'maintenance', string>>;
    readonly noneNow: string;
    readonly affects: string;
    readonly all: string;
    readonly updates: string;
    readonly toAll: string;
    readonly feed: string;
    readonly calendar: string;
    readonly calendarTitle: (site: string) => string;
  };
  readonly retired: {
    readonly heading: (mirror: string) => string;
    readonly description: (mirror: string, site: string) => string;
    readonly since: (site: string, mirror: string, day: string) => string;
    /** The link to what takes its place follows. */
    readonly instead: string;
    readonly nothing: string;
    readonly helpFor: (mirror: string) => string;
  };
  /** The page that is shown while the files cannot be reached. */
  readonly unavailable: { readonly heading: string; readonly text: string; readonly toStatus: string };
  readonly aboutPage: {
    readonly heading: (site: string) => string;
    readonly contact: string;
    readonly homepage: string;
    readonly issue: string;
    readonly request: string;
    readonly email: string;
    readonly group: string;
    readonly disk: string;
    readonly sponsors: string;
    readonly forPrograms: string;
    readonly forProgramsText: string;
    readonly programs: Readonly<
      Record<
        | 'feed'
        | 'news'
        | 'incidents'
        | 'calendar'
        | 'summary'
        | 'status'
        | 'mirror'
        | 'downloads'
        | 'tunasync'
        | 'mirrorz'
        | 'metrics'
        | 'text'
        | 'badge',
        string
      >
    >;
  };
  readonly listing: {
    readonly title: (mirror: string) => string;
    /** Shown in place of the files in a preview. */
    readonly preview: string;
    /** Below a README that is too long to show in full. */
    readonly beginning: string;
  };
  readonly notFound: {
    readonly heading: string;
    readonly text: string;
    readonly meant: string;
    readonly toIndex: string;
    readonly report: string;
  };
  readonly footer: {
    /** Their names follow. */
    readonly sponsors: string;
    readonly madeWith: string;
    readonly data: string;
  };
}
