import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Highlight } from '../core/help/article.ts';
import type { ArticleView, HelpDrawer, HelpRequest } from '../core/views/help-page.ts';
import { wordsIn } from '../i18n/index.ts';
import { keyOf } from './publish.ts';
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
  const engine = () => import('../core/help/draw-help.ts');
  let highlight: Promise<Highlight> | undefined;
  const draw = async (request: HelpRequest) => {
    highlight ??= import('./highlight.ts').then(({ loadHighlighter }) => loadHighlighter());
    return (await engine()).drawArticle(request, await highlight, wordsIn(request.language).article);
  };
  return {
    async article(request, name, inputs) {
      const path = join(dataFolder, 'articles', `${name}.json`);
      const key = keyOf(fingerprint, ...inputs);
      const kept = loadKept(path);
      if (kept?.key === key) return kept.article;
      const article = await draw(request);
      writeFileAtomic(path, JSON.stringify({ key, article } satisfies Kept));
      return article;
    },
    text: async (request) => (await engine()).drawText(request),
    markdown: async (request) => (await engine()).drawMarkdown(request),
    file: async (request, path) => (await engine()).drawFile(request, path),
  };
}

function loadKept(path: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Kept;
  } catch {
    return undefined;
  }
}
