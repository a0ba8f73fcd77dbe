import type { PagePlan } from '../core/site-plan.ts';
import type { Compiled } from './compile.ts';

/** What the compiled entry exports; see src/entry.ts. */
interface Entry {
  readonly app: {
    render(request: Request, options: { locals: object }): Promise<Response>;
  };
}

/** Draws pages with the compiled templates; the module is loaded when the first page asks for it. */
export function pageDrawer(compiled: Compiled, basePath: string): (page: PagePlan) => Promise<string> {
  let entry: Promise<Entry> | undefined;
  return async (page) => {
    entry ??= import(compiled.entry) as Promise<Entry>;
    const { app } = await entry;
    const response = await app.render(new Request(`http://heliostat.invalid${page.route}`), {
      locals: { view: await page.view() },
    });
    const html = await response.text();
    if (response.status !== 200 && page.route !== '/404.html') {
      throw new Error(`drawing ${page.path} ended with status ${response.status}`);
    }
    return withBasePath(html, basePath);
  };
}

/**
 * The templates are compiled once for all portals, so they name their assets from the root; a site
 * that lives below a path has them there.
 */
function withBasePath(html: string, basePath: string): string {
  return basePath === '' ? html : html.replaceAll(/(href|src)="\/_heliostat\//g, `$1="${basePath}/_heliostat/`);
}
