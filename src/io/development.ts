import type { PagePlan } from '../core/site-plan.ts';
import { planSite } from '../core/site-plan.ts';
import { loadPortal } from './load-portal.ts';
import { renderMarkdown } from './render-markdown.ts';

/** The page or document at a path, made anew from the content folder; for the development server alone. */
export async function developmentPage(path: string): Promise<PagePlan | string | undefined> {
  const folders = { content: process.env.HELIOSTAT_CONTENT!, data: process.env.HELIOSTAT_DATA! };
  const now = new Date();
  const { value: portal } = await loadPortal(folders, now);
  const { pages, texts } = planSite(portal, now, renderMarkdown);
  const text = texts.find(({ file }) => `/${file}` === path);
  return text?.text ?? pages.find((page) => page.path === path || page.path === `${path}/`);
}
