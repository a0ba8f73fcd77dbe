import { addressToLink, resolveAddress } from '../../base/address.ts';
import { shellQuoted } from '../../base/shell-quoted.ts';
import { bytesToText } from '../../base/size.ts';
import { fileOf } from '../../downloads/name-to-facts.ts';
import type { Checksum, Companion, Distribution, Download } from '../../model/download.ts';
import { companions } from '../../model/download.ts';
import type { PagePath } from '../../serving/paths.ts';
import { metalinkItems, metalinkPage } from './metalink.ts';

/** How to check a file that has been downloaded. */
export interface VerifyView {
  /** `SHA-256`. */
  readonly algorithm: string;
  readonly value?: string | undefined;
  /** The file that lists the checksum. */
  readonly list?: { readonly text: string; readonly href?: string | undefined } | undefined;
  /** Lines for a shell, in the folder of the download. */
  readonly commands: readonly string[];
}

/** A file as the page of its distribution shows it. */
export interface DownloadRow {
  /** For links to it: `13.6.0-amd64`, on the first row of a version and architecture. */
  readonly id?: string | undefined;
  readonly text: string;
  /** Missing when no page may link there. */
  readonly href?: string | undefined;
  readonly architecture: string;
  readonly kind: string;
  readonly size?: string | undefined;
  /** Links to files beside it. */
  readonly beside: readonly { readonly what: Companion; readonly href: string }[];
  readonly verify?: VerifyView | undefined;
}

/** The files of one version. */
export interface VersionView {
  /** For links to it: `13.6.0`; missing for files without a version. */
  readonly id?: string | undefined;
  readonly version?: string | undefined;
  readonly rows: readonly DownloadRow[];
}

/**
 * The files of a distribution, by version.
 *
 * @param metalinkHref the link to a Metalink of this site
 */
export function versionViews(
  distribution: Distribution,
  siteUrl: string,
  metalinkHref: (page: PagePath) => string,
): VersionView[] {
  const made = new Map(metalinkItems(distribution).map((item) => [item.download, metalinkHref(metalinkPage(item))]));
  const ids = new Set<string>();
  const newId = (text: string): string | undefined => {
    const id = textToId(text);
    if (id === '' || ids.has(id)) return undefined;
    ids.add(id);
    return id;
  };
  const byVersion = Map.groupBy(distribution.files, ({ version }) => version);
  return [...byVersion].map(([version, files]) => ({
    version,
    id: version === undefined ? undefined : newId(version),
    rows: files.map((file) => ({
      id: version !== undefined && file.architecture ? newId(`${version}-${file.architecture}`) : undefined,
      ...downloadRow(file, siteUrl, made.get(file)),
    })),
  }));
}

/** What stands after `#`: without what would have to be encoded there. */
function textToId(text: string): string {
  return text
    .trim()
    .replace(/[^\w.+-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function downloadRow(file: Download, siteUrl: string, metalink: string | undefined): DownloadRow {
  const hrefOf = (url: string | undefined) => {
    const address = url && resolveAddress(url, siteUrl);
    return address && addressToLink(address, siteUrl);
  };
  const besides = { ...file.beside, metalink: file.beside?.metalink ?? metalink };
  return {
    text: textOf(file),
    href: hrefOf(file.url),
    architecture: file.architecture ?? '',
    kind: file.kind ?? '',
    size: file.sizeBytes === undefined ? undefined : bytesToText(file.sizeBytes),
    beside: companions.flatMap((what) => {
      const href = what === 'metalink' && !file.beside?.metalink ? metalink : hrefOf(besides[what]);
      return href ? [{ what, href }] : [];
    }),
    verify: verifyView(file, hrefOf),
  };
}

/** The name of the file; what sources call it, where that says more than the columns. */
function textOf({ name, url, version, architecture, kind }: Download): string {
  const file = fileOf(url);
  return version === undefined && architecture === undefined && kind === undefined && name !== '' ? name : file || name;
}

const ALGORITHM_NAMES = { sha512: 'SHA-512', sha256: 'SHA-256', sha1: 'SHA-1', md5: 'MD5' } as const;

function verifyView(
  { url, checksum, listSignature, beside }: Download,
  hrefOf: (url: string | undefined) => string | undefined,
): VerifyView | undefined {
  if (!checksum && !beside?.signature) return undefined;
  const file = shellQuoted(fileOf(url));
  const list = checksum?.listUrl;
  return {
    algorithm: checksum ? ALGORITHM_NAMES[checksum.algorithm] : '',
    value: checksum?.value,
    list: list === undefined ? undefined : { text: fileOf(list), href: hrefOf(list) },
    commands: [
      ...(checksum ? [sumCommand(checksum, fileOf(url))] : []),
      ...(list !== undefined && listSignature !== undefined
        ? [`gpg --verify ${shellQuoted(fileOf(listSignature))} ${shellQuoted(fileOf(list))}`]
        : []),
      ...(beside?.signature ? [`gpg --verify ${shellQuoted(fileOf(beside.signature))} ${file}`] : []),
    ],
  };
}

/** With the value, nothing else has to be downloaded. */
function sumCommand({ algorithm, value, listUrl }: Checksum, file: string): string {
  if (value !== undefined) return `echo ${shellQuoted(`${value}  ${file}`)} | ${algorithm}sum -c`;
  return `${algorithm}sum --ignore-missing -c ${shellQuoted(fileOf(listUrl ?? ''))}`;
}
