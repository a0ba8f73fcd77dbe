import { encodedAddress } from '../../base/address.ts';
import { cnamesToSlugs } from '../../base/slug.ts';
import { escapeXml } from '../../base/xml.ts';
import { fileOf } from '../../downloads/name-to-facts.ts';
import type { ChecksumAlgorithm, Distribution, Download } from '../../model/download.ts';
import type { Portal } from '../../model/portal.ts';
import { fillRoute, type PagePath } from '../../serving/paths.ts';

export const metalinkRoute = '/downloads/[slug]/[file].meta4';

/** What the registry of IANA calls the hashes that RFC 5854 refers to. */
const HASH_TYPES: Readonly<Record<ChecksumAlgorithm, string>> = {
  sha512: 'sha-512',
  sha256: 'sha-256',
  sha1: 'sha-1',
  md5: 'md5',
};

/** A file of which a Metalink is made: its checksum is known, and it is on this site. */
export interface MetalinkItem {
  readonly slug: string;
  /** Name of the Metalink without its ending: that of the file where it is plain, and no other file has it. */
  readonly file: string;
  readonly download: Download;
}

/** The files of a distribution that have a Metalink. */
export function metalinkItems({ slug, files }: Distribution): MetalinkItem[] {
  const linked = files.filter(({ url, checksum }) => checksum?.value !== undefined && /^\/(?!\/)/.test(url));
  const byName = Map.groupBy(linked, ({ url }) => fileOf(url));
  const textOf = (download: Download) => {
    const name = fileOf(download.url);
    return byName.get(name)!.length === 1 ? name : download.url;
  };
  const slugs = cnamesToSlugs(linked.map(textOf));
  return linked.map((download) => ({ slug, file: slugs.get(textOf(download))!, download }));
}

/** Where the Metalink of a file is. */
export function metalinkPage({ slug, file }: MetalinkItem): PagePath {
  return fillRoute(metalinkRoute, { slug, file });
}

/** Where files can be fetched from: each public line of the site, its own address first. */
export function downloadBases({ site, endpoints }: Pick<Portal, 'site' | 'endpoints'>): string[] {
  const lines = endpoints.flatMap(({ isPublic, address }) => (isPublic && address !== undefined ? [address] : []));
  return [...new Set([site.url, ...lines])];
}

/**
 * A Metalink 4 document (RFC 5854): the file's name, size and hash, and each address that it can be fetched from.
 *
 * @param bases addresses of the site without a slash at the end
 */
export function downloadToMetalink({ url, sizeBytes, checksum }: Download, bases: readonly string[]): string {
  const size = sizeBytes === undefined ? [] : [`    <size>${sizeBytes}</size>`];
  const { algorithm, value } = checksum!;
  const urls = bases.map(
    (base, index) => `    <url priority="${index + 1}">${escapeXml(base + encodedAddress(url))}</url>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<metalink xmlns="urn:ietf:params:xml:ns:metalink">',
    `  <file name="${escapeXml(fileOf(url))}">`,
    ...size,
    `    <hash type="${HASH_TYPES[algorithm]}">${value!}</hash>`,
    ...urls,
    '  </file>',
    '</metalink>',
    '',
  ].join('\n');
}
