import { textToHref } from '../base/address.ts';
import { type Note, problem, quoted } from '../base/problems.ts';
import type { MirrorFile } from '../content/mirror-file.ts';
import type { Aliases } from '../model/aliases.ts';
import type { Mirror, RetiredMirror } from '../model/portal.ts';
import { meantText } from './unknown-cnames.ts';

/**
 * A mirror as one that the site no longer has, if its file says so. A place to go that is neither a mirror nor an address is
 * noted and left out.
 *
 * @param carried the mirrors that the site has
 */
export function toRetired(
  mirror: Mirror,
  file: MirrorFile | undefined,
  carried: readonly Mirror[],
  aliases: Aliases,
  note: Note,
): RetiredMirror[] {
  const retired = file?.content?.retired;
  if (!file || !retired) return [];
  const { since, reason, to } = retired;
  return [
    { mirror, since, reason, to: to === undefined ? undefined : placeToGo(to, file.file, carried, aliases, note) },
  ];
}

function placeToGo(
  to: string,
  file: string,
  carried: readonly Mirror[],
  aliases: Aliases,
  note: Note,
): RetiredMirror['to'] {
  const url = /^https?:/i.test(to) ? textToHref(to) : undefined;
  if (url !== undefined) return { url };
  const cname = aliases(to);
  if (carried.some((other) => other.cname === cname && other.addresses.length > 0)) return { cname };
  const names = carried.map((other) => other.cname);
  const fix = `${meantText(to, names)}Use the cname of a mirror of this site, or an http(s) address; its files answer 410 until then.`;
  const says = `${quoted(to)}, where a retired mirror went, is neither a mirror nor an address`;
  note(problem('retired-to-unknown', { file, path: 'retired.to' }, says, fix));
  return undefined;
}
