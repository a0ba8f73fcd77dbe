import { isReadable, nearestReadable } from '../base/colour.ts';
import { nearestName } from '../base/nearest-name.ts';
import { type Note, type Place, problem, quoted } from '../base/problems.ts';
import type { LookContent } from '../content/look-schema.ts';
import type { PortalContent } from '../content/portal-schema.ts';
import { backgrounds, type Look, type Own, type OwnLink, type Picture, READABLE, type Themed } from '../model/look.ts';

/** What a portal adds to its pages, from what its operator wrote. */
export type OwnInputs = Pick<PortalContent, 'look' | 'nav' | 'footer' | 'sponsors' | 'frequent'>;

/** What it is made with. */
interface OwnContext {
  /** Those that can be used, by the name that content gives them. */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** Names of the pages of the content folder. */
  readonly pages: ReadonlySet<string>;
  readonly contentFile: string;
}

/** What makes the site the operator's own. */
export function ownLook(
  { look = {}, nav = [], footer = {}, sponsors = [], frequent }: OwnInputs,
  { pictures, pages, contentFile }: OwnContext,
  note: Note,
): Own {
  const linksAt = (links: readonly OwnLink[], key: string) =>
    links.filter((link, index) => isThere(link, pages, { file: contentFile, path: `${key}[${index}].page` }, note));
  const pictureOf = (name: string | undefined) => (name === undefined ? undefined : pictures.get(name));
  return {
    look: {
      accent: look.accent === undefined ? undefined : readableAccent(look.accent, contentFile, note),
      mark: pictureOf(look.mark),
      logo: themedLogo(look.logo, pictureOf),
      icon: pictureOf(look.icon),
      shared: pictureOf(look.shared),
    },
    nav: linksAt(nav, 'nav'),
    footer: { ...footer, links: linksAt(footer.links ?? [], 'footer.links') },
    frequent,
    sponsors: sponsors.map((sponsor) => ({ ...sponsor, logo: pictureOf(sponsor.logo) })),
  };
}

function isThere(link: OwnLink, pages: ReadonlySet<string>, place: Place, note: Note): boolean {
  if (!('page' in link) || pages.has(link.page)) return true;
  const meant = nearestName(link.page, [...pages]);
  const fix = meant ? `Did you mean ${quoted(meant)}?` : `Write pages/${link.page}.<language>.md.`;
  note(problem('bad-value', place, `there is no page ${quoted(link.page)}`, `${fix} The link is left out until then.`));
  return false;
}

/** A colour that is given for one theme is made readable in the other without a word; one that is meant for a theme is checked. */
function readableAccent(accent: NonNullable<LookContent['accent']>, file: string, note: Note): Themed<string> {
  const given = typeof accent === 'string' ? { light: accent } : accent;
  const colourFor = (theme: keyof Themed<string>) => {
    const wanted = theme in given ? (given as Themed<string>)[theme] : given.light;
    const colour = nearestReadable(longForm(wanted), backgrounds[theme], READABLE);
    if (theme in given && !isReadable(wanted, backgrounds[theme], READABLE))
      note(unreadable(theme, wanted, colour, file));
    return colour;
  };
  return { light: colourFor('light'), dark: colourFor('dark') };
}

function unreadable(theme: string, wanted: string, used: string, file: string) {
  const says = `text in ${quoted(wanted)} is hard to read in the ${theme} theme: its contrast is below ${READABLE}`;
  const fix = `Write ${quoted(used)}, the nearest colour that is readable; it is used until then.`;
  return problem('look-contrast', { file, path: 'look.accent' }, says, fix);
}

/** `#08f` → `#0088ff` */
function longForm(colour: string): string {
  return colour.length === 4 ? `#${[...colour.slice(1)].map((digit) => digit + digit).join('')}` : colour;
}

function themedLogo(logo: LookContent['logo'], pictureOf: (name: string) => Picture | undefined): Look['logo'] {
  if (logo === undefined) return undefined;
  const [light, dark] = typeof logo === 'string' ? [logo, logo] : [logo.light, logo.dark];
  const [onLight, onDark] = [pictureOf(light), pictureOf(dark)];
  const any = onLight ?? onDark;
  return any && { light: onLight ?? any, dark: onDark ?? any };
}
