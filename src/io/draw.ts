import type { PagePlan } from '../site/page.ts';
import { cutListing } from '../site/pages/listing.ts';
import type { Compiled } from './compile.ts';

/** Draws a template from the view in `locals`. */
export type Render = (template: string, locals: App.Locals) => Promise<string>;

/** What the compiled entry exports; see src/entry.ts. */
interface Entry {
  readonly drawTemplate: Render;
}

/** Load the compiled templates, for a process that stays: no visitor waits for them. */
export async function loadRender({ entry }: Compiled): Promise<Render> {
  const { drawTemplate } = (await import(entry)) as Entry;
  return drawTemplate;
}

/** Load them when the first page asks for them, for a run that often draws none. */
export function laterRender(compiled: Compiled): Render {
  return async (template, locals) => (await loadRender(compiled))(template, locals);
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
