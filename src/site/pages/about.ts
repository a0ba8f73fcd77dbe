import { emailToHref, siteBasePath, textToHref } from '../../base/address.ts';
import { type Language, textIn } from '../../base/localized.ts';
import type { Portal, Site } from '../../model/portal.ts';
import { wordsIn } from '../../words/index.ts';
import type { ProgramFile } from '../context.ts';
import { once, page } from '../page.ts';
import { type DocumentView, pickDocument, renderDocument, toText } from '../views/document.ts';
import { type DiskView, diskView } from '../views/facts.ts';
import { type PictureView, pictureView, published } from '../views/own.ts';
import { pageToLink, type SiteAddress } from '../views/paths.ts';

export interface AboutView {
  readonly document?: DocumentView | undefined;
  readonly note?: string | undefined;
  readonly disk?: DiskView | undefined;
  readonly contacts: readonly ContactView[];
  /** Who supports the site. */
  readonly sponsors: readonly SponsorView[];
  /** What programs read, and what each is for. */
  readonly programs: readonly {
    readonly text: string;
    readonly href?: string | undefined;
    readonly meaning: string;
  }[];
}

interface SponsorView {
  readonly name: string;
  readonly href?: string | undefined;
  readonly logo?: PictureView | undefined;
  readonly gives?: string | undefined;
}

interface ContactView {
  readonly label: string;
  readonly text: string;
  readonly href?: string | undefined;
}

/** Who runs the site, in the site's own words, and what programs can read of it. */
export const about = page({
  route: '/about/',
  template: '/about',
  section: 'about',
  isInNavigation: true,
  inSitemap: true,
  each: once,
  inputs: (_, { portal, programs }, language) => {
    const { site, languages, pages } = portal;
    const translated = pages.get('about');
    const document = translated && toText(pickDocument(translated, language));
    return { site, languages, disk: diskView(portal), document, sponsors: sponsorInputs(portal), programs };
  },
  title: (_, language, siteName) => {
    const { title, description, about } = wordsIn(language);
    return { title: title.page(about, siteName), description: description.about(siteName) };
  },
  view: async (
    { site, languages, disk, document, sponsors, programs },
    language,
    { renderMarkdown },
  ): Promise<AboutView> => ({
    document: document && (await renderDocument(document, renderMarkdown, siteBasePath(site.url))),
    note: textIn(site.note, language),
    disk,
    contacts: contactViews(site, language),
    sponsors: sponsors.map(({ name, href, logo, gives }) => ({
      name: textIn(name, language) ?? '',
      href: href && textToHref(href),
      logo: logo && pictureView(logo, SPONSOR_HEIGHT),
      gives: textIn(gives, language),
    })),
    programs: programs.map((file) => programView(file, { site, languages }, language)),
  }),
});

/** Pixels. */
const SPONSOR_HEIGHT = 48;

function sponsorInputs({ own }: Portal) {
  return own.sponsors.map(({ name, href, logo, gives }) => ({ name, href, logo: published(logo), gives }));
}

function contactViews(site: Site, language: Language): ContactView[] {
  const words = wordsIn(language).aboutPage;
  const contact = (label: string, text: string | undefined, href = text && textToHref(text)) =>
    text ? [{ label, text: text.replace(/^mailto:/, ''), href }] : [];
  return [
    ...contact(words.homepage, site.homepage),
    ...contact(words.issue, site.issue),
    ...contact(words.request, site.request),
    ...contact(words.email, site.email, site.email && emailToHref(site.email)),
    ...contact(words.group, site.group),
  ];
}

/** A file of each language is named as this one's address; others below the site. */
function programView(file: ProgramFile, site: SiteAddress, language: Language): AboutView['programs'][number] {
  const meaning = wordsIn(language).aboutPage.programs[file.meaning];
  if (file.inEachLanguage) {
    const href = pageToLink(file.route, language, site);
    return { text: href, href, meaning };
  }
  return { text: file.route, href: file.example && siteBasePath(site.site.url) + file.example, meaning };
}
