import { encodedAddress } from '../../base/address.ts';
import { textIn } from '../../base/localized.ts';
import { affectsMirror, type IncidentLevel } from '../../model/incident.ts';
import type { Mirror, Portal } from '../../model/portal.ts';
import { statusToMirrorz } from '../../sources/mirrorz-status.ts';
import { document, toJson } from '../document.ts';
import { once } from '../page.ts';
import { helpPage, pageToPath } from '../views/paths.ts';

/** A mirror as `/mirrorz.json` has it. */
export interface MirrorzRow {
  readonly cname: string;
  readonly desc?: string | undefined;
  readonly url: string;
  readonly status: string;
  readonly help?: string | undefined;
  readonly upstream?: string | undefined;
  readonly size?: string | undefined;
}

/** The site for the federation, and for other sites that show several. */
export const mirrorzJson = document({
  route: '/mirrorz.json',
  meaning: 'mirrorz',
  each: once,
  inputs: (_, { portal: { site, languages, downloads, endpoints, mirrors, incidents } }) => ({
    ...{ site, languages, downloads, endpoints },
    mirrors: withoutSwitchedOff(mirrors, incidents),
  }),
  text: (portal) => toJson(portalToMirrorz(portal)),
});

/**
 * The mirrors as the federation is to see them: one that an outage or maintenance switches off is paused since that began,
 * so that nobody is sent there.
 */
function withoutSwitchedOff(mirrors: Portal['mirrors'], incidents: Portal['incidents']): Portal['mirrors'] {
  const grave = incidents.filter(({ phase, level }) => phase === 'now' && OFF.has(level));
  if (grave.length === 0) return mirrors;
  return mirrors.map((mirror) => {
    const began = grave.filter((incident) => affectsMirror(incident, mirror)).map(({ from }) => from);
    if (began.length === 0) return mirror;
    const since = new Date(Math.min(...began.map((from) => from.getTime())));
    return { ...mirror, sync: { state: 'paused', since, lastSuccess: mirror.sync.lastSuccess } };
  });
}

const OFF: ReadonlySet<IncidentLevel> = new Set(['outage', 'maintenance']);

type MirrorzInputs = Pick<Portal, 'site' | 'languages' | 'downloads' | 'endpoints' | 'mirrors'>;

/** `/mirrorz.json`: the site as a MirrorZ document, format v1.7, with the D extension when it has endpoints. */
export function portalToMirrorz(portal: MirrorzInputs): object {
  const { name, note, ...site } = portal.site;
  const language = portal.languages[0];
  return {
    version: 1.7,
    site: withoutMissing({ ...site, name: textIn(name, language), note: textIn(note, language) }),
    info: portal.downloads.map(({ mirrorzName, category, files }) => ({
      distro: mirrorzName,
      category,
      urls: files.map(({ name, url }) => ({ name, url: encodedAddress(url) })),
    })),
    mirrors: mirrorsToMirrorz(portal),
    ...(portal.endpoints.length > 0 && {
      extension: 'D',
      endpoints: portal.endpoints.map(({ label, resolve, isPublic, filter, range }) => ({
        label,
        resolve,
        public: isPublic,
        filter,
        range,
      })),
    }),
  };
}

/** The rows of `/mirrorz.json`. A mirror without an address that a page may link to has none to pass on either. */
export function mirrorsToMirrorz(portal: Pick<MirrorzInputs, 'mirrors' | 'languages'>): MirrorzRow[] {
  return portal.mirrors.flatMap((mirror) => mirrorToMirrorz(mirror, portal));
}

function mirrorToMirrorz(mirror: Mirror, portal: Pick<MirrorzInputs, 'languages'>): MirrorzRow[] {
  const url = mirrorToMirrorzUrl(mirror);
  if (url === undefined) return [];
  const language = portal.languages[0];
  const help = mirror.hasHelp ? pageToPath(helpPage(mirror.slug), language, portal) : mirror.help;
  const row = {
    cname: mirror.cname,
    desc: textIn(mirror.desc, language),
    url,
    status: statusToMirrorz(mirror.sync, mirror.isNew ? mirror.added : undefined),
    help,
    upstream: mirror.upstream,
    size: mirror.size?.text,
  };
  return [withoutMissing(row)];
}

/** Where a mirror is as MirrorZ writes it: below the site from its first slash on, or absolute. */
export function mirrorToMirrorzUrl({ url }: Mirror): string | undefined {
  if (url === undefined) return undefined;
  return encodedAddress(/^([a-z][a-z0-9+.-]*:|\/)/i.test(url) ? url : `/${url}`);
}

function withoutMissing<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
