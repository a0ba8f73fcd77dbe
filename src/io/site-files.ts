import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { siteBasePath } from '../base/address.ts';
import type { Checked } from '../base/problems.ts';
import type { Portal } from '../model/portal.ts';
import type { HistoryReader } from '../site/context.ts';
import type { FilePlan } from '../site/page.ts';
import { planSite } from '../site/registry.ts';
import { planSearch } from '../site/search-plan.ts';
import type { Compiled } from './compile.ts';
import { pageDrawer, type Render } from './draw.ts';
import { pictureFiles } from './drawn-pictures.ts';
import { helpDrawer } from './help-drawer.ts';
import { keyOf } from './key-of.ts';
import type { Publishable } from './publish.ts';
import { renderMarkdown } from './render-markdown.ts';
import { searchFiles } from './search-index.ts';

/**
 * Every file of the site and how to make it, in the order of publishing: assets first, then pages, then
 * documents for programs; so no page ever refers to what is not there yet.
 */
export async function siteFiles(
  portal: Portal,
  history: HistoryReader | undefined,
  compiled: Compiled,
  render: Render,
  { data, now }: { readonly data: string; readonly now: Date },
): Promise<Checked<Publishable[]>> {
  const help = helpDrawer(data, compiled.fingerprint);
  const search = await searchFiles(planSearch(portal, { help, renderMarkdown }), compiled.fingerprint, data);
  const hasSearch = search.value.length > 0;
  const { pages, texts } = planSite(portal, now, { renderMarkdown, help, history, hasSearch });
  const draw = pageDrawer(render, siteBasePath(portal.site.url));
  const toPublishable = ({ file, inputs, base, isPartial }: FilePlan, make: Publishable['make']): Publishable => ({
    file,
    key: keyOf(compiled.fingerprint, ...inputs),
    // Hardly ever asked for.
    get baseKey() {
      return base && keyOf(compiled.fingerprint, ...base);
    },
    isPartial,
    make,
  });
  const files = [
    ...assetsOf(compiled),
    ...pictureFiles(portal, compiled),
    ...search.value,
    ...pages.map((page) => toPublishable(page, () => draw(page))),
    ...texts.map((plan) => toPublishable(plan, plan.text)),
  ];
  return { value: files, problems: search.problems };
}

function assetsOf({ client, fingerprint }: Compiled): Publishable[] {
  return readdirSync(client, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ file: relative(client, path), key: fingerprint, make: () => readFileSync(path) }));
}
