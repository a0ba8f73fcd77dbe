import type { Language } from '../core/localized.ts';
import type { Portal } from '../core/portal.ts';
import type { Change, Day, MirrorHistory } from '../core/status/history.ts';
import type { RenderMarkdown } from './views/document.ts';
import type { HelpDrawer } from './views/help-page.ts';
import type { ListingPart } from './views/listing.ts';
import { type PagePath, pageToPath, pathToFile } from './views/paths.ts';

/** A file of the site, and what it is made from. */
interface FilePlan {
  /** Below the output folder: `en/status/index.html`. */
  readonly file: string;
  /** Everything that decides what is in the file; equal inputs make equal files. */
  readonly inputs: readonly unknown[];
  /** What else than the history it is made from, of a file that is made from that. */
  readonly base?: readonly unknown[];
  /** The history cannot be read, so a file of the same base that is there is better than this one. */
  readonly isPartial?: boolean;
}

/** A page to draw. */
export interface PagePlan extends FilePlan {
  /** Address below the site: `/en/status/`. */
  readonly path: PagePath;
  /** The Astro page that draws it: `/status/`. */
  readonly route: PagePath;
  /** Only what stands on one side of the files, of the page around a list of files. */
  readonly part?: ListingPart;
  /** What the Astro page shows; asked for only when the inputs are new. */
  readonly view: () => Promise<unknown>;
}

/** A page at its own address in one language, which its own template draws unless another is named. */
export function pagePlan(
  page: PagePath,
  language: Language,
  portal: Portal,
  made: Omit<PagePlan, 'file' | 'path' | 'route' | 'part'> & { readonly route?: PagePath },
): PagePlan {
  const path = pageToPath(page, language, portal);
  return { route: page, ...made, file: pathToFile(path), path };
}

/** A file to write as it is; its text is asked for only when the inputs are new. */
export interface TextPlan extends FilePlan {
  readonly text: () => Promise<string> | string;
}

/** Everything the site consists of, but for the compiled assets. */
export interface SitePlan {
  readonly pages: readonly PagePlan[];
  readonly texts: readonly TextPlan[];
}

/** What is remembered of the mirrors; read only when a page asks for it. */
export interface HistoryReader {
  /** Changes whenever something is remembered of the mirror. */
  revisionOf(cname: string): number | undefined;
  of(cname: string): MirrorHistory;
  /** The days of every mirror from one on, by cname, oldest first, without sizes; one query. */
  daysSince(day: string): ReadonlyMap<string, readonly Day[]>;
  /** Changes of signs since a moment. */
  changes(since: Date): readonly Change[];
}

/** What pages are made with, beside the portal. */
export interface Means {
  readonly renderMarkdown: RenderMarkdown;
  readonly help: HelpDrawer;
  /** Missing when it cannot be read. */
  readonly history?: HistoryReader | undefined;
  /** Whether the texts of the pages are indexed, so that they can be searched. */
  readonly hasSearch?: boolean;
}

/** A value as a file of JSON. */
export function toJson(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
