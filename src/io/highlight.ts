import { highlightedLines, kindsTheme } from '../help/code-colours.ts';
import type { Highlighted } from '../help/template-html.ts';

/** Colours code; the languages that documents name are loaded when the first one does. */
export async function loadHighlighter(): Promise<
  (text: string, language: string | undefined) => Promise<Highlighted[]>
> {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }, { bundledLanguages }] = await Promise.all([
    import('shiki/core'),
    import('shiki/engine/javascript'),
    import('shiki/langs'),
  ]);
  // A grammar that this engine cannot read in full colours less; it must not end a build.
  const engine = createJavaScriptRegexEngine({ forgiving: true });
  const highlighter = await createHighlighterCore({ themes: [kindsTheme], langs: [], engine });
  return async (text, language) => {
    const grammar = bundledLanguages[language as keyof typeof bundledLanguages];
    if (!grammar) return [{ text }];
    await highlighter.loadLanguage(grammar);
    // Half a second a line is Shiki's limit; on a busy machine the first line may take that, and pages would differ.
    return highlightedLines(
      highlighter.codeToTokensBase(text, { lang: language!, theme: kindsTheme.name, tokenizeTimeLimit: 0 }),
    );
  };
}
