import { addressToLink, cnameToAddress, siteBasePath } from '../base/address.ts';
import { textIn } from '../base/localized.ts';
import { type Checked, checked, type Problem, problem, quoted } from '../base/problems.ts';
import { compareCnames } from '../base/slug.ts';
import { type CacheRule, cnameToKind } from '../model/kind.ts';
import type { Mirror, Portal } from '../model/portal.ts';
import type { ServeContent } from '../model/serve-schema.ts';
import { cacheRules } from './cache-policy.ts';
import { keptProblem, mirrorToServed, type ServedBefore } from './kept-mirrors.ts';
import { planRetired, type RetiredRule } from './retired-rules.ts';
import { planModules } from './rsync-modules.ts';
import type { ServedMirror } from './served-mirror.ts';

/** All that the configurations of servers are printed from. */
export interface ServePlan extends Omit<ServeContent, 'portalRoot' | 'names'> {
  readonly portalRoot: string;
  /** The folder of the portal is that of the mirrors, too. */
  readonly isShared: boolean;
  readonly names: readonly [string, ...string[]];
  /** Path of the site's address: `''`, `/mirrors`. */
  readonly basePath: string;
  /** Languages that have addresses of their own. */
  readonly otherLanguages: readonly string[];
  /** First segments of the portal's addresses. */
  readonly portalNames: readonly string[];
  /** Inner ones before outer ones, for servers that take the first that fits. */
  readonly mirrors: readonly ServedMirror[];
  /** Where the addresses of mirrors lead that the site no longer has. */
  readonly retired: readonly RetiredRule[];
  /** Cache rules of each type of mirror that is served; the first that fits decides. */
  readonly cacheRules: ReadonlyMap<string, readonly CacheRule[]>;
  /** Those that rsync offers, where it is asked for. */
  readonly modules: readonly ServedMirror[];
  /** What the next run has to know of them. */
  readonly served: readonly ServedBefore[];
}

/** The type of mirrors whose kind has no cache rules of its own. */
const GENERAL = 'general';

/** What a parser would expand, or that no quoting gets past one, and what leads out of a folder. */
const UNSERVABLE = /[\p{Cc}\p{Cs}\\$*?[\]]|\/\.{0,2}(?=\/|$)/u;

/**
 * Decide what web servers serve. A mirror that cannot be written into a configuration is left out and reported, so that no
 * name from a source can break a server.
 *
 * @param serve `serve` of portal.yaml
 * @param out the output folder, absolute
 * @param reservedNames first segments of the portal's own addresses, beside its languages
 */
export function planServe(
  portal: Portal,
  serve: ServeContent,
  out: string,
  reservedNames: readonly string[],
): Checked<ServePlan> {
  const basePath = siteBasePath(portal.site.url);
  const portalRoot = serve.portalRoot ?? out;
  const [, ...otherLanguages] = portal.languages;
  const mirrors = portal.mirrors.flatMap((mirror) => planMirror(mirror, portal, serve.dataRoot));
  const keptNames = new Set(portal.kept?.map(({ cname }) => cname));
  const { value: byPath, problems } = servedByPath(mirrors, keptNames);
  const kept = (portal.kept ?? [])
    .flatMap((mirror) => planMirror(mirror, portal, serve.dataRoot))
    .filter(([served]) => !faultOf(served, byPath));
  // In the order of all: a mirror that goes from the pages must not change a file.
  const all = [...byPath.values(), ...kept];
  if (kept.length > 0) all.sort(([, a], [, b]) => compareCnames(a.cname, b.cname));
  const retired = planRetired(portal, {
    paths: all.map(([{ path }]) => path),
    faultOf: (path) => faultOf({ path, folder: path }, new Map()),
    pathOf: (mirror) => (mirror.serve?.skip ? undefined : pathHere(mirror, portal.site.url)),
  });
  const modules = planModules(serve.rsync ? all : []);
  const plan: ServePlan = {
    ...serve,
    portalRoot,
    isShared: portalRoot === serve.dataRoot,
    names: (serve.names as ServePlan['names'] | undefined) ?? [new URL(portal.site.url).hostname],
    basePath,
    otherLanguages,
    portalNames: [...otherLanguages, ...reservedNames],
    mirrors: all.map(([served]) => served).sort((a, b) => b.path.split('/').length - a.path.split('/').length),
    retired: retired.value,
    cacheRules: rulesByType(
      all.map(([{ type }]) => type),
      portal.kinds,
    ),
    modules: modules.value,
    served: all.map(([, mirror]) => mirrorToServed(mirror, addressHere(mirror, portal.site.url)!, portal.site.url)),
  };
  const unsureNames = new Set(portal.mirrors.filter(({ serve }) => serve?.faultyFile).map(({ cname }) => cname));
  const unlisted = keptProblem(
    portal.contentFile ?? 'portal.yaml',
    kept.map(([, mirror]) => mirror).filter(({ cname }) => !unsureNames.has(cname)),
  );
  return { value: plan, problems: [...problems, ...unlisted, ...retired.problems, ...modules.problems] };
}

function rulesByType(types: readonly string[], kinds: Portal['kinds']): ServePlan['cacheRules'] {
  const sorted = [...new Set(types)].sort();
  return new Map(sorted.map((type) => [type, cacheRules(kinds?.get(type)?.cache?.rules ?? [])]));
}

/**
 * The mirrors that can be served, by their path.
 *
 * @param kept cnames of those that are served as they were
 */
function servedByPath(
  mirrors: readonly (readonly [ServedMirror, Mirror])[],
  kept: ReadonlySet<string>,
): Checked<ReadonlyMap<string, readonly [ServedMirror, Mirror]>> {
  return checked((note) => {
    const byPath = new Map<string, readonly [ServedMirror, Mirror]>();
    for (const [served, mirror] of mirrors) {
      if (isServedAlready(served, byPath.get(served.path)?.[0]) && !mirror.serve?.faultyFile) continue;
      const fault = faultOf(served, byPath);
      if (mirror.serve?.faultyFile) note(unsure(mirror, mirror.serve.faultyFile, kept.has(mirror.cname)));
      else if (fault) note(unserved(mirror, fault));
      else byPath.set(served.path, [served, mirror]);
    }
    return byPath;
  });
}

/** The first address of a mirror that is on the host of the site. */
function addressHere({ addresses }: Mirror, siteUrl: string): string | undefined {
  return addresses.find((address) => addressToLink(address, siteUrl).startsWith('/'));
}

/** Its path from the root of the host, decoded, without a slash at the end; undefined for a mirror of another host. */
function pathHere(mirror: Mirror, siteUrl: string): string | undefined {
  const address = addressHere(mirror, siteUrl);
  return address && decoded(addressToLink(address, siteUrl).replace(/\/+$/, ''));
}

/** Where the files of a mirror are on this machine; undefined when they are not, or it is not served. */
export function mirrorFolder(mirror: Mirror, portal: Portal, dataRoot: string): string | undefined {
  return planMirror(mirror, portal, dataRoot)[0]?.[0].folder;
}

/** Proxies and caches are not on the disk, unless their content names a folder; nor are mirrors on other hosts. */
function planMirror(mirror: Mirror, { site, languages, kinds }: Portal, dataRoot: string): [ServedMirror, Mirror][] {
  const { serve = { place: {} }, slug, cname, sync } = mirror;
  const path = pathHere(mirror, site.url);
  const isElsewhere = ['proxy', 'cache'].includes(sync.state) && !serve.folder;
  if (path === undefined || serve.skip || isElsewhere) return [];
  const basePath = siteBasePath(site.url);
  const below = path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
  const served = {
    slug,
    name: textIn(mirror.name, languages[0]!)!,
    path,
    module: below.slice(1).replaceAll('/', '-'),
    folder: serve.folder ?? (dataRoot === '/' ? below : dataRoot + below),
    type: serve.type ?? (kinds && cnameToKind(cname, undefined, kinds))?.cache?.type ?? GENERAL,
    isTrusted: serve.html === 'trusted',
    isGit: serve.git === true,
  };
  return [[served, mirror]];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // Percent signs that encode nothing stand for themselves.
  }
}

/** Two names of one folder at one address, such as a mirror and its alias, are served once. */
function isServedAlready(served: ServedMirror, other: ServedMirror | undefined): boolean {
  return (['folder', 'isTrusted', 'isGit'] as const).every((key) => served[key] === other?.[key]);
}

function faultOf(
  { path, folder }: Pick<ServedMirror, 'path' | 'folder'>,
  others: ReadonlyMap<string, unknown>,
): string | undefined {
  const long = tooLong(path, folder);
  if (long) return long;
  if (UNSERVABLE.test(path) || UNSERVABLE.test(folder))
    return `its address ${quoted(path)} cannot be written into the configuration of a server`;
  return others.has(path) ? `another mirror has the address ${quoted(path)} too` : undefined;
}

/** File names have at most 255 bytes. Words in nginx, such as a redirect with its encoded address, have at most 4,096. */
function tooLong(path: string, folder: string): string | undefined {
  const longest = Math.max(...`${path}/${folder}`.split('/').map(byteLength));
  if (longest > 255) return `a folder name in its address has ${longest} bytes, and the limit is 255`;
  const whole = Math.max(byteLength(folder), byteLength(cnameToAddress(path)));
  return whole > 4000 ? `its address or folder has ${whole} bytes, and servers read at most 4000` : undefined;
}

const byteLength = (text: string) => new TextEncoder().encode(text).length;

/** A file with a fault may have meant another folder, or none; so the configuration of before is kept. */
function unsure({ cname }: Mirror, file: string, isKept: boolean): Problem {
  const what = isKept ? 'keeps its previous server configuration' : 'is left out of the server configuration';
  const says = `mirror ${quoted(cname)} ${what}: \`serve\` or \`url\` in its file is invalid`;
  return problem('unserved-mirror', { file }, says, 'Correct the file; its fault is reported separately.');
}

function unserved({ cname, serve }: Mirror, fault: string): Problem {
  const fix = 'Give it an address of its own of plain characters with `url`, or set `serve: { skip: true }`.';
  return problem(
    'unserved-mirror',
    serve?.place ?? {},
    `mirror ${quoted(cname)} is left out of the server configuration: ${fault}`,
    fix,
  );
}
