import type { PagePlan } from '../core/site-plan.ts';
import { cutListing } from '../core/views/listing.ts';
import { askHandler, type Handler } from './ask-handler.ts';
import type { Compiled } from './compile.ts';

/** What the compiled entry exports; see src/entry.ts. */
interface Entry {
  readonly app: {
    render(request: Request, options: { locals: object }): Promise<Response>;
  };
  readonly loadHandler: () => Promise<Handler>;
}

/** Draws what is at a route, `/status/`, from the view in `locals`. */
export type Render = (route: string, locals: object) => Promise<Response>;

/** Draws with the compiled app alone, for a run that ends; the module is loaded when the first page asks for it. */
export function renderWithApp({ entry }: Compiled): Render {
  return async (route, locals) => {
    const { app } = (await import(entry)) as Entry;
    return app.render(new Request(`http://heliostat.invalid${route}`), { locals });
  };
}

/** Draws with the app as @astrojs/node serves it, loaded at once, for a process that stays. */
export async function renderWithHandler({ entry }: Compiled): Promise<Render> {
  const { loadHandler } = (await import(entry)) as Entry;
  const handler = await loadHandler();
  return (route, locals) => askHandler(handler, route, locals);
}

/** Draws pages as they are published. */
export function pageDrawer(render: Render, basePath: string): (page: PagePlan) => Promise<string> {
  return async (page) => {
    const response = await render(page.route, { view: await page.view() });
    const html = await response.text();
    if (response.status !== (page.route === '/404' ? 404 : 200)) {
      throw new Error(`drawing ${page.path} ended with status ${response.status}`);
    }
    const whole = withBasePath(html, basePath);
    return page.part ? cutListing(whole, page.part) : whole;
  };
}

/**
 * The templates are compiled once for all portals, so they name their assets from the root; a site
 * that lives below a path has them there.
 */
function withBasePath(html: string, basePath: string): string {
  return basePath === '' ? html : html.replaceAll(/(href|src)="\/_heliostat\//g, `$1="${basePath}/_heliostat/`);
}
