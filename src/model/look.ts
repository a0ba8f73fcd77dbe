import type { Localized } from '../base/localized.ts';

/*
 * What makes a site one's own: pictures, a colour, and links around each page.
 */

/** A picture of the content folder, and where it is published. */
export interface Picture {
  /** Below the site: `_heliostat/mark.1a2b3c4d.svg`; its name changes with its bytes. */
  readonly file: string;
  /** Absolute path of the file. */
  readonly path: string;
  /** In pixels, or in the units of an SVG; missing where it does not say. */
  readonly width?: number;
  readonly height?: number;
}

/** One value for each theme. */
export interface Themed<T> {
  readonly light: T;
  readonly dark: T;
}

export interface Look {
  /** Colour of links and focus; missing where it is Heliostat's. */
  readonly accent?: Themed<string> | undefined;
  /** A square beside the name. */
  readonly mark?: Picture | undefined;
  /** In place of mark and name. */
  readonly logo?: Themed<Picture> | undefined;
  /** In tabs and among bookmarks. */
  readonly icon?: Picture | undefined;
  /** Where somebody shares a link. */
  readonly shared?: Picture | undefined;
}

/** A link of the operator's: to an address or a path of the host, or to a page of the content folder by its name. */
export type OwnLink = { readonly text: Localized; readonly href: string } | { readonly page: string };

/** At the foot of each page. */
export interface Footer {
  readonly text?: Localized | undefined;
  readonly links: readonly OwnLink[];
  readonly icp?: string | undefined;
  readonly police?: string | undefined;
}

export interface Sponsor {
  readonly name: Localized;
  readonly href?: string | undefined;
  readonly logo?: Picture | undefined;
  readonly gives?: Localized | undefined;
}

/** Everything of a portal that its operator adds to the frame of the pages. */
export interface Own {
  readonly look: Look;
  readonly nav: readonly OwnLink[];
  readonly footer: Footer;
  readonly sponsors: readonly Sponsor[];
  /** cnames of what most visitors come for; missing where Heliostat chooses. */
  readonly frequent?: readonly string[] | undefined;
}

/** A portal whose operator adds nothing. */
export const nothingOwn: Own = { look: {}, nav: [], footer: { links: [] }, sponsors: [] };

/** Backgrounds of text in each theme, `--paper` and `--raised` in src/styles/tokens.css. */
export const backgrounds: Themed<readonly [paper: string, raised: string]> = {
  light: ['#fdfdfb', '#f3f3ef'],
  dark: ['#16181a', '#1f2225'],
};

/** Colour of links where the operator names none, `--accent` in src/styles/tokens.css. */
export const defaultAccent: Themed<string> = { light: '#0b5c8a', dark: '#7cc0ea' };

/** Contrast that text needs for everybody to read it; WCAG 2.2, 1.4.3, level AA. */
export const READABLE = 4.5;
