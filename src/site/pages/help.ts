import type { Language } from '../../base/localized.ts';
import type { ArticleView } from '../../help/request.ts';
import { wordsIn } from '../../words/index.ts';
import { page } from '../page.ts';
import { downloadsLinks } from '../views/downloads-links.ts';
import type { LinkView } from '../views/link.ts';
import { type MirrorRow, mirrorRow, rowSite } from '../views/mirror-row.ts';
import { helpPage, pageToLink } from '../views/paths.ts';

export interface HelpView {
  readonly mirror: MirrorRow;
  readonly article: ArticleView;
  /** Set when the title of the page is in another language than the page. */
  readonly titleLanguage?: Language | undefined;
  /** Set when the document is in another language than the page. */
  readonly otherLanguage?: Language | undefined;
  /** Files of it to download one by one. */
  readonly downloads: readonly LinkView[];
  readonly toAll: string;
  /** The page as plain text and as Markdown. */
  readonly asText: string;
  readonly asMarkdown: string;
}

/** What to do with software whose files the site has. */
export const help = page({
  route: '/help/[slug]/',
  template: '/help',
  section: 'help',
  inSitemap: true,
  each: ({ helpIn }, language) => helpIn(language),
  params: ({ mirror }) => ({ slug: mirror.slug }),
  subject: ({ mirror }) => ({ mirror }),
  inputs: ({ name, title, mirror, request, untils }, { portal, today, downloadsOf }) => ({
    ...{ name, title, mirror, request, site: rowSite(portal) },
    downloads: downloadsOf(mirror.cname),
    ended: untils.filter((day) => day < today),
  }),
  title: ({ title: { text: name } }, language, siteName) => {
    const { title, description } = wordsIn(language);
    return { title: title.page(title.helpPage(name), siteName), description: description.helpPage(name, siteName) };
  },
  view: async ({ name, title, mirror, request, site, ended, downloads }, language, tools): Promise<HelpView> => {
    const address = helpPage(mirror.slug);
    return {
      mirror: mirrorRow(mirror, site, language),
      article: await tools.help.article(request, name, ended),
      titleLanguage: title.language === language ? undefined : title.language,
      otherLanguage: request.language === language ? undefined : request.language,
      downloads: downloadsLinks(downloads, site, language),
      toAll: pageToLink('/help/', language, site),
      asText: pageToLink(`${address}index.txt`, language, site),
      asMarkdown: pageToLink(`${address}index.md`, language, site),
    };
  },
});
