import type { Localized } from '../base/localized.ts';

/** Hashes that a checksum may be, the strongest first. */
export const checksumAlgorithms = ['sha512', 'sha256', 'sha1', 'md5'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** The hash of a file: its value, where that is known, and the file that lists it. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Hexadecimal, in lower case. */
  readonly value?: string | undefined;
  /** Address of the file that it is in, as a download's `url` is written. */
  readonly listUrl?: string | undefined;
}

/** What is known of a file from its name: version, processor and sort. */
export interface DownloadFacts {
  /** `13.6.0`, `latest`. */
  readonly version?: string | undefined;
  /** Processor that it is for, as its authors write it: `amd64`, `x86_64`. */
  readonly architecture?: string | undefined;
  /** Which of the files of one version and architecture it is: `netinst`, `Live KDE`, `msi`. */
  readonly kind?: string | undefined;
}

/** Files that may lie beside a download, by what they are good for. */
export const companions = ['signature', 'torrent', 'metalink', 'zsync'] as const;
export type Companion = (typeof companions)[number];

/** One file that visitors download. */
export interface Download extends DownloadFacts {
  /** What it is called in MirrorZ: `13.6.0 (amd64, netinst)`. */
  readonly name: string;
  /** As in MirrorZ: below the site, beginning with a slash, or absolute. Not checked: pages link to what `resolveAddress` makes of it. */
  readonly url: string;
  readonly sizeBytes?: number | undefined;
  /** When it was changed last. */
  readonly modified?: Date | undefined;
  readonly checksum?: Checksum | undefined;
  /** Address of the signature of the list of checksums, where that is what is signed. */
  readonly listSignature?: string | undefined;
  /** Addresses of the files beside it, as `url` is written. */
  readonly beside?: Readonly<Partial<Record<Companion, string>>> | undefined;
}

/** All downloads of one distribution or application. */
export interface Distribution {
  /** Its id: the name of its rule file, or what sources call it. */
  readonly distro: string;
  /** Its name in addresses of the portal: `/downloads/<slug>/`. */
  readonly slug: string;
  /** What it is called in MirrorZ. */
  readonly mirrorzName: string;
  /** What people call it. */
  readonly title: Localized;
  /** As in MirrorZ: `os`, `app`, `font`, or another word. */
  readonly category: string;
  /** cnames of the mirrors that have its files, without those on other sites. */
  readonly cnames: readonly string[];
  /** The newest version first. */
  readonly files: readonly Download[];
}

/** The categories of MirrorZ, in the order of the pages; others come after them. */
export const downloadCategories = ['os', 'app', 'font'] as const;
export type DownloadCategory = (typeof downloadCategories)[number];

export function isDownloadCategory(category: string): category is DownloadCategory {
  return (downloadCategories as readonly string[]).includes(category);
}
