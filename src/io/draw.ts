import type { PagePlan } from '../site/file-plan.ts';
import { cutListing } from '../site/views/listing.ts';
import { askHandler, type Handler } from './ask-handler.ts';
import type { Compiled } from './compile.ts';

/** What the compiled entry exports; see src/entry.ts. */
interface Entry {
  readonly drawPage: Render;
  readonly loadHandler: () => Promise<Handler>;
}

/** Draws what is at a route, `/status/`, from the view in `locals`. */
export type Render = (route: string, locals: { readonly view: unknown }) => Promise<string>;

/** Draws with the templates alone, for a run that ends; they are loaded when the first page asks for them. */
export function renderWithTemplates({ entry }: Compiled): Render {
  return async (route, locals) => {
    const { drawPage } = (await import(entry)) as Entry;
    return drawPage(route, locals);
  };
}

/** Draws with the app as @astrojs/node serves it, loaded at once, for a process that stays. */
export async function renderWithHandler({ entry }: Compiled): Promise<Render> {
  const { loadHandler } = (await import(entry)) as Entry;
  const handler = await loadHandler();
  return async (route, locals) => {
    const response = await askHandler(handler, route, locals);
    if (response.status !== (route === '/404' ? 404 : 200)) {
      throw new Error(`drawing ${route} ended with status ${response.status}`);
    }
    return response.text();
  };
}

/** Draws pages as they are published. */
export function pageDrawer(render: Render, basePath: string): (page: PagePlan) => Promise<string> {
  return async (page) => {
    const html = withBasePath(await render(page.route, { view: await page.view() }), basePath);
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
