import { siteBasePath } from './address.ts';
import type { Language } from './localized.ts';
import type { Portal } from './portal.ts';
import { pagesToSitemap, portalToMirrorz, portalToRobots, portalToStatusJson } from './views/documents.ts';
import { mirrorRow } from './views/mirror-row.ts';
import {
  aboutFrame,
  aboutView,
  type DocumentView,
  helpFrame,
  helpIndexView,
  indexView,
  notFoundView,
  pickDocument,
  type RenderMarkdown,
  statusView,
} from './views/pages.ts';
import { helpPage, type PagePath, pageToLink, pageToPath, pathToFile } from './views/paths.ts';

/** A page to draw. */
export interface PagePlan {
  /** Below the output folder: `en/status/index.html`. */
  readonly file: string;
  /** Address below the site: `/en/status/`. */
  readonly path: PagePath;
  /** The Astro page that draws it: `/status/`. */
  readonly route: PagePath;
  /** Everything that decides what the page looks like; equal inputs draw equal pages. */
  readonly inputs: unknown;
  /** What the Astro page shows. Asked for only when the inputs are new, as Markdown takes its time. */
  readonly view: () => Promise<unknown>;
}

/** A file to write as it is. */
export interface TextPlan {
  readonly file: string;
  readonly text: string;
}

/** Everything the site consists of, but for the compiled assets. */
export interface SitePlan {
  readonly pages: readonly PagePlan[];
  readonly texts: readonly TextPlan[];
}

/** Decide every page and file of the site. Draws and writes nothing. */
export function planSite(portal: Portal, now: Date, renderMarkdown: RenderMarkdown): SitePlan {
  const pages = portal.languages.flatMap((language) => planPages(portal, language, now, renderMarkdown));
  const helped = portal.mirrors.filter(({ cname }) => portal.help.has(cname));
  const indexed: PagePath[] = ['/', '/status/', '/help/', '/about/', ...helped.map(({ slug }) => helpPage(slug))];
  return {
    pages,
    texts: [
      { file: 'mirrorz.json', text: toJson(portalToMirrorz(portal)) },
      { file: 'api/status.json', text: toJson(portalToStatusJson(portal)) },
      { file: 'robots.txt', text: portalToRobots(portal) },
      { file: 'sitemap.xml', text: pagesToSitemap(indexed, portal) },
    ],
  };
}

function planPages(portal: Portal, language: Language, now: Date, renderMarkdown: RenderMarkdown): PagePlan[] {
  const basePath = siteBasePath(portal.site.url);
  const plan = (route: PagePath, view: unknown): PagePlan => toPlan(route, view, async () => view);
  return [
    plan('/', indexView(portal, language, now)),
    plan('/status/', statusView(portal, language, now)),
    plan('/help/', helpIndexView(portal, language)),
    ...planHelp(),
    planAbout(),
    plan('/404.html', notFoundView(portal, language)),
  ];

  function toPlan(route: PagePath, inputs: unknown, view: () => Promise<unknown>): PagePlan {
    const path = pageToPath(route, language, portal);
    return { file: pathToFile(path), path, route, inputs, view };
  }

  function planHelp(): PagePlan[] {
    return portal.mirrors.flatMap((mirror) => {
      const translated = portal.help.get(mirror.cname);
      if (!translated) return [];
      const { document, otherLanguage } = pickDocument(translated, language);
      const rest = {
        frame: helpFrame(mirror, portal, language),
        mirror: mirrorRow(mirror, portal, language, now),
        toAll: pageToLink('/help/', language, portal),
      };
      const view = async () => ({
        ...rest,
        document: { html: await renderMarkdown(document.text, basePath), otherLanguage },
      });
      return toPlan(helpPage(mirror.slug), [rest, document.text, otherLanguage], view);
    });
  }

  function planAbout(): PagePlan {
    const translated = portal.pages.get('about');
    const picked = translated && pickDocument(translated, language);
    const rendered = async (): Promise<DocumentView | undefined> =>
      picked && { html: await renderMarkdown(picked.document.text, basePath), otherLanguage: picked.otherLanguage };
    const inputs = [aboutFrame(portal, language), portal.site, picked?.document.text];
    return toPlan('/about/', inputs, async () => aboutView(portal, language, await rendered()));
  }
}

function toJson(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
