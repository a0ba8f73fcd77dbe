import { manifest } from 'virtual:astro:manifest';
import type { AstroGlobal, RouteInfo, SSRResult } from 'astro';
import { HTMLString } from 'astro/runtime/server/escape.js';
import { chunkToString, type RenderDestinationChunk } from 'astro/runtime/server/render/common.js';
import { renderStreaming } from 'astro/runtime/server/render/streaming.js';

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
  const result = resultFor(info, locals);
  // The compiler leaves it out, and Astro puts it back.
  let html = '<!DOCTYPE html>';
  const write = (chunk: RenderDestinationChunk) => {
    html += chunkToText(result, chunk);
  };
  await renderStreaming(await template(result, {}, {}), result, { write });
  return html;
}

/** HTML is asked for first, as anything else is compared with `Response`, which makes Node load all of fetch. */
function chunkToText(result: SSRResult, chunk: RenderDestinationChunk): string {
  return chunk instanceof HTMLString ? String(chunk) : chunkToString(result, chunk as string);
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
