const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,79}$/;
/** Names that Windows and some archive tools refuse; a DocumentRoot may be synced there. */
const AWKWARD = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$|\.$/i;

/**
 * The name a mirror has in the portal's own addresses, `/help/<slug>/`.
 *
 * Most cnames are their own slug. One with `/`, spaces or other script gets its readable part and a
 * hash of the whole, so that it does not depend on other mirrors.
 */
export function cnameToSlug(cname: string): string {
  return PLAIN.test(cname) && !AWKWARD.test(cname) ? cname : hashedSlug(cname);
}

/**
 * Slugs for all cnames, unique even where upper and lower case are one (macOS, Windows, some CDNs).
 * Of twins like `gnu` and `GNU`, the lower-case one keeps the plain slug, else the first in order.
 */
export function cnamesToSlugs(cnames: Iterable<string>): Map<string, string> {
  const slugs = new Map<string, string>();
  const taken = new Set<string>();
  for (const cname of [...cnames].sort(lowerCaseFirst)) {
    let slug = cnameToSlug(cname);
    for (let salt = ''; taken.has(slug.toLowerCase()); salt += '\0') slug = hashedSlug(cname, salt);
    taken.add(slug.toLowerCase());
    slugs.set(cname, slug);
  }
  return slugs;
}

function lowerCaseFirst(a: string, b: string): number {
  const aFirst = a === a.toLowerCase() ? 0 : 1;
  const bFirst = b === b.toLowerCase() ? 0 : 1;
  return aFirst - bFirst || (a < b ? -1 : 1);
}

function hashedSlug(cname: string, salt = ''): string {
  const readable = cname
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${readable || 'mirror'}-${fnv1a(cname + salt)}`;
}

/** FNV-1a, 64 bits, over the UTF-16 code units: short, stable and the same on every machine. */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(36).slice(0, 8);
}

const cnameOrder = new Intl.Collator('en', { numeric: true });

/** The order in which mirrors stand in lists: as people sort names, and the same each time. */
export function compareCnames(a: string, b: string): number {
  return cnameOrder.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
