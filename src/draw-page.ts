import { manifest } from 'virtual:astro:manifest';
import type { AstroGlobal, RouteInfo, SSRResult } from 'astro';
import { renderToString } from 'astro/runtime/server/render/astro/render.js';

/**
 * Draw what is at a route, `/status/`, from the view in `locals`: the last step of `app.render`, without the request,
 * cookies, middleware, response and streams around it, which take longer than the page. See
 * docs/decisions/0017-pages-are-drawn-without-requests.md.
 *
 * @throws whatever a template throws
 */
export async function drawPage(route: string, locals: App.Locals): Promise<string> {
  const info = manifest.routes.find(({ routeData }) => routeData.pattern.test(route));
  const module = info && (await manifest.pageMap?.get(info.routeData.component)?.());
  if (!module) throw new Error(`there is no template for ${route}`);
  const { default: template } = await module.page();
  const html = await renderToString(resultFor(info, locals), template, {}, {}, true, info.routeData);
  if (typeof html !== 'string') throw new Error(`the template for ${route} answers instead of drawing`);
  return html;
}

/**
 * What Astro knows of a page while it draws it, as far as our templates ask: they have `Astro.props` and
 * `Astro.locals`, and neither islands, inline assets nor a Content-Security-Policy of Astro's. The live host draws
 * with `app.render`, and its test compares every byte, so an Astro that wants to know more is noticed.
 */
function resultFor({ styles }: RouteInfo, locals: App.Locals): SSRResult {
  const { base, clientDirectives, componentMetadata, compressHTML, entryModules, inlinedScripts } = manifest;
  const result: Partial<SSRResult> = {
    base,
    clientDirectives,
    componentMetadata,
    compressHTML,
    inlinedScripts,
    cancelled: false,
    partial: false,
    shouldInjectCspMetaTags: false,
    createAstro: (props) => ({ props, locals }) as unknown as AstroGlobal,
    resolve: async (script) => base + entryModules[script],
    styles: new Set(styles.map((style) => ({ props: styleProps(base, style), children: '' }))),
    scripts: new Set(),
    links: new Set(),
    _metadata: blankMetadata(),
  };
  return result as SSRResult;
}

function styleProps(base: string, style: RouteInfo['styles'][number]): object {
  if (style.type === 'inline') throw new Error('styles are files: a page must work without inline style');
  return { rel: 'stylesheet', href: base + style.src };
}

/** What Astro notes while it draws one page. */
function blankMetadata(): SSRResult['_metadata'] {
  return {
    hasHydrationScript: false,
    rendererSpecificHydrationScripts: new Set(),
    renderedScripts: new Set(),
    hasDirectives: new Set(),
    hasRenderedHead: false,
    hasRenderedServerIslandRuntime: false,
    headInTree: true,
    extraHead: [],
    extraStyleHashes: [],
    extraScriptHashes: [],
    propagators: new Set(),
    routeHasPropagation: false,
    pendingSlotEvaluations: [],
    templateDepth: 0,
  };
}
