/**
 * GitHub Flavored Markdown to safe HTML, even from untrusted authors. The libraries are loaded when the
 * first document asks for them: most runs redraw none.
 *
 * @param basePath path of the site; links and pictures from the root are moved below it
 */
export async function renderMarkdown(text: string, basePath: string): Promise<string> {
  const [{ Marked }, { toSafeHtml }] = await Promise.all([import('marked'), import('../help/safe-html.ts')]);
  return toSafeHtml(await new Marked({ gfm: true }).parse(text), basePath);
}
