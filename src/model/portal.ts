import type { Language, Localized } from '../base/localized.ts';
import type { Place } from '../base/problems.ts';
import type { Size } from '../base/size.ts';
import type { Category } from './category.ts';
import type { DeployContent } from './deploy-schema.ts';
import type { Disk } from './disk.ts';
import type { Distribution } from './download.ts';
import type { DownloadsContent } from './downloads-schema.ts';
import type { SiteEndpoint } from './endpoint.ts';
import type { Expected, Freshness } from './freshness.ts';
import type { BlockChoice, HelpFacts, HelpFound, HelpLayer } from './help.ts';
import type { Incident } from './incident.ts';
import type { Kind } from './kind.ts';
import type { Own } from './look.ts';
import type { MarkdownDocument, Translated } from './markdown-document.ts';
import type { NotifyContent } from './notify-schema.ts';
import type { SiteFacts, SyncFacts } from './report.ts';
import type { MirrorServeContent, ServeContent } from './serve-schema.ts';
import type { TreeFacts } from './survey.ts';
import type { MirrorSurveyContent, SurveyContent } from './survey-schema.ts';
import type { FailureReason, SyncFailure } from './sync-failure.ts';

/** The site, with everything a page or a document must know of it. */
export interface Site extends SiteFacts {
  /** Address without a trailing slash. */
  readonly url: string;
  readonly abbr: string;
  readonly name: Localized;
}

/** One mirrored project, as everything that is known of it adds up. */
export interface Mirror {
  readonly cname: string;
  /** Its name in the portal's own addresses. */
  readonly slug: string;
  readonly name: Localized;
  readonly desc?: Localized;
  readonly category?: Category;
  /** What people type to find it, beside its name and cname: words, and other cnames. */
  readonly words?: readonly string[];
  /** Absolute addresses of its files; most mirrors have one. None when no page may link there. */
  readonly addresses: readonly string[];
  /** Why no page links to it: its address is one of the portal's own, or none that a page may link to. */
  readonly unlinked?: 'reserved' | 'unsafe';
  /** The first address, else the reported one, as in MirrorZ: relative to the site, or absolute. */
  readonly url?: string;
  readonly sync: SyncFacts;
  /** Why its sync has failed, where that is known. */
  readonly reason?: FailureReason;
  readonly expected: Expected;
  /** Missing where there is nothing to be fresh. */
  readonly freshness?: Freshness;
  /** How its tree is, where that was looked at. */
  readonly tree?: TreeFacts;
  readonly size?: Size;
  readonly upstream?: string;
  readonly homepage?: string;
  /** Absolute address of help outside this portal. */
  readonly help?: string;
  readonly added?: Date | true;
  /** It was added some days ago, or its source calls it new without a date. */
  readonly isNew?: true;
  /** The portal has a page of help for it. */
  readonly hasHelp?: true;
  /** cname of the mirror whose state, times, size and history this one shows; none when they are its own. */
  readonly alias?: string;
  /**
   * How web servers serve its files, from content, with the place of its address; and its file, if a fault in it
   * makes this uncertain.
   */
  readonly serve?: Partial<MirrorServeContent> & {
    readonly place: Place;
    readonly faultyFile?: string;
    /** Its content says where its files are. */
    readonly isAddressOwn?: boolean;
  };
  /** How its tree is looked at, from content. */
  readonly survey?: MirrorSurveyContent;
  /** The id of the source whose sync is shown; missing when only content has the mirror. */
  readonly source?: string;
  /** Since when that source no longer lists it; everything here is as it last was. */
  readonly unreportedSince?: Date;
  /** Its sync has been running for several times longer than usual. */
  readonly isDoubtful?: true;
}

/** How old the last good answer of a source is. */
export interface SnapshotAge {
  readonly source: string;
  /** Time of the last good answer of the source; undefined when it never did. */
  readonly asOf?: Date;
  /** The last attempt to reach it failed, or what it answers is old. */
  readonly isStale: boolean;
  /** It answers, but what it answers lost too much to be believed; this is its answer of before. */
  readonly isHeld?: boolean;
}

/**
 * Why a known mirror is not shown: content hides it or has retired it, its source disabled it, the operator
 * accepted its removal, or its source no longer lists it.
 */
export type Absence = 'hidden' | 'retired' | 'disabled' | 'accepted' | 'gone';

/** A mirror that the site had, and where it went. */
export interface RetiredMirror {
  readonly mirror: Mirror;
  /** `2026-08-08` */
  readonly since: string;
  readonly reason?: Localized | undefined;
  /** The mirror of this site, or the address, that takes its place. */
  readonly to?: { readonly cname: string } | { readonly url: string } | undefined;
}

/** The text of an announcement, below its title. */
export interface NewsDocument extends MarkdownDocument {
  readonly title: string;
}

/** An announcement. */
export interface NewsItem {
  /** The day and a slug, `2026-08-08-new-disks`; its page is `/news/<name>/`. */
  readonly name: string;
  /** `2026-08-08`, in the portal's zone; it is not shown before. */
  readonly day: string;
  readonly documents: Translated<NewsDocument>;
}

/** The help of one mirror: its documents as they were written, and what they hold. */
export interface MirrorHelp extends HelpFacts {
  readonly layers: readonly HelpLayer[];
  /** One of its files, for problems. */
  readonly file: string;
  /** The choices of each language that are left out, as they lead to what is not on the site. */
  readonly missing?: { readonly [language in Language]?: readonly BlockChoice[] } | undefined;
  /** What a survey found in the tree of the mirror; the facts are of documents that are filled with it. */
  readonly found?: HelpFound | undefined;
  /** Some of it is the site's own. */
  readonly isOwn: boolean;
}

/** The model of all pages. Strict: odd data has been resolved and reported. */
export interface Portal {
  readonly site: Site;
  /** How full the disks are, where that is measured; `site.disk` then says the same in words. */
  readonly disk?: Disk | undefined;
  /** The first one is served at the root. */
  readonly languages: readonly [Language, ...Language[]];
  readonly timeZone: string;
  /** How long the history is kept. */
  readonly historyDays: number;
  readonly mirrors: readonly Mirror[];
  /** By cname, mirrors that are not among them for a known reason. */
  readonly absent: ReadonlyMap<string, Absence>;
  /** How syncs have failed, by cname. For operators alone: what is published has the reason of the mirror. */
  readonly failures?: ReadonlyMap<string, SyncFailure> | undefined;
  /** Mirrors that the server configuration keeps although no source lists them any more; not on pages. */
  readonly kept?: readonly Mirror[] | undefined;
  /** Kinds of trees, by name. Missing where nothing is served. */
  readonly kinds?: ReadonlyMap<string, Kind> | undefined;
  /** portal.yaml, as messages name it. */
  readonly contentFile?: string | undefined;
  /** Why this must not replace a site that was published before, in words; nothing as a rule. */
  readonly siteFaults?: readonly string[] | undefined;
  /** Names of the files of content that it is made from. */
  readonly contentFiles: readonly string[];
  /** Distributions and applications with files to download, in the order of their names. */
  readonly downloads: readonly Distribution[];
  /** The default one first. */
  readonly endpoints: readonly SiteEndpoint[];
  readonly snapshots: readonly SnapshotAge[];
  /** The oldest last good answer among the sources whose times are shown: nothing is older than it says. */
  readonly asOf?: Date;
  /** How web servers serve the site; missing where no configuration of theirs is wanted. */
  readonly serve?: ServeContent | undefined;
  /** How trees are searched for downloads; undefined when they are not. */
  readonly downloadSearch?: DownloadsContent | undefined;
  /** How trees are looked at; undefined when they are not. */
  readonly survey?: SurveyContent | undefined;
  /** The file in which `serve` has a fault, so that `serve` here is not all that it was meant to say. */
  readonly serveFault?: string | undefined;
  /** Help documents by cname, of mirrors that the site carries. */
  readonly help: ReadonlyMap<string, MirrorHelp>;
  /** Every name that there is help of, carried or not. */
  readonly helpNames: ReadonlySet<string>;
  /** Address of help elsewhere, with `{cname}` in it, for mirrors without any. */
  readonly helpElsewhere?: string | undefined;
  /** Where the site goes when it is built. */
  readonly deploy?: DeployContent | undefined;
  /** Who is told of alarms; nobody where it is missing. */
  readonly notify?: NotifyContent | undefined;
  /** What its operator adds to each page. */
  readonly own: Own;
  /** Other pages by name: `about`. */
  readonly pages: ReadonlyMap<string, Translated>;
  /** The announcements whose day has come, the newest first. */
  readonly news: readonly NewsItem[];
  /** The latest first, those to come too. */
  readonly incidents: readonly Incident[];
  /** Mirrors that are no longer carried, by cname. */
  readonly retired: readonly RetiredMirror[];
}
