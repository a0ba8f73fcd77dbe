import { addressToLink, resolveAddress } from '../base/address.ts';
import { cnamesToSlugs, compareCnames } from '../base/slug.ts';
import { compareArchitectures } from '../downloads/architectures.ts';
import { nameToFacts } from '../downloads/name-to-facts.ts';
import { newestFirst } from '../downloads/version-order.ts';
import type { Aliases } from '../model/aliases.ts';
import type { Distribution, Download } from '../model/download.ts';
import type { DownloadRule } from '../model/download-rule.ts';
import type { Mirror } from '../model/portal.ts';
import type { Downloads } from '../model/report.ts';

/** What a distribution is made from: files of one source or of one scan. */
export interface DistributionPart extends Pick<Distribution, 'distro' | 'category' | 'files'> {
  /** What it is called in MirrorZ, if a source says so. */
  readonly mirrorzName?: string | undefined;
}

/** The downloads that sources list, under the name of the rule that knows theirs. */
export function reportedParts(
  downloads: readonly Downloads[],
  aliases: Aliases,
  rules: readonly DownloadRule[],
): DistributionPart[] {
  const ruleNames = new Map(rules.flatMap((rule) => namesOf(rule).map((name) => [name, rule.distro] as const)));
  return downloads.map(({ distro, category, urls }) => {
    const name = aliases(distro);
    return {
      distro: ruleNames.get(name.toLowerCase()) ?? name,
      category,
      mirrorzName: name,
      files: urls.map(({ name, url }) => ({ name, url, ...nameToFacts(name, url) })),
    };
  });
}

function namesOf({ distro, title, names }: DownloadRule): string[] {
  const titles = typeof title === 'string' ? [title] : Object.values(title);
  return [distro, ...titles, ...names].map((name) => name.toLowerCase());
}

/** Parts of one distribution and category are one; of two files of one address, the first part's counts. */
export function toDistributions(
  parts: readonly DistributionPart[],
  rules: readonly DownloadRule[],
  mirrors: readonly Mirror[],
  siteUrl: string,
): Distribution[] {
  const byKey = Map.groupBy(parts, ({ distro, category }) => JSON.stringify([distro, category]));
  const slugs = slugsOf([...byKey.values()].map(([first]) => first!));
  const rulesByDistro = new Map(rules.map((rule) => [rule.distro, rule]));
  const cnameOf = cnameFinder(mirrors, siteUrl);
  const all = [...byKey.values()].map((same): Distribution => {
    const { distro, category } = same[0]!;
    const files = sorted(withoutTwins(same.flatMap((part) => part.files)));
    const cnames = [...new Set(files.flatMap(({ url }) => cnameOf(url) ?? []))].sort(compareCnames);
    const { title = distro, names: [name = distro] = [] } = rulesByDistro.get(distro) ?? {};
    const mirrorzName = same.flatMap((part) => part.mirrorzName ?? [])[0] ?? name;
    return { distro, slug: slugs.get(`${distro}\n${category}`)!, mirrorzName, title, category, cnames, files };
  });
  return all.sort((a, b) => compareCnames(a.distro, b.distro) || compareCnames(a.category, b.category));
}

/** Hyphens take the place of spaces; of several that would be called the same, the first one is. */
function slugsOf(parts: readonly DistributionPart[]): ReadonlyMap<string, string> {
  const seen = new Set<string>();
  const named = parts.map(({ distro, category }) => {
    const readable = distro.replaceAll(/ +/g, '-');
    const text = [readable, distro, `${distro} ${category}`].find((name) => !seen.has(name.toLowerCase()))!;
    seen.add(text.toLowerCase());
    return { key: `${distro}\n${category}`, text };
  });
  const slugs = cnamesToSlugs(named.map(({ text }) => text));
  return new Map(named.map(({ key, text }) => [key, slugs.get(text)!]));
}

function withoutTwins(files: readonly Download[]): Download[] {
  const byUrl = new Map<string, Download>();
  for (const file of files) if (!byUrl.has(file.url)) byUrl.set(file.url, file);
  return [...byUrl.values()];
}

/** The newest version first, files without a version last. */
function sorted(files: readonly Download[]): Download[] {
  const places = newestFirst(files.flatMap(({ version }) => version ?? []));
  const placeOf = ({ version }: Download) => (version === undefined ? places.size : places.get(version)!);
  return files.toSorted(
    (a, b) =>
      placeOf(a) - placeOf(b) ||
      compareArchitectures(a.architecture, b.architecture) ||
      compareCnames(a.kind ?? '', b.kind ?? '') ||
      compareCnames(a.name, b.name),
  );
}

/** Says which mirror of this site has the file of an address; the deepest one, where several fit. */
function cnameFinder(mirrors: readonly Mirror[], siteUrl: string): (url: string) => string | undefined {
  const own = mirrors.filter(({ alias }) => alias === undefined);
  const byLink = new Map(
    own.flatMap(({ cname, addresses }) =>
      addresses.map((address) => [addressToLink(address, siteUrl).replace(/\/+$/, ''), cname] as const),
    ),
  );
  return (url) => {
    const address = resolveAddress(url, siteUrl);
    let link = address && addressToLink(address, siteUrl);
    for (; link; link = link.slice(0, Math.max(link.lastIndexOf('/'), 0))) {
      const cname = byLink.get(link);
      if (cname !== undefined) return cname;
    }
    return undefined;
  };
}
