import { type Note, type Place, problem, quoted } from '../base/problems.ts';
import type { Aliases } from '../model/aliases.ts';
import type { KnownMirror } from './assemble-mirror.ts';

/**
 * The mirror whose state, times and size are shown: the mirror itself, or the one that it is an alias of.
 *
 * One step only, because a chain is usually a mistake. An alias without a valid target is reported, and its state is
 * unknown: its own report is not meant to be shown.
 */
export function aliasToMirror(
  mirror: KnownMirror,
  all: ReadonlyMap<string, KnownMirror>,
  aliases: Aliases,
  note: Note,
): KnownMirror {
  const alias = aliasOf(mirror);
  if (alias === undefined) return mirror;
  const other = all.get(aliases(alias));
  const fault = faultOf(mirror, other);
  if (other && !fault) return other;
  const fix = 'Name a mirror that is not an alias; this one is shown as unknown until then.';
  const says = `mirror ${quoted(mirror.cname)} is an alias of ${quoted(alias)}, ${fault}`;
  note(problem('alias-unknown', placeOf(mirror), says, fix));
  return { ...mirror, report: undefined, file: undefined, seenHours: undefined, lastGoodEnd: () => undefined };
}

/** What a person wrote in the mirror's own file goes before what a source says. */
function aliasOf({ file, report }: KnownMirror): string | undefined {
  return file?.content?.alias ?? report?.alias;
}

function faultOf(mirror: KnownMirror, other: KnownMirror | undefined): string | undefined {
  if (!other) return 'which is not on this site';
  if (other.cname === mirror.cname) return 'which is the mirror itself';
  return aliasOf(other) === undefined ? undefined : 'which is an alias too';
}

function placeOf({ file, report }: KnownMirror): Place {
  if (file?.content?.alias !== undefined) return { file: file.file };
  const place = report!.place;
  return place.path === undefined ? place : { ...place, path: `${place.path}.alias` };
}
