import type { PagePlan } from '../site/page.ts';
import { cutListing } from '../site/pages/listing.ts';
import type { Template } from '../site/views.ts';
import { askHandler, type Handler } from './ask-handler.ts';
import type { Compiled } from './compile.ts';

/** What the compiled entry exports; see src/entry.ts. */
interface Entry {
  readonly drawPage: Render;
  readonly loadHandler: () => Promise<Handler>;
}

/** Draws a template from the view in `locals`. */
export type Render = (template: Template, locals: App.Locals) => Promise<string>;

/** Draws with the templates alone, for a run that ends; they are loaded when the first page asks for them. */
export function renderWithTemplates({ entry }: Compiled): Render {
  return async (template, locals) => {
    const { drawPage } = (await import(entry)) as Entry;
    return drawPage(template, locals);
  };
}

/** Draws with the app as @astrojs/node serves it, loaded at once, for a process that stays. */
export async function renderWithHandler({ entry }: Compiled): Promise<Render> {
  const { loadHandler } = (await import(entry)) as Entry;
  const handler = await loadHandler();
  return async (template, locals) => {
    const response = await askHandler(handler, template, locals);
    if (response.status !== (template === '/404' ? 404 : 200)) {
      throw new Error(`drawing ${template} ended with status ${response.status}`);
    }
    return response.text();
  };
}

/** Draws pages as they are published. */
export function pageDrawer(render: Render, basePath: string): (page: PagePlan) => Promise<string> {
  return async (page) => {
    const html = withBasePath(await render(page.template, { views: { [page.template]: await page.view() } }), basePath);
    return page.part ? cutListing(html, page.part) : html;
  };
}

/**
 * The templates are compiled once for all portals, so they name their assets from the root; a site
 * that lives below a path has them there.
 */
function withBasePath(html: string, basePath: string): string {
  return basePath === '' ? html : html.replaceAll(/(href|src)="\/_heliostat\//g, `$1="${basePath}/_heliostat/`);
}
