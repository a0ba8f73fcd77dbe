import type { Aliases } from '../model/aliases.ts';
import type { MirrorHelp } from '../model/portal.ts';

/**
 * The help of another name that is for this mirror too, which has none of its own. A name in `also` comes before a pattern,
 * the site's own help before that of others, then the first folder in order.
 */
export function sharedHelp(
  cname: string,
  help: ReadonlyMap<string, MirrorHelp>,
  aliases: Aliases,
): MirrorHelp | undefined {
  const byName = [...help].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const ordered = [...byName.filter(({ isOwn }) => isOwn), ...byName.filter(({ isOwn }) => !isOwn)];
  const names = (also: string) => aliases(also) === cname;
  const fits = (also: string) => also.startsWith('*') && cname.endsWith(also.slice(1));
  return ordered.find(({ also }) => also.some(names)) ?? ordered.find(({ also }) => also.some(fits));
}
