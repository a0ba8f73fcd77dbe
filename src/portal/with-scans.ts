import { addressToLink } from '../base/address.ts';
import { factsToName } from '../downloads/facts-to-name.ts';
import { fileOf } from '../downloads/name-to-facts.ts';
import type { Companion, Download } from '../model/download.ts';
import type { DownloadRule, FoundFile, Scan } from '../model/download-rule.ts';
import type { Mirror, Portal } from '../model/portal.ts';
import { type DistributionPart, toDistributions } from './assemble-downloads.ts';

/** The portal with the downloads that were found in trees before those that sources list. */
export function withScans(portal: Portal, rules: readonly DownloadRule[], scans: readonly Scan[]): Portal {
  const mirrors = new Map(portal.mirrors.map((mirror) => [mirror.cname, mirror]));
  const categories = new Map(rules.map(({ distro, category }) => [distro, category]));
  const found = scans.flatMap((scan): DistributionPart[] => {
    const base = addressBase(mirrors.get(scan.cname), portal.site.url);
    const category = categories.get(scan.distro);
    if (base === undefined || category === undefined || scan.files.length === 0) return [];
    return [{ distro: scan.distro, category, files: scan.files.map((file) => toDownload(file, base)) }];
  });
  if (found.length === 0) return portal;
  const downloads = toDistributions([...found, ...portal.downloads], rules, portal.mirrors, portal.site.url);
  return { ...portal, downloads };
}

/** What stands before the path of a file: as MirrorZ writes it, below the site or absolute. */
function addressBase(mirror: Mirror | undefined, siteUrl: string): string | undefined {
  const [address] = mirror?.addresses ?? [];
  if (address === undefined) return undefined;
  const isBelow = address.startsWith(`${siteUrl}/`);
  return (isBelow ? address.slice(siteUrl.length) : addressToLink(address, siteUrl)).replace(/\/+$/, '');
}

function toDownload({ path, checksum, listSignature, beside, ...facts }: FoundFile, base: string): Download {
  const urlOf = (below: string) =>
    `${base}/${below.split('/').map(encodeURIComponent).join('/').replaceAll('%2B', '+')}`;
  const url = urlOf(path);
  const besides = Object.entries(beside ?? {}) as [Companion, string][];
  return {
    ...facts,
    name: factsToName(facts, fileOf(url)),
    url,
    checksum: checksum && { algorithm: checksum.algorithm, value: checksum.value, listUrl: urlOf(checksum.list) },
    listSignature: listSignature && urlOf(listSignature),
    beside: besides.length > 0 ? Object.fromEntries(besides.map(([what, below]) => [what, urlOf(below)])) : undefined,
  };
}
