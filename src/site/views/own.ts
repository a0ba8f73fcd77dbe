import { textToHref } from '../../base/address.ts';
import { type Language, type Localized, languages, textIn } from '../../base/localized.ts';
import { splitTitle } from '../../base/split-title.ts';
import { backgrounds, defaultAccent, type OwnLink, type Picture, type Themed } from '../../model/look.ts';
import type { Translated } from '../../model/markdown-document.ts';
import type { Portal } from '../../model/portal.ts';
import type { PagePath } from '../../serving/paths.ts';
import type { LinkView } from './link.ts';
import { pageToLink, pageToUrl, type SiteAddress } from './paths.ts';

/** A picture as pages are made from it: where it is published. */
type PictureInputs = Pick<Picture, 'file' | 'width' | 'height'>;

/** A link of the operator's, with the page that it leads to or an address. */
type LinkInputs = { readonly text: Localized } & ({ readonly page: PagePath } | { readonly href: string });

/** What the frame of every page is made from, of what the operator adds to it. */
export interface OwnInputs {
  readonly accent?: Themed<string> | undefined;
  readonly mark?: PictureInputs | undefined;
  readonly logo?: Themed<PictureInputs> | undefined;
  readonly icon: string;
  readonly shared?: PictureInputs | undefined;
  readonly nav: readonly LinkInputs[];
  readonly footer: { readonly text?: Localized | undefined; readonly links: readonly LinkInputs[] };
  readonly registrations: readonly { readonly text: string; readonly href: string }[];
  readonly sponsors: readonly { readonly name: Localized; readonly href?: string | undefined }[];
}

/** A picture at the size that it is shown in. */
export interface PictureView {
  readonly href: string;
  /** In pixels. */
  readonly width?: number;
  readonly height: number;
}

/** What the operator adds to a page. */
export interface OwnView {
  /** Style sheet with the colour. */
  readonly accentSheet?: string | undefined;
  readonly themeColours: Themed<string>;
  readonly mark?: PictureView | undefined;
  readonly logo?: Themed<PictureView> | undefined;
  readonly icon: { readonly href: string; readonly type: string };
  readonly touchIcon: string;
  readonly manifest: string;
  readonly openSearch: string;
  readonly shared: { readonly href: string; readonly width?: number | undefined; readonly height?: number | undefined };
  readonly nav: readonly LinkView[];
  readonly footerText?: string | undefined;
  readonly footerLinks: readonly LinkView[];
  readonly registrations: readonly LinkView[];
  readonly sponsors: readonly { readonly text: string; readonly href?: string | undefined }[];
}

/** Pixels. */
const HEADER_PICTURE_HEIGHT = 32;

/** Made at each build, of mark, name and colour; see src/io/drawn-pictures.ts. */
export const drawnPictures = {
  touchIcon: '_heliostat/icon-180.png',
  icons: { 192: '_heliostat/icon-192.png', 512: '_heliostat/icon-512.png' },
  shared: '_heliostat/shared.png',
} as const;

/** Width and height of the picture that is shown where links are shared, in pixels; what most programs ask for. */
export const SHARED_SIZE = { width: 1200, height: 630 } as const;

/** The picture in tabs of a site that names none. */
const defaultIcon = '_heliostat/icon.svg';

export const manifestPath: PagePath = '/_heliostat/site.webmanifest';
export const openSearchPath: PagePath = '/opensearch.xml';

export function ownInputs({ own: { look, nav, footer, sponsors }, pages }: Pick<Portal, 'own' | 'pages'>): OwnInputs {
  const linkOf = (link: OwnLink): LinkInputs => ('page' in link ? pageLink(link.page, pages.get(link.page)) : link);
  return {
    accent: look.accent,
    mark: published(look.mark),
    logo: look.logo && { light: published(look.logo.light)!, dark: published(look.logo.dark)! },
    icon: toIconFile(look),
    shared: published(look.shared),
    nav: nav.map(linkOf),
    footer: { text: footer.text, links: footer.links.map(linkOf) },
    registrations: registrationLinks(footer),
    sponsors: sponsors.map(({ name, href }) => ({ name, href })),
  };
}

/** Where the file is on this machine decides nothing on the page. */
export function published(picture: Picture | undefined): PictureInputs | undefined {
  return picture && { file: picture.file, width: picture.width, height: picture.height };
}

/** The link to a page of the content folder is called as the page is. */
function pageLink(name: string, translated: Translated = {}): LinkInputs {
  const titles = languages.map((language) => [
    language,
    translated[language] && pageTitle(translated[language].text, name),
  ]);
  return { text: Object.fromEntries(titles), page: ownPage(name) };
}

/** What a page of the content folder is called: its title, else its name. */
export function pageTitle(text: string, name: string): string {
  return splitTitle(text).title ?? name;
}

/** Where a page of the content folder is. */
export function ownPage(name: string): PagePath {
  return name === 'about' ? '/about/' : `/pages/${name}/`;
}

/**
 * What sites in China must show. The first leads to the registry as a whole, as https://beian.miit.gov.cn/ asks for; the second to
 * its entry, as the code that https://beian.mps.gov.cn/ gives out does.
 */
function registrationLinks({ icp, police }: Portal['own']['footer']): OwnInputs['registrations'] {
  const code = police?.replace(/\D/g, '');
  return [
    ...(icp ? [{ text: icp, href: 'https://beian.miit.gov.cn/' }] : []),
    ...(police ? [{ text: police, href: `https://beian.mps.gov.cn/#/query/webSearch?code=${code}` }] : []),
  ];
}

export function ownView(inputs: OwnInputs, language: Language, site: SiteAddress): OwnView {
  const { accent, icon, shared } = inputs;
  const link = (own: LinkInputs): LinkView => ({
    text: textIn(own.text, language) ?? '',
    href: 'page' in own ? pageToLink(own.page, language, site) : (textToHref(own.href) ?? own.href),
  });
  const [light, night] = [(accent ?? defaultAccent).light, backgrounds.dark[0]];
  return {
    accentSheet: accent && pageToLink(accentSheet(accent), site.languages[0], site),
    themeColours: { light, dark: night },
    mark: inputs.mark && pictureView(inputs.mark),
    logo: inputs.logo && { light: pictureView(inputs.logo.light), dark: pictureView(inputs.logo.dark) },
    icon: toIcon(icon),
    touchIcon: `/${drawnPictures.touchIcon}`,
    manifest: pageToLink(manifestPath, site.languages[0], site),
    openSearch: pageToLink(openSearchPath, language, site),
    shared: {
      href: pageToUrl(`/${shared?.file ?? drawnPictures.shared}`, site.languages[0], site),
      ...(shared ? { width: shared.width, height: shared.height } : SHARED_SIZE),
    },
    nav: inputs.nav.map(link),
    footerText: textIn(inputs.footer.text, language),
    footerLinks: inputs.footer.links.map(link),
    registrations: inputs.registrations,
    sponsors: inputs.sponsors.map(({ name, href }) => ({
      text: textIn(name, language) ?? '',
      href: href && textToHref(href),
    })),
  };
}

/** @param shown height in pixels */
export function pictureView({ file, width, height }: PictureInputs, shown = HEADER_PICTURE_HEIGHT): PictureView {
  const ratio = width && height ? width / height : undefined;
  return { href: `/${file}`, width: ratio && Math.round(ratio * shown), height: shown };
}

/** The picture in tabs, below the site. */
export function toIconFile({ icon, mark }: Portal['own']['look']): string {
  return (icon ?? mark)?.file ?? defaultIcon;
}

function toIcon(file: string): OwnView['icon'] {
  return { href: `/${file}`, type: file.endsWith('.png') ? 'image/png' : 'image/svg+xml' };
}

/** Where the style sheet of a colour is. Its name tells the colours, so it may be kept for ever: eight characters of base64 are 48 bits. */
export function accentSheet(accent: Themed<string>): PagePath {
  return `/_heliostat/accent.${accentCode(accent)}.css`;
}

export function accentCode({ light, dark }: Themed<string>): string {
  const bytes = `${light}${dark}`
    .replaceAll('#', '')
    .match(/../g)!
    .map((byte) => Number.parseInt(byte, 16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
