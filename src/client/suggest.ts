import { isOneSlipAway } from './rank.ts';

/** A mirror as the list of names has it. */
export interface NamedMirror {
  readonly cname: string;
  readonly name: string;
  /** Its files, its page of help and the page of its state, as links. */
  readonly files?: string | undefined;
  readonly help?: string | undefined;
  readonly status: string;
}

/** What an address that leads nowhere may have meant. */
export interface Suggestion {
  readonly mirror: NamedMirror;
  readonly href: string;
}

/** More would be a list to read. */
const MOST = 5;

/** Where portals of other programs have their help: a page of that name here is what was meant. */
const OTHER_HELP = /^\/(?:[a-z]{2}\/)?(?:docs?|help|wiki|mirrors?\/help)\/([^/]+?)(?:\.html?|\.md)?\/?$/i;

/**
 * What was meant by an address of the site that leads nowhere, the likeliest first.
 *
 * @param path below the site: `/help/debain.html`
 */
export function suggest(path: string, mirrors: readonly NamedMirror[]): Suggestion[] {
  const [, helped] = OTHER_HELP.exec(path) ?? [];
  const wanted = (
    helped ??
    path
      .split('/')
      .filter(Boolean)
      .find((part) => !/^(en|zh|status)$/.test(part)) ??
    ''
  ).toLowerCase();
  if (wanted === '') return [];
  const near = mirrors.map((mirror) => ({ mirror, distance: distanceOf(wanted, mirror) }));
  return near
    .filter(({ distance }) => distance < FAR)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ mirror }) => ({ mirror, href: (helped !== undefined ? mirror.help : mirror.files) ?? mirror.status }));
}

const FAR = 4;

function distanceOf(wanted: string, { cname, name }: NamedMirror): number {
  const names = [cname.toLowerCase(), name.toLowerCase()];
  if (names.includes(wanted)) return 0;
  if (wanted.length > 2 && names.some((known) => isOneSlipAway(wanted, known))) return 1;
  if (wanted.length > 2 && names.some((known) => known.startsWith(wanted) || wanted.startsWith(known))) return 2;
  return wanted.length > 3 && names.some((known) => known.includes(wanted)) ? 3 : FAR;
}
