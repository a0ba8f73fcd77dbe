import { addressBelowSite } from '../base/address.ts';
import { counted, type Note, type Place, problem, quoted } from '../base/problems.ts';
import type { Mirror, Site } from '../model/portal.ts';

/** The pages of the portal below `/help/`, and the place of each mirror's help address. */
export interface WrittenHelp {
  readonly languages: readonly string[];
  /** cnames of the mirrors that have a page of help. */
  readonly cnames: ReadonlySet<string>;
  readonly placeOf: (mirror: Mirror) => Place;
}

/**
 * The mirrors without dead help addresses: a source may still report addresses of the portal that this one
 * replaces. They are reported once per place.
 */
export function withoutDeadHelp(mirrors: readonly Mirror[], site: Site, written: WrittenHelp, note: Note): Mirror[] {
  const slugs = new Set(mirrors.filter(({ cname }) => written.cnames.has(cname)).map(({ slug }) => slug));
  const isDead = (mirror: Mirror) =>
    mirror.help !== undefined &&
    !written.cnames.has(mirror.cname) &&
    leadsNowhere(mirror.help, site.url, slugs, written);
  const dead = new Set(mirrors.filter(isDead));
  noteDead([...dead], written, note);
  return mirrors.map((mirror) => (dead.has(mirror) ? { ...mirror, help: undefined } : mirror));
}

/** Below `/help/` there are only pages of mirrors; single-page portals use `#/` in addresses. */
function leadsNowhere(
  address: string,
  siteUrl: string,
  slugs: ReadonlySet<string>,
  { languages }: WrittenHelp,
): boolean {
  const below = addressBelowSite(address, siteUrl);
  if (below === undefined) return false;
  const [path = '', fragment = ''] = below.split('#');
  if (path === '' && fragment.startsWith('/')) return true;
  const [first, ...rest] = path.replace(/\?.*/, '').split('/').filter(Boolean);
  const [name, slug] = first !== undefined && languages.includes(first) ? rest : [first, ...rest];
  return name === 'help' && slug !== undefined && !slugs.has(slug);
}

function noteDead(dead: readonly Mirror[], { placeOf }: WrittenHelp, note: Note): void {
  const byPlace = Map.groupBy(dead, (mirror) => JSON.stringify(placeOf(mirror)));
  for (const [place, mirrors] of byPlace) {
    const { cname, help } = mirrors[0]!;
    const count = mirrors.length === 1 ? '' : ` (and ${counted(mirrors.length - 1, 'other')} of the same kind)`;
    const says = `the help of ${quoted(cname)} is set to ${quoted(help)}, but this portal has no such page${count}`;
    const fix =
      'Write help/<cname>/index.<language>.md, or set an address on another site; no link is shown until then.';
    note(problem('help-address-dead', JSON.parse(place) as Place, says, fix));
  }
}
