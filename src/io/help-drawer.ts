import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Highlight } from '../help/article.ts';
import type { HelpPage } from '../help/help-page.ts';
import type { ArticleView, HelpDrawer, HelpRequest } from '../help/request.ts';
import type { Portal } from '../model/portal.ts';
import { helpSources } from '../site/help-sources.ts';
import { wordsIn } from '../words/index.ts';
import { keyOf } from './key-of.ts';
import { removeFile } from './remove-file.ts';
import { writeFileAtomic } from './write-file.ts';

/** An article as it was drawn last. */
interface Kept {
  readonly key: string;
  readonly article: ArticleView;
}

/**
 * Draws help. Reading and colouring a document takes far longer than the rest of its page, and pages of help change
 * with the state of their mirror; so articles are kept beside the data.
 *
 * @param fingerprint of the code that draws
 */
export function helpDrawer(dataFolder: string, fingerprint: string): HelpDrawer {
  const articles = articlesIn(dataFolder);
  const engine = () => import('../help/draw-help.ts');
  let highlight: Promise<Highlight> | undefined;
  // All texts and files of a page are asked for one after the other. Older ones are not kept, as that would be memory.
  let last: { readonly request: HelpRequest; readonly page: HelpPage } | undefined;
  const pageOf = async (request: HelpRequest) => {
    const { readPage } = await engine();
    if (last?.request !== request) last = { request, page: readPage(request) };
    return last.page;
  };
  const draw = async (request: HelpRequest, ended: readonly string[]) => {
    highlight ??= import('./highlight.ts').then(({ loadHighlighter }) => loadHighlighter());
    const { drawArticle } = await engine();
    return drawArticle(await pageOf(request), request, await highlight, wordsIn(request.pageLanguage).article, ended);
  };
  return {
    async article(request, name, ended) {
      const path = join(articles, articleFile(name));
      const key = keyOf(fingerprint, request, ended);
      const kept = loadKept(path);
      if (kept?.key === key) return kept.article;
      const article = await draw(request, ended);
      writeFileAtomic(path, JSON.stringify({ key, article } satisfies Kept));
      return article;
    },
    text: async (request) => (await engine()).pageToText(await pageOf(request)),
    markdown: async (request) => (await engine()).pageToMarkdown(await pageOf(request)),
    file: async (request, path) => (await engine()).drawFile(await pageOf(request), path),
  };
}

/** Remove the articles that are kept of pages that the site has no more. */
export function forgetArticles(dataFolder: string, portal: Portal): void {
  const sources = portal.languages.flatMap((language) => helpSources(portal, language));
  const files = new Set(sources.map(({ name }) => articleFile(name)));
  const folder = articlesIn(dataFolder);
  const kept = existsSync(folder) ? readdirSync(folder) : [];
  for (const file of kept.filter((file) => !files.has(file))) removeFile(folder, file);
}

const articlesIn = (dataFolder: string) => join(dataFolder, 'articles');
const articleFile = (name: string) => `${name}.json`;

function loadKept(path: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Kept;
  } catch {
    return undefined;
  }
}
