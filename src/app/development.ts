import { helpDrawer } from '../io/help-drawer.ts';
import { loadPortal } from '../io/load-portal.ts';
import { renderMarkdown } from '../io/render-markdown.ts';
import type { TextPlan } from '../site/document.ts';
import type { PagePlan } from '../site/page.ts';
import { planSite } from '../site/registry.ts';

/**
 * The page or document at a path, made from the current content folder; else the 404 page.
 * Only for the development server.
 */
export async function developmentPage(path: string): Promise<PagePlan | TextPlan> {
  const data = process.env.HELIOSTAT_DATA!;
  const folders = { content: process.env.HELIOSTAT_CONTENT!, data, home: process.env.HELIOSTAT_HOME! };
  const now = new Date();
  const { value: portal } = await loadPortal(folders, now);
  const { pages, texts } = planSite(portal, now, { renderMarkdown, help: helpDrawer(data, 'development') });
  return (
    texts.find(({ file }) => `/${file}` === path) ??
    pages.find((page) => page.path === path || page.path === `${path}/`) ??
    pages.find((page) => page.path === '/404.html')!
  );
}
