import { type PagePlan, planSite, type TextPlan } from '../core/site-plan.ts';
import { loadPortal } from './load-portal.ts';
import { renderMarkdown } from './render-markdown.ts';

/**
 * The page or document at a path, made anew from the content folder; else the page that says there is none.
 * For the development server alone.
 */
export async function developmentPage(path: string): Promise<PagePlan | TextPlan> {
  const folders = { content: process.env.HELIOSTAT_CONTENT!, data: process.env.HELIOSTAT_DATA! };
  const now = new Date();
  const { value: portal } = await loadPortal(folders, now);
  const { pages, texts } = planSite(portal, now, { renderMarkdown });
  return (
    texts.find(({ file }) => `/${file}` === path) ??
    pages.find((page) => page.path === path || page.path === `${path}/`) ??
    pages.find((page) => page.path === '/404.html')!
  );
}
