import type { DownloadFacts } from '../model/download.ts';

/** The name of a file in MirrorZ, as genisolist writes it: `13.6.0 (amd64, netinst)`. */
export function factsToName({ version, architecture, kind }: DownloadFacts, file: string): string {
  const inside = [architecture, kind].filter((part) => part !== undefined && part !== '').join(', ');
  if (!version) return inside === '' ? file : `${file} (${inside})`;
  return inside === '' ? version : `${version} (${inside})`;
}
