import { type Language, textIn } from '../../base/localized.ts';
import { isoSeconds } from '../../base/time.ts';
import { lastRunSeconds } from '../../model/history.ts';
import type { Incident } from '../../model/incident.ts';
import type { Mirror, Portal } from '../../model/portal.ts';
import { type State, states } from '../../model/report.ts';
import { document, toJson } from '../document.ts';
import { once } from '../page.ts';
import { helpPage, incidentPage, pageToUrl, type SiteAddress, siteAddress } from '../views/paths.ts';
import type { MirrorDocument, StatusDocument, StatusRowDocument } from './api-schema.ts';

/** The states of all mirrors for programs. */
export const statusJson = document({
  route: '/api/status.json',
  meaning: 'status',
  each: once,
  inputs: (_, { portal: { languages, asOf, snapshots, disk, mirrors, site, incidents } }) => ({
    ...{ languages, asOf, snapshots, disk, mirrors },
    site: siteToJson(site),
    incidents: incidents.filter(({ phase }) => phase !== 'past').map(toTitled),
  }),
  text: (portal) => toJson(portalToStatusJson(portal)),
});

/** All that is known of one mirror. */
export const mirrorJson = document({
  route: '/api/mirrors/[slug].json',
  meaning: 'mirror',
  each: ({ portal }) => portal.mirrors,
  params: ({ slug }) => ({ slug }),
  inputs: (mirror, { portal }) => ({ mirror, ...siteAddress(portal) }),
  text: ({ mirror, ...site }) => toJson(mirrorToJson(mirror, site)),
});

/** The site in the document. */
function siteToJson({ url, abbr, name, disk }: Portal['site']): Pick<Portal['site'], 'url' | 'abbr' | 'name' | 'disk'> {
  return { url, abbr, name, disk };
}

type StatusInputs = Pick<Portal, 'languages' | 'asOf' | 'snapshots' | 'disk' | 'mirrors'> & {
  readonly site: ReturnType<typeof siteToJson>;
  readonly incidents: readonly TitledIncident[];
};

/** `/api/status.json`: every mirror's state for programs. Keys are only ever added; see api-schema.ts. */
export function portalToStatusJson(portal: StatusInputs): StatusDocument {
  const { url, abbr, name } = portal.site;
  return {
    version: 1,
    site: { url, abbr, name: textIn(name, portal.languages[0]) },
    asOf: portal.asOf ? isoSeconds(portal.asOf) : null,
    sources: portal.snapshots.map(({ source, asOf, isStale, isHeld = false }) => ({
      id: source,
      asOf: asOf ? isoSeconds(asOf) : null,
      isStale,
      isHeld,
    })),
    disk: diskToJson(portal),
    counts: countStates(portal.mirrors),
    mirrors: portal.mirrors.map((mirror) => mirrorToRow(mirror, portal)),
    incidents: portal.incidents.flatMap((incident) => incidentToJson(incident, portal)),
  };
}

/** `/api/mirrors/<slug>.json`: all that is known of one mirror. It changes only when the mirror does. */
export function mirrorToJson(mirror: Mirror, portal: SiteAddress): MirrorDocument {
  const { desc, category, homepage, added } = mirror;
  return {
    version: 1,
    ...mirrorToRow(mirror, portal),
    desc,
    category,
    homepage,
    added: added instanceof Date ? isoSeconds(added).slice(0, 10) : undefined,
  };
}

function mirrorToRow(mirror: Mirror, portal: SiteAddress): StatusRowDocument {
  const { cname, slug, name, addresses, reason, freshness, expected, size, upstream, source } = mirror;
  const { state, lastSuccess, lastAttempt, started, next, since } = mirror.sync;
  const iso = (time: Date | undefined) => time && isoSeconds(time);
  return {
    cname,
    slug,
    name,
    url: addresses[0],
    addresses: [...addresses],
    state,
    reason,
    freshness,
    expected,
    lastSuccess: iso(lastSuccess),
    lastAttempt: iso(lastAttempt),
    started: iso(started),
    durationSeconds: lastRunSeconds(mirror.sync),
    next: iso(next),
    since: iso(since),
    unreportedSince: iso(mirror.unreportedSince),
    isDoubtful: mirror.isDoubtful,
    size,
    tree: treeToJson(mirror.tree),
    upstream,
    help: mirror.hasHelp ? pageToUrl(helpPage(slug), portal.languages[0], portal) : mirror.help,
    source,
  };
}

function treeToJson(tree: Mirror['tree']): StatusRowDocument['tree'] {
  if (!tree) return undefined;
  const { kind, verdict, content, behindSeconds, findings } = tree;
  return {
    kind,
    verdict,
    content: content && isoSeconds(content),
    behindSeconds,
    findings: [...new Set(findings.map(({ is }) => is))],
  };
}

/** What the document has of an incident; the texts are on the pages. */
interface TitledIncident extends Pick<Incident, 'name' | 'level' | 'phase' | 'affects' | 'from' | 'until'> {
  readonly documents: { readonly [language in Language]?: { readonly title: string } };
}

function toTitled({ name, level, phase, affects, from, until, documents }: Incident): TitledIncident {
  const titles = Object.entries(documents).map(([language, { title }]) => [language, { title }]);
  return { name, level, phase, affects, from, until, documents: Object.fromEntries(titles) };
}

/** What is over is on the pages alone. */
function incidentToJson(
  { name, level, phase, affects, from, until, documents }: TitledIncident,
  portal: SiteAddress,
): NonNullable<StatusDocument['incidents']> {
  if (phase === 'past') return [];
  return [
    {
      name,
      title: Object.fromEntries(Object.entries(documents).map(([language, { title }]) => [language, title])),
      ...{ level, phase, affectsAll: affects.isAll, mirrors: [...affects.mirrors], endpoints: [...affects.endpoints] },
      from: isoSeconds(from),
      until: until && isoSeconds(until),
      url: pageToUrl(incidentPage(name), portal.languages[0], portal),
    },
  ];
}

function diskToJson({ site, disk }: StatusInputs): StatusDocument['disk'] {
  if (site.disk === undefined) return undefined;
  return { text: site.disk, usedBytes: disk?.usedBytes, totalBytes: disk?.totalBytes };
}

function countStates(mirrors: readonly Mirror[]): Record<State, number> {
  const count = (state: State) => mirrors.filter(({ sync }) => sync.state === state).length;
  return Object.fromEntries(states.map((state) => [state, count(state)])) as Record<State, number>;
}
