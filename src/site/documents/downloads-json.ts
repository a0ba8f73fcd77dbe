import { resolveAddress } from '../../base/address.ts';
import { textIn } from '../../base/localized.ts';
import { isoSeconds } from '../../base/time.ts';
import { companions, type Distribution, type Download } from '../../model/download.ts';
import type { Portal } from '../../model/portal.ts';
import { document, toJson } from '../document.ts';
import { once } from '../page.ts';
import { downloadsPage, pageToUrl } from '../views/paths.ts';
import type { DownloadDocument, DownloadsDocument } from './api-schema.ts';

/** All files to download, for programs; none while there are none. */
export const downloadsJson = document({
  route: '/api/downloads.json',
  meaning: 'downloads',
  each: ({ portal }) => (portal.downloads.length > 0 ? once() : []),
  inputs: (_, { portal: { site, languages, downloads } }) => ({
    site: { url: site.url, abbr: site.abbr, name: site.name },
    ...{ languages, downloads },
  }),
  text: (portal) => toJson(portalToDownloadsJson(portal)),
});

type DownloadsInputs = Pick<Portal, 'languages' | 'downloads'> & {
  readonly site: Pick<Portal['site'], 'url' | 'abbr' | 'name'>;
};

/** `/api/downloads.json`. Keys are only ever added; see api-schema.ts. */
export function portalToDownloadsJson(portal: DownloadsInputs): DownloadsDocument {
  const { url, abbr, name } = portal.site;
  return {
    version: 1,
    site: { url, abbr, name: textIn(name, portal.languages[0]) },
    distributions: portal.downloads.map((distribution) => distributionToJson(distribution, portal)),
  };
}

function distributionToJson(
  { distro, slug, title, category, cnames, files }: Distribution,
  portal: DownloadsInputs,
): DownloadsDocument['distributions'][number] {
  return {
    ...{ distro, slug, name: title, category, mirrors: [...cnames] },
    page: pageToUrl(downloadsPage(slug), portal.languages[0], portal),
    files: files.flatMap((file) => downloadToJson(file, portal.site.url)),
  };
}

/** A file without an address that a page may link to is left out. */
function downloadToJson(file: Download, siteUrl: string): DownloadDocument[] {
  const urlOf = (text: string | undefined) => (text === undefined ? undefined : resolveAddress(text, siteUrl));
  const url = urlOf(file.url);
  if (url === undefined) return [];
  const { name, version, architecture, kind, sizeBytes, modified, checksum, beside = {}, listSignature } = file;
  return [
    {
      ...{ name, url, version, architecture, kind, sizeBytes },
      modified: modified && isoSeconds(modified),
      checksum: checksum && {
        algorithm: checksum.algorithm,
        value: checksum.value,
        list: urlOf(checksum.listUrl),
        signature: urlOf(listSignature),
      },
      ...Object.fromEntries(companions.map((what) => [what, urlOf(beside[what])])),
    },
  ];
}
