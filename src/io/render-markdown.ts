import type { IOptions, Transformer } from 'sanitize-html';

/** What a document may hold: text, lists, tables, code and pictures of this site. No script, style or form. */
const ALLOWED: IOptions = {
  allowedTags: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'blockquote', 'pre', 'hr', 'br', 'div', 'span'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td'],
    ...[
      'a',
      'abbr',
      'b',
      'code',
      'del',
      'em',
      'i',
      'ins',
      'kbd',
      'mark',
      's',
      'samp',
      'small',
      'strong',
      'sub',
      'sup',
      'var',
    ],
    ...['details', 'summary', 'figure', 'figcaption', 'img'],
  ],
  allowedAttributes: {
    '*': ['id', 'lang', 'title'],
    a: ['href', 'hreflang'],
    code: ['class'],
    img: ['src', 'alt', 'width', 'height'],
    ol: ['start'],
    td: ['align', 'colspan', 'rowspan'],
    th: ['align', 'colspan', 'rowspan', 'scope'],
  },
  allowedClasses: { code: ['language-*'] },
  allowedSchemes: ['http', 'https', 'ftp', 'rsync', 'git', 'mailto'],
  allowedSchemesByTag: { img: [] },
  allowProtocolRelative: false,
};

/**
 * Markdown, GitHub's kind, to HTML that is safe to show whoever wrote it. The libraries are loaded when the
 * first document asks for them: most runs redraw none.
 *
 * @param basePath path of the site; links and pictures from the root are moved below it
 */
export async function renderMarkdown(text: string, basePath: string): Promise<string> {
  const [{ Marked }, { default: sanitizeHtml }] = await Promise.all([import('marked'), import('sanitize-html')]);
  const moved =
    (name: string): Transformer =>
    (tagName, attribs) => ({
      tagName,
      attribs: { ...attribs, ...(attribs[name]?.startsWith('/') && { [name]: basePath + attribs[name] }) },
    });
  const transformTags: IOptions['transformTags'] = basePath === '' ? {} : { a: moved('href'), img: moved('src') };
  return sanitizeHtml(await new Marked({ gfm: true }).parse(text), { ...ALLOWED, transformTags });
}
