import sanitizeHtml, { type Attributes, type IOptions, type Transformer } from 'sanitize-html';

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

/** Stands in a text where something else will be put; two characters that no text is written with. */
export const SLOT = /\uE000(\d+)\uE001/;
const SLOT_MARKS = /[\uE000\uE001]/g;

/** The mark of the slot with this number. */
export function slotMark(number: number): string {
  return `\uE000${number}\uE001`;
}

/** A text without characters that slots are marked with. */
export function withoutSlots(text: string): string {
  return text.replace(SLOT_MARKS, '');
}

/**
 * Make untrusted HTML safe. Slots are kept only in text: their content is markup, and must not be inside
 * an attribute.
 *
 * @param basePath path of the site; links and pictures from the root are moved below it
 */
export function toSafeHtml(html: string, basePath: string): string {
  const moved =
    (name: string): Transformer =>
    (tagName, attribs) => ({
      tagName,
      attribs: { ...attribs, ...(attribs[name]?.startsWith('/') && { [name]: basePath + attribs[name] }) },
    });
  const emptied: Transformer = (tagName, attribs) => ({ tagName, attribs: withoutSlotsIn(attribs) });
  return sanitizeHtml(html, { ...ALLOWED, transformTags: { a: moved('href'), img: moved('src'), '*': emptied } });
}

function withoutSlotsIn(attribs: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attribs).map(([name, value]) => [name, withoutSlots(value)]));
}
